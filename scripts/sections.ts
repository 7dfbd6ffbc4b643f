// The sections of the book as scripts need them: read, with inherited code, meaning and hashes. One place, so that
// check, record, seeds and verify speak of the same cells.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { frontPage, sectionPaths } from "../content/contents";
import { BookModules } from "../src/cells/book-modules";
import { suggest } from "../src/cells/author-error";
import type { RecordedSection } from "../src/cells/check-record";
import { hashCells } from "../src/cells/hash";
import { inherit } from "../src/cells/inherit";
import { readSection } from "../src/cells/read";
import { readCode } from "../src/cells/read-code";
import { readRecord } from "../src/cells/record";
import type { Lang, Section } from "../src/cells/section";
import { dataFiles } from "../src/book/data-sets";

/** Both languages of a section, Chinese first; English is absent until it is written. */
export function loadSection(path: string, root = "."): RecordedSection[] {
  const zh = loadLanguage(root, path, "zh");
  if (!zh) throw new Error(`There is no section ${path}: content/docs/${path}.mdx is missing.`);
  const en = loadLanguage(root, path, "en", zh.section);
  return en ? [zh, en] : [zh];
}

/** Every page that may have cells. */
export const cellPaths: string[] = [frontPage, ...sectionPaths];

/** The named sections, or all; a name that is no section is an error that says which is meant, or lists them. */
export function choosePaths(names: string[]): string[] {
  const unknown = names.find((name) => !cellPaths.includes(name));
  if (unknown !== undefined) {
    const wayOut = suggest(unknown, cellPaths, `There are ${cellPaths.join(", ")}.`);
    throw new Error(`There is no section "${unknown}". ${wayOut}`);
  }
  return names.length > 0 ? names : cellPaths;
}

/** The same for a command, which ends at once, before it builds or opens anything. */
export function readPaths(names: string[]): string[] {
  try {
    return choosePaths(names);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

function loadLanguage(root: string, path: string, lang: Lang, zh?: Section): RecordedSection | undefined {
  const file = `content/docs/${lang === "en" ? "en/" : ""}${path}.mdx`;
  if (!existsSync(join(root, file))) return undefined;
  const { section: own, values } = readSection(file, readFileSync(join(root, file), "utf8"));
  const section = zh ? inherit(own, zh) : own;
  const { cells } = readCode(section);
  const sources = { book: new BookModules(join(root, "src/book")), data: dataFiles };
  return {
    section,
    zh: zh ?? own,
    cells,
    values,
    hashes: hashCells(section, cells, sources),
    record: readRecord(root, path, lang),
  };
}
