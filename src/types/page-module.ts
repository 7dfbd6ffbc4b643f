// The page's cells as one TypeScript module, and the way from a cell's offset to the module's and back.
// A cell keeps its lines and columns (language/one-module.ts); here the cells stand one below the other, without prose.
import { readModuleCode, toModuleNames, toModulePart, type ModuleCode } from "../language";
import type { TypedCell } from "./protocol";

/** A stretch of the module that is a cell's text, line for line. */
interface Part {
  cell: string;
  /** Offset in the module. */
  start: number;
  text: string;
  source: string;
}

export interface PageModule {
  text: string;
  parts: Part[];
}

/** Reads cells, and remembers those of the last page: of a page that is edited, all but one are as they were. */
export class PageReader {
  #known = new Map<string, ModuleCode>();

  read(cells: TypedCell[]): ReadCell[] {
    const before = this.#known;
    this.#known = new Map();
    return cells.map(({ id, source, own }) => {
      const key = `${own}${source}`;
      const code = before.get(key) ?? readModuleCode(source, own);
      this.#known.set(key, code);
      return { id, ...code };
    });
  }
}

export interface ReadCell extends ModuleCode {
  id: string;
}

/** `latest` is the cell that the reader changes: of cells that are no TypeScript it stands before the others. */
export function toPageModule(cells: ReadCell[], latest?: string): PageModule {
  const names = toModuleNames(cells);
  const parts = order(cells, latest).map((cell) => ({ ...cell, ...toModulePart(cell, names) }));
  const module: PageModule = { text: "", parts: [] };
  for (const { id, imports, code } of parts)
    if (imports.trim()) add(module, "", { cell: id, text: imports, source: code }, "\n");
  for (const { id, own, body, code } of parts) {
    // A `;` at least, so that a cell that begins with `[` does not go on with the one above.
    add(module, own ? ";{\n" : ";\n", { cell: id, text: body, source: code }, own ? "\n}\n" : "\n");
  }
  return module;
}

function add(module: PageModule, before: string, part: Omit<Part, "start">, after: string): void {
  module.parts.push({ ...part, start: module.text.length + before.length });
  module.text += before + part.text + after;
}

/** A cell with an open brace or quotation would swallow what follows, so those stand last. */
function order(cells: ReadCell[], latest: string | undefined): ReadCell[] {
  const rankOf = ({ id, isSound }: ReadCell) => (isSound ? 0 : id === latest ? 1 : 2);
  return cells.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The module's offset of a cell's, undefined where the module has no such cell. */
export function toModuleOffset({ parts }: PageModule, cell: string, offset: number): number | undefined {
  const own = parts.filter((part) => part.cell === cell);
  const part = own.find((one) => isWritten(one, offset)) ?? own.at(-1);
  return part && part.start + moveOffset(part.source, part.text, offset);
}

/** The cell and its offset at an offset of the module. Between cells it is the end of the cell above. */
export function toCellOffset({ parts }: PageModule, offset: number): { cell: string; offset: number } | undefined {
  const part = parts.findLast(({ start }) => start <= offset);
  return part && { cell: part.cell, offset: moveOffset(part.text, part.source, offset - part.start) };
}

/** Where imports were lifted out of a cell, one of its two parts is blank on the line. */
function isWritten({ source, text }: Part, offset: number): boolean {
  const line = source.slice(0, offset).split("\n").length - 1;
  return (text.split("\n")[line] ?? "").trim() !== "";
}

/** By line and column; the texts are the same length but where an insertion made a line longer. */
function moveOffset(from: string, to: string, offset: number): number {
  if (from.length === to.length) return Math.min(Math.max(offset, 0), to.length);
  const before = from.slice(0, offset).split("\n");
  const lines = to.split("\n");
  const line = Math.min(before.length, lines.length) - 1;
  const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
  return start + Math.min(before[line]!.length, lines[line]!.length);
}
