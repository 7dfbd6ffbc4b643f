// Files on disk → a page with its cells: an English one inherits from the Chinese one beside it.
// Says everything that is wrong with the page without running or type-checking it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toAuthorError } from "./author-error";
import type { BookModules } from "./book-modules";
import { checkSection, checkValues } from "./check-section";
import { inherit } from "./inherit";
import { readCode } from "./read-code";
import { readSection, type Reading } from "./read";
import { checkSameCode } from "./same-code";
import type { AuthorError, Section } from "./section";

export interface LoadedSection {
  /** With inherited code. */
  section: Section;
  /** Of an English page: the Chinese section. */
  zh?: Section;
  errors: AuthorError[];
}

/** `file` is relative to `root`, the folder that holds `content/`. */
export function loadSection(root: string, file: string, book: BookModules): LoadedSection {
  return completeSection(root, readSection(file, readFileSync(join(root, file), "utf8")), book);
}

/** The rest of the way for a page that has been read already. */
export function completeSection(root: string, reading: Reading, book: BookModules): LoadedSection {
  const { section } = reading;
  if (section.lang === "zh") return { section, errors: checkSection(reading, book) };
  const zhFile = toChineseFile(section.file);
  if (!existsSync(join(root, zhFile))) return { section, errors: [...reading.errors, noChinese(section, zhFile)] };
  const zh = readSection(zhFile, readFileSync(join(root, zhFile), "utf8")).section;
  return { section: inherit(section, zh), zh, errors: checkEnglish(reading, zh) };
}

export function toChineseFile(file: string): string {
  return file.replace(/^(.*content\/docs\/)en\//, "$1");
}

function checkEnglish(reading: Reading, zh: Section): AuthorError[] {
  const code = readCode(inherit(reading.section, zh));
  return [
    ...reading.errors,
    ...code.errors,
    ...checkSameCode(reading.section, zh),
    ...checkValues(reading.section, reading.values, code.cells),
  ];
}

function noChinese(section: Section, zhFile: string): AuthorError {
  return toAuthorError(
    section.file,
    { line: 1, column: 1 },
    `There is no ${zhFile}.`,
    "The Chinese page owns the code: write it first, or `npm run new -- chapter/section`.",
  );
}
