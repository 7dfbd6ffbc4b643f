// The meaning of one cell's text, as data. `readCell` makes it, `toModule` turns it into a runnable module.
// Lines never move; every inserted piece is in `insertions`, so a run-time column maps back by subtraction.

/** A position in the cell's own text. Both 1-based (column counts UTF-16 units, as editors do). */
export interface Position {
  line: number;
  column: number;
}

export interface Definition extends Position {
  name: string;
  kind: "const" | "let" | "var" | "function" | "class" | "enum";
}

export interface Reference extends Position {
  name: string;
}

export interface CellImport extends Position {
  /** "@tensorflow/tfjs", "book", "book/…" as written. */
  module: string;
  /** imported "*" is the namespace, "default" the default export. */
  names: ImportedName[];
}

export interface ImportedName {
  imported: string;
  local: string;
  /** True where the cell uses the name only as a type: the module need not have a value of that name. */
  typeOnly?: boolean;
}

/** Something its author should mend, though the cell can run. */
export interface Problem extends Position {
  messages: { zh: string; en: string };
  hints: { zh: string; en: string };
}

/** `expr // → text` or `expr // ≈ 0.977 ± 0.004` at the end of a top-level statement. */
export interface Expectation extends Position {
  type: "exact" | "approx";
  /** What the comment says after the arrow. */
  text: string;
  /** For approx. */
  value?: number;
  halfWidth?: number;
  /** What it is about: a top-level name, the displayed last expression, or a console.log on that line. */
  about: { type: "name"; name: string } | { type: "last" } | { type: "log"; line: number };
}

export interface CellCode {
  source: string;
  /** Top-level names the cell defines (values only; types vanish). */
  definitions: Definition[];
  /** Free names it reads, first use each: other cells' names and globals alike. */
  references: Reference[];
  /** Names it assigns to and does not define (`x = 1`, `x++`, destructuring): an error if another cell defines or imports them. */
  assignments: Reference[];
  /** Own names that a closure changes when the cell may have ended: other cells would read an old value. */
  lateWrites: Reference[];
  imports: CellImport[];
  /** Names of `const x = select|slider|…(…)` at top level (controls.ts has the list), in order. */
  controls: string[];
  expectations: Expectation[];
  /** Comments that look like an expectation and are none. */
  problems: Problem[];
  /** JavaScript: types and imports blanked, guards and display inserted, same lines as `source`. */
  text: string;
  insertions: Insertion[];
}

/** `length` characters stand in `text` at this 1-based line and column (in `text`) that are not in `source`. */
export type Insertion = [line: number, column: number, length: number];

export interface CellModule {
  /** ES module: `export default async (inputs, kernel) => {…}`; resolves to the defined values by name. */
  text: string;
  insertions: Insertion[];
}

/** What a compiled cell calls while it runs; the second argument of its function. */
export interface CellRuntime {
  /** Shows the last expression. */
  display(value: unknown, line: number): void;
  due(): boolean;
  turn(): Promise<void>;
}

/** A cell that cannot be compiled. The message exists in both languages; the place is in the cell. */
export class CellSyntaxError extends Error {
  constructor(
    readonly messages: { zh: string; en: string },
    readonly hints: { zh: string; en: string },
    readonly position: Position,
  ) {
    super(messages.en);
    this.name = "SyntaxError";
  }
}
