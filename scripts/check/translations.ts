// Every page stands in both languages, and the English one translates the Chinese text as it is now.
import { existsSync, readFileSync } from "node:fs";
import { toAuthorError } from "../../src/cells/author-error";
import { findPages } from "../../src/cells/find-pages";
import { readPath } from "../../src/cells/read";
import type { AuthorError } from "../../src/cells/section";
import { checkTranslation } from "../../src/cells/translation";

export const title = "translations: both languages, none stale";

export async function check(): Promise<AuthorError[]> {
  return findPages(process.cwd())
    .filter((file) => readPath(file).lang === "zh")
    .flatMap(checkPage);
}

function checkPage(file: string): AuthorError[] {
  const { path } = readPath(file);
  const en = `content/docs/en/${path}.mdx`;
  if (existsSync(en)) return checkTranslation(readPage(en), readPage(file), path);
  return [
    toAuthorError(
      file,
      { line: 1, column: 1 },
      "This page has no English page.",
      `Write ${en}; cells inherit their code from here.`,
    ),
  ];
}

function readPage(file: string): { file: string; source: string } {
  return { file, source: readFileSync(file, "utf8") };
}
