// What the tests here share: TypeScript's own compiler as the reference, and ways to compare two programs.
import { parse } from "@babel/parser";
import ts from "typescript";
import { readCell, toModule, type CellRuntime } from "./index";

const compilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  removeComments: true,
};

/** What TypeScript makes of a module; with `lowered` also without accessors, which Node does not know. */
export function transpile(source: string, lowered = false): string {
  const target = lowered ? ts.ScriptTarget.ES2022 : ts.ScriptTarget.ESNext;
  return ts.transpileModule(source, { compilerOptions: { ...compilerOptions, target } }).outputText;
}

/** True when TypeScript finds fault with the text itself, types apart. */
export function isBroken(source: string): boolean {
  return ts.transpileModule(source, { compilerOptions, reportDiagnostics: true }).diagnostics?.length !== 0;
}

interface Token {
  start: number;
  end: number;
  value: unknown;
  type: { label: string } | "CommentLine" | "CommentBlock";
}

/** The tokens of a JavaScript module, one a line, without what the two compilers may set differently. */
export function toTokens(js: string): string {
  const tokens = (parseJs(js).tokens as Token[]).filter(({ type }) => typeof type !== "string");
  const texts = tokens.map(({ start, end, value, type }) =>
    typeof type !== "string" && type.label === "string" ? JSON.stringify(value) : js.slice(start, end),
  );
  const kept = texts.filter((text, index) => !(text === "," && /^[)}]$/.test(texts[index + 1] ?? "")));
  return kept
    .filter((text) => !/^[;()]?$/.test(text))
    .join("\n")
    .replace(/\n?export\n\{\n\}/g, "");
}

/** The syntax tree of a JavaScript module as text, without positions, empty statements and `export {}`. */
export function toTree(js: string): string {
  return JSON.stringify(parseJs(js).program, (key, value: unknown) => {
    if (key === "extra" || key === "loc" || key === "start" || key === "end") return undefined;
    if (typeof value === "bigint") return `${value}n`;
    return Array.isArray(value) ? value.filter((item) => !isNothing(item)) : value;
  });
}

function parseJs(js: string) {
  return parse(js, { sourceType: "module", tokens: true, attachComment: false, allowUndeclaredExports: true });
}

function isNothing(node: { type?: string; specifiers?: unknown[]; declaration?: unknown } | null): boolean {
  if (node?.type === "EmptyStatement") return true;
  return node?.type === "ExportNamedDeclaration" && !node.declaration && node.specifiers?.length === 0;
}

/** What a module exports, once run. */
export async function importText(text: string): Promise<Record<string, unknown>> {
  return (await import(/* @vite-ignore */ `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`)) as Record<
    string,
    unknown
  >;
}

export interface CellRun {
  values: Record<string, unknown>;
  /** What the cell displayed, with the line of the statement. */
  shown: [unknown, number][];
  /** How often a guard asked for a turn. */
  turns: number;
}

/** Runs a cell as the kernel does, without a worker. Every turn is due. */
export async function runCell(source: string, inputs: Record<string, unknown> = {}): Promise<CellRun> {
  const run: CellRun = { values: {}, shown: [], turns: 0 };
  const runtime: CellRuntime = {
    display: (value, line) => void run.shown.push([value, line]),
    due: () => true,
    turn: async () => void run.turns++,
  };
  const module = await importText(toModule(readCell(source), Object.keys(inputs)).text);
  run.values = await (module["default"] as CellFunction)(inputs, runtime);
  return run;
}

type CellFunction = (inputs: Record<string, unknown>, kernel: CellRuntime) => Promise<Record<string, unknown>>;
