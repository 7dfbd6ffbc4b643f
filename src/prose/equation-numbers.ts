// Which equation has which number: labelled equations count through a chapter, in the order of its sections.
// A label is unique in the book, so that a reference needs no address.
import { readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import type { AuthorError, Lang } from "../cells/section";
import { findChapter, toFile, toSectionPaths, type Book } from "./book";
import { scanPage, type Label } from "./scan";

export interface Equation extends Label {
  /** Section path where it stands. */
  section: string;
  /** "3.4", or "4" in the prelude and in a section that no chapter lists. */
  number: string;
}

/** All equations of the book in one language, by label; `only` adds a page that the contents do not list. */
export function readEquations(book: Book, lang: Lang, only: string): Map<string, Equation> {
  const listed = book.chapters.flatMap((chapter) =>
    numberEquations(book, lang, chapter.number, toSectionPaths(chapter)),
  );
  const own = findChapter(book, only);
  const all = own.number === undefined ? [...listed, ...numberEquations(book, lang, undefined, own.sections)] : listed;
  return new Map(all.reverse().map((equation) => [equation.name, equation]));
}

function numberEquations(book: Book, lang: Lang, chapter: number | string | undefined, sections: string[]): Equation[] {
  const labels = sections.flatMap((section) => readLabels(book, lang, section).map((label) => ({ ...label, section })));
  return labels.map((label, i) => ({ ...label, number: chapter ? `${chapter}.${i + 1}` : `${i + 1}` }));
}

const cache = new Map<string, { modifiedMs: number; labels: Label[] }>();

/** Labels of a section; none where the page is not written yet. */
function readLabels(book: Book, lang: Lang, section: string): Label[] {
  const file = toFile(book, lang, section);
  const modifiedMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (modifiedMs === undefined) return [];
  const known = cache.get(file);
  if (known?.modifiedMs === modifiedMs) return known.labels;
  const { labels } = scanPage(readFileSync(file, "utf8"));
  cache.set(file, { modifiedMs, labels });
  return labels;
}

/** The two languages must number alike, and a label must name one equation of the book. */
export function checkEquationNumbers(book: Book): AuthorError[] {
  const sections = book.chapters.flatMap(toSectionPaths);
  return [...sections.flatMap((section) => checkLanguages(book, section)), ...checkUnique(book, sections)];
}

function checkLanguages(book: Book, section: string): AuthorError[] {
  const file = toFile(book, "en", section);
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  const zh = readLabels(book, "zh", section);
  const en = readLabels(book, "en", section);
  const at = Array.from({ length: Math.max(zh.length, en.length) }).findIndex((_, i) => zh[i]?.name !== en[i]?.name);
  if (at < 0) return [];
  const { line, column } = en[at] ?? { line: 1, column: 1 };
  const fact = `Equation ${at + 1} of the section is ${toName(en[at])} here and ${toName(zh[at])} in the Chinese page, so numbers would differ.`;
  return [
    {
      file: toRelative(file),
      line,
      column,
      fact,
      wayOut: "Give both pages the same labelled equations in the same order.",
    },
  ];
}

function checkUnique(book: Book, sections: string[]): AuthorError[] {
  const first = new Map<string, string>();
  return sections.flatMap((section) =>
    readLabels(book, "zh", section).flatMap(({ name, line, column }) => {
      const other = first.get(name);
      if (other === undefined) {
        first.set(name, section);
        return [];
      }
      const fact = `The label "eq:${name}" already names an equation in ${other}.`;
      return [
        {
          file: toRelative(toFile(book, "zh", section)),
          line,
          column,
          fact,
          wayOut: "Choose another label; labels are unique in the book.",
        },
      ];
    }),
  );
}

function toName(label: Label | undefined): string {
  return label ? `"eq:${label.name}"` : "missing";
}

function toRelative(file: string): string {
  return relative(process.cwd(), file).replaceAll("\\", "/");
}
