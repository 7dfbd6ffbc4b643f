// A changed Chinese page makes its English page stale. The English front matter says which Chinese text it translates:
//   translationOf: 3f9ac01b22
// a short hash of the Chinese file. `npm run translated -- chapter/section` writes it, once someone has read both.
// No ledger: the fact stands in the page it is about, so two pull requests never meet in one file.
import { createHash } from "node:crypto";
import { toAuthorError } from "./author-error";
import { readFrontMatter } from "./parse-mdx";
import type { AuthorError } from "./section";

/** Of the text as read: spaces at line ends and kinds of line end do not count. */
export function hashText(source: string): string {
  const text = source.replace(/[ \t]*\r?\n/g, "\n").trim();
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}

export function checkTranslation(
  en: { file: string; source: string },
  zh: { file: string; source: string },
  path: string,
): AuthorError[] {
  const stated = readFrontMatter(en.source, "translationOf");
  const wayOut = `Bring this page up to date, then run: npm run translated -- ${path}`;
  if (!stated)
    return [
      toAuthorError(
        en.file,
        { line: 1, column: 1 },
        `This page does not say which text of ${zh.file} it translates.`,
        wayOut,
      ),
    ];
  if (stated.value === hashText(zh.source)) return [];
  return [toAuthorError(en.file, stated, `${zh.file} has changed since it was translated.`, wayOut)];
}

/** The English text with `translationOf` set to the Chinese text's hash. */
export function markTranslated(enSource: string, zhSource: string): string {
  const line = `translationOf: ${hashText(zhSource)}`;
  if (readFrontMatter(enSource, "translationOf")) return enSource.replace(/^translationOf:.*$/m, line);
  return enSource.replace(/^---\r?\n/, (opening) => `${opening}${line}\n`);
}
