// One cell as a piece of a plain module: imports and `export` gone, inputs at their present values, and, for a
// program that prints, what the cell shows passed to `show`.
import type { Node, Program } from "@babel/types";
import { findControlCalls } from "../language/controls";
import { findDisplayed } from "../language/display";
import { readImports } from "../language/imports";
import { findMentions } from "../language/mentions";
import { readCell } from "../language/read-cell";
import { endOf, startOf } from "../language/tree";
import type { ExportedCell } from "./exported-page";
import { needsTransform, readModule, toPlainText, type Taken } from "./module-source";

export interface CellText {
  cell: ExportedCell;
  text: string;
  /** What it imports, for itself or for other cells of the page. */
  taken: Taken[];
  /** Names it defines for the page. */
  defines: string[];
  /** Names of other cells that it reads. */
  reads: Set<string>;
  /** Every name that stands in it. */
  names: Set<string>;
  needsTransform: boolean;
  /** It cannot be read, and stands there as a comment. */
  isBroken: boolean;
}

interface Change {
  from: number;
  to: number;
  text: string;
}

/** `show`: the name of the function that prints what the cell shows, for a program that prints. */
export function toCellText(cell: ExportedCell, show?: string): CellText {
  try {
    const { program } = readModule(cell.source);
    const changes = [...findInputs(program, cell), ...(show ? findShown(program, show) : [])];
    const source = readModule(applyChanges(cell.source, changes));
    const names = new Set(source.places.map(({ name }) => name));
    const text = toPlainText(source, new Map());
    const reads = new Set(readCell(cell.source).references.map(({ name }) => name));
    return {
      cell,
      text,
      taken: source.taken,
      defines: cell.isOwn ? [] : [...source.locals],
      reads,
      names,
      needsTransform: needsTransform(source),
      isBroken: false,
    };
  } catch (error) {
    const text = [String(error), ...cell.source.split("\n")].map((line) => `// ${line}`).join("\n");
    return {
      cell,
      text,
      taken: [],
      defines: [],
      reads: new Set(),
      names: new Set(),
      needsTransform: false,
      isBroken: true,
    };
  }
}

/** `const lr = slider(…)` → `const lr = 0.1 as number`. */
function findInputs(program: Program, { source, inputs }: ExportedCell): Change[] {
  const calls = findControlCalls(program, readImports(program, findMentions(program), source));
  return calls.flatMap(({ call, name }) =>
    name in inputs ? [{ from: startOf(call), to: endOf(call), text: toLiteral(inputs[name], call) }] : [],
  );
}

/** The value with the type that the control's call has: a cell that compares it with another option still compiles. */
function toLiteral(value: unknown, call: Node): string {
  const text = JSON.stringify(value);
  if (typeof value !== "string")
    return ["number", "boolean"].includes(typeof value) ? `${text} as ${typeof value}` : text;
  const options =
    call.type === "CallExpression" ? call.arguments.find((one) => one.type === "ArrayExpression") : undefined;
  const names = options?.elements.flatMap((one) => (one?.type === "StringLiteral" ? [JSON.stringify(one.value)] : []));
  return `${text} as ${names?.length ? names.join(" | ") : "string"}`;
}

function findShown(program: Program, show: string): Change[] {
  return findDisplayed(program).flatMap((statement) => {
    if (statement.type !== "ExpressionStatement") return [];
    const from = startOf(statement.expression);
    const to = endOf(statement.expression);
    return [
      { from, to: from, text: `await ${show}(` },
      { from: to, to, text: ")" },
    ];
  });
}

function applyChanges(source: string, changes: Change[]): string {
  return [...changes]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: inserted }) => text.slice(0, from) + inserted + text.slice(to), source);
}
