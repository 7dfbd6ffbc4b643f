// The nouns of build time: a section read from MDX, its cells, its exercises, its record.
// Data only. `read.ts` makes a Section, `record.ts` reads and writes a Record; nothing here touches a file.
import type { Output, ControlValue } from "../kernel/output";
import type { RecordedValue } from "../kernel/protocol";

export type Lang = "zh" | "en";

/** What may be written after ```ts in a fence of a cell, once read. */
export interface CellMeta {
  id: string;
  /** `module#export` of src/book that this cell must equal. */
  save?: { module: string; export: string };
  /** Name of the error the cell must throw. */
  fails?: string;
  own: boolean;
  slow: boolean;
  auto: boolean;
  hide: boolean;
  /** What it gives are times of the machine: its words are compared with the record, its numbers are not. */
  timed?: true;
}

export interface Cell {
  meta: CellMeta;
  /** The code as the reader sees it. In `en` an empty fence has inherited it from `zh`. */
  code: string;
  /** True where the fence was empty and the code is the other language's. */
  inherited: boolean;
  /** MDX position of the first line of code (1-based line, 1-based column, 0-based offset). */
  start: { line: number; column: number; offset: number };
  /** MDX position of the opening fence. */
  fence: { line: number; column: number };
}

export interface Exercise {
  id: string;
  fence: { line: number; column: number };
  starter: Cell;
  check: Cell;
  solution: Cell;
  /** At least two answers that the check must reject. */
  wrong: Cell[];
}

export interface Section {
  /** "linear-regression/mse": chapter slug / section slug, the same in both languages. */
  path: string;
  lang: Lang;
  /** Repository path of the MDX, for messages: content/docs/en/linear-regression/mse.mdx */
  file: string;
  source: string;
  cells: Cell[];
  exercises: Exercise[];
}

/** An author's mistake: where, the fact, the way out. Printed as `file:line:column fact way-out`. */
export interface AuthorError {
  file: string;
  line: number;
  column: number;
  fact: string;
  wayOut: string;
}

/** content/recorded/[en/]<chapter>/<section>.json */
export interface SectionRecord {
  section: string;
  lang: Lang;
  /** Per mode ("default" where the section has no `mode` control); "quick@webgpu" on a device other than wasm. */
  modes: { [mode: string]: ModeRecord };
  /** Per-seed values of measured names, mode → cell. Bands are computed from these. */
  seeds: { [mode: string]: { [cell: string]: CellSeeds } };
}

/** What a cell's measured names came to, seed after seed. */
export interface CellSeeds {
  /** Of the cell when the seeds ran, as in CellRecord. */
  hash: string;
  runs: { seed: number; values: { [name: string]: number } }[];
}

export interface ModeRecord {
  environment: Environment;
  /** Control values that this mode was recorded with. */
  controls: { [name: string]: ControlValue };
  cells: { [id: string]: CellRecord };
}

export interface Environment {
  backend: string;
  adapter: string;
  browser: string;
  tfjs: string;
  /** ISO date. */
  date: string;
  machine: string;
}

export interface CellRecord {
  /** Of the cell, the cells above it that it needs, the `book` modules these import, and the data. */
  hash: string;
  state: "done" | "failed";
  ms: number;
  outputs: Output[];
  values: { [name: string]: RecordedValue };
}
