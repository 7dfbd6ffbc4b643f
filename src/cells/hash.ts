// The hash of a cell's record: what its outputs follow from. The cell, the cells above that it needs, the `book` files
// behind their imports, and the data these name. Not the kernel, the backend or tfjs: a record made on one device
// stands on another. Comments and spaces do not count, so a band in a comment can be corrected without a new run.
import { createHash } from "node:crypto";
import { findNeeds, type CellCode, type NamedCell } from "../language";
import type { BookImport, BookModules } from "./book-modules";
import type { Cell, Section } from "./section";
import { normalize, readTokens } from "./tokens";

/** What is hashed besides the cells. */
export interface HashSources {
  book: BookModules;
  /** Name of a data set → its file's sha256 (`dataFiles` of src/book/data-sets.ts). */
  data: { [name: string]: { sha256: string } };
}

/** A cell that parses, with what it says. */
export interface ReadCell {
  cell: Cell;
  code: CellCode;
}

/** Hash of each cell of the page by id; of exercises none. Cells that do not parse are not among them. */
export function hashCells(section: Section, cells: ReadCell[], sources: HashSources): { [id: string]: string } {
  const own = cells.filter(({ cell }) => section.cells.includes(cell));
  return Object.fromEntries(own.map((read) => [read.cell.meta.id, hashCell(read, own, sources)]));
}

/** `cells` are all cells of the page, `read` among them. */
function hashCell(read: ReadCell, cells: ReadCell[], { book, data }: HashSources): string {
  const needed = findNeeded(read, cells);
  const files = book.findFiles(needed.flatMap(({ code }) => findBookImports(code)));
  const texts = [...needed.map(({ cell }) => cell.code), ...files.map((file) => book.readText(file))];
  const parts = texts.map(normalize).concat(findData(texts, data));
  return createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 16);
}

/** The cell and all that it needs, in page order. */
export function findNeeded(read: ReadCell, cells: ReadCell[]): ReadCell[] {
  const needs = findNeeds(cells.map(toNamed));
  const needed = new Set<string>();
  const visit = (id: string): void => {
    if (needed.has(id)) return;
    needed.add(id);
    for (const next of needs.get(id)?.keys() ?? []) visit(next);
  };
  visit(read.cell.meta.id);
  return cells.filter(({ cell }) => needed.has(cell.meta.id));
}

export function toNamed({ cell, code }: ReadCell): NamedCell {
  return { id: cell.meta.id, code, own: cell.meta.own };
}

function findBookImports(code: CellCode): BookImport[] {
  const ours = code.imports.filter(({ module }) => module === "book" || module.startsWith("book/"));
  return ours.map(({ module, names }) => ({ module, names: names.map((n) => n.imported) }));
}

/** `name=sha256` of every data set whose name stands in the texts, as a word or as a string. */
function findData(texts: string[], data: HashSources["data"]): string[] {
  const words = new Set(
    texts.flatMap((text) => readTokens(text) ?? []).map((token) => token.text.replace(/^["']|["']$/g, "")),
  );
  return Object.keys(data)
    .sort()
    .filter((name) => words.has(name))
    .map((name) => `${name}=${data[name]!.sha256}`);
}
