// The hash of a cell's record: what its outputs follow from. The cell, the cells above that it needs, the `book` files
// behind their imports, and the data these name. Not the kernel, the backend or tfjs: a record made on one device
// stands on another. Comments and spaces do not count, so a band in a comment can be corrected without a new run.
import { createHash } from "node:crypto";
import type { CellCode } from "../language/cell-code";
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

/** Hash of each cell by id. Cells that do not parse are left out. */
export function hashCells(section: Section, cells: ReadCell[], sources: HashSources): { [id: string]: string } {
  const own = cells.filter(({ cell }) => section.cells.includes(cell));
  return Object.fromEntries(own.map((read) => [read.cell.meta.id, hashCell(read, own, sources)]));
}

export function hashCell(read: ReadCell, cells: ReadCell[], { book, data }: HashSources): string {
  const needed = findNeeded(read, cells);
  const files = book.findFiles(needed.flatMap(({ code }) => findBookImports(code)));
  const texts = [...needed.map(({ cell }) => cell.code), ...files.map((file) => book.readText(file))];
  const parts = texts.map(normalize).concat(findData(texts, data));
  return createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 16);
}

/** The cell and all that it needs, in page order. */
export function findNeeded(read: ReadCell, cells: ReadCell[]): ReadCell[] {
  const needed = new Set<ReadCell>();
  const visit = (each: ReadCell): void => {
    if (needed.has(each)) return;
    needed.add(each);
    findProviders(each, cells).forEach(visit);
  };
  visit(read);
  return cells.filter((each) => needed.has(each)).concat(cells.includes(read) ? [] : [read]);
}

/** Cells whose names (or imports) this one reads. */
export function findProviders({ cell, code }: ReadCell, cells: ReadCell[]): ReadCell[] {
  const own = new Set(code.imports.flatMap((i) => i.names.map((n) => n.local)));
  const free = code.references.map((r) => r.name).filter((name) => !own.has(name));
  const provides = (other: ReadCell, name: string) => other.cell !== cell && !other.cell.meta.own && findNames(other.code).includes(name);
  return [...new Set(free)].flatMap((name) => cells.find((other) => provides(other, name)) ?? []);
}

/** Names that a cell gives to others: definitions and imports. */
export function findNames(code: CellCode): string[] {
  return [...code.definitions.map((d) => d.name), ...code.imports.flatMap((i) => i.names.map((n) => n.local))];
}

function findBookImports(code: CellCode): BookImport[] {
  const ours = code.imports.filter(({ module }) => module === "book" || module.startsWith("book/"));
  return ours.map(({ module, names }) => ({ module, names: names.map((n) => n.imported) }));
}

/** `name=sha256` of every data set whose name stands in the texts, as a word or as a string. */
function findData(texts: string[], data: HashSources["data"]): string[] {
  const words = new Set(texts.flatMap((text) => readTokens(text) ?? []).map((token) => token.text.replace(/^["']|["']$/g, "")));
  return Object.keys(data).sort().filter((name) => words.has(name)).map((name) => `${name}=${data[name]!.sha256}`);
}
