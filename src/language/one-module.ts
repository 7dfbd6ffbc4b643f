// What in a cell's code would not stand in one module with the other cells: imports made before, `export`, and any
// import of code that will stand in a block. Replaces it so that every line and every name keeps its column.
// The build's type check and the editor's make their module here.
import { parse } from "@babel/parser";
import type { ExportDefaultDeclaration, ImportDeclaration, Program, Statement } from "@babel/types";
import { readCell } from "./read-cell";
import { toSpaces } from "./trivia";

/** The names of the module that the cells make together. */
export interface ModuleNames {
  /** Local name → what it imports, "module#name"; what a cell defines is "". */
  taken: Map<string, string>;
  /** What some cell imports as a value: an `import type` of it is left out. */
  values: Set<string>;
}

interface Cut {
  start: number;
  end: number;
  /** At the start of it, instead of spaces. */
  put?: string;
}

type Specifier = ImportDeclaration["specifiers"][number];

/** Code that shares the module, read once. */
export interface ModuleCode {
  code: string;
  /** In a block, so that the others do not see its names. */
  own: boolean;
  statements: Statement[];
  /** Names for the others; none where it is no TypeScript. */
  definitions: string[];
  /** False where it does not parse, or cannot stand in a cell. */
  isSound: boolean;
}

export function readModuleCode(code: string, own: boolean): ModuleCode {
  const statements = readStatements(code);
  try {
    const definitions = readCell(code).definitions.map(({ name }) => name);
    return { code, own, statements, definitions: own ? [] : definitions, isSound: true };
  } catch {
    return { code, own, statements, definitions: [], isSound: false };
  }
}

/** The names of all the code that will stand in the module. */
export function toModuleNames(codes: ModuleCode[]): ModuleNames {
  const imports = codes
    .flatMap(({ statements }) => statements)
    .filter(isImport)
    .filter((s) => s.importKind !== "type");
  const values = imports.flatMap((s) => s.specifiers.map((specifier) => toMeaning(s, specifier)));
  const definitions = codes.flatMap((code) => code.definitions);
  return { taken: new Map(definitions.map((name) => [name, ""])), values: new Set(values) };
}

/** A cell's share of the module: what stands in its place, and the imports that must stand at the top level. */
export interface ModulePart {
  body: string;
  imports: string;
}

/** Called for each in their order: of equal imports the first stays. */
export function toModulePart(code: ModuleCode, names: ModuleNames): ModulePart {
  return code.own ? splitImports(code, names) : { body: blankCode(code, names), imports: "" };
}

/** `code` as it may stand at the top level of the module. Where it does not parse it stays as it is. */
function blankCode({ code, statements }: ModuleCode, names: ModuleNames): string {
  return cut(
    code,
    statements.flatMap((s) => (isImport(s) ? cutImport(s, code, names) : cutExport(s, code))),
  );
}

/** For code that will stand in a block: without its imports, and these without the code, to stand at the top level. */
function splitImports({ code, statements }: ModuleCode, names: ModuleNames): ModulePart {
  const imports = statements.filter(isImport);
  const hidden = imports.filter((s) => s.specifiers.some((specifier) => !isFree(s, specifier, names)));
  const lifted = imports.filter((s) => !hidden.includes(s));
  const kept = cut(
    code,
    lifted.flatMap((s) => cutImport(s, code, names)),
  );
  const body = [...lifted.map(toRange), ...statements.flatMap((s) => cutExport(s, code))];
  return {
    body: cut(
      code,
      [...body, ...hidden.flatMap((s) => toConst(s, code))].sort((a, b) => a.start - b.start),
    ),
    imports: cut(kept, invert(lifted.map(toRange), code.length)),
  };
}

function isFree(statement: ImportDeclaration, specifier: Specifier, { taken }: ModuleNames): boolean {
  const holder = taken.get(specifier.local.name);
  return holder === undefined || holder === toMeaning(statement, specifier);
}

/** A name that the section has for something else is hidden inside the block: `import { a }` → `const  { a } = await import(…)`. */
function toConst(statement: ImportDeclaration, code: string): Cut[] {
  const { start, end } = toRange(statement);
  const source = toRange(statement.source);
  const from = code.lastIndexOf("from", source.start);
  const specifiers = statement.specifiers.flatMap((s) => {
    const local = toRange(s.local);
    if (s.type === "ImportDefaultSpecifier") return [{ ...local, end: local.start, put: "" }];
    const before = { start: toRange(s).start, end: local.start };
    if (s.type === "ImportNamespaceSpecifier") return [before];
    const as = code.slice(before.start, before.end).search(/\bas\s+$/);
    return as < 0 ? [] : [{ start: before.start + as, end: before.start + as + 2, put: ":" }];
  });
  const tail = { start: from, end, put: ` = await import(${code.slice(source.start, source.end)});` };
  return [{ start, end: start + "import".length, put: "const" }, ...specifiers, tail];
}

function cutImport(statement: ImportDeclaration, code: string, names: ModuleNames): Cut[] {
  const repeated = statement.specifiers.filter((specifier) => isRepeated(statement, specifier, names));
  if (repeated.length === 0) return [];
  if (repeated.length === statement.specifiers.length) return [toRange(statement)];
  return repeated.map((s) => ({ start: s.start!, end: s.end! + /^\s*,?/.exec(code.slice(s.end!))![0].length }));
}

function isRepeated(statement: ImportDeclaration, specifier: Specifier, { taken, values }: ModuleNames): boolean {
  const meaning = toMeaning(statement, specifier);
  if (statement.importKind === "type" && values.has(meaning)) return true;
  if (taken.get(specifier.local.name) === meaning) return true;
  if (!taken.has(specifier.local.name)) taken.set(specifier.local.name, meaning);
  return false;
}

function toMeaning(statement: ImportDeclaration, specifier: Specifier): string {
  const name =
    specifier.type !== "ImportSpecifier"
      ? specifier.type
      : specifier.imported.type === "Identifier"
        ? specifier.imported.name
        : specifier.imported.value;
  return `${statement.source.value}#${name}`;
}

function cutExport(statement: Statement, code: string): Cut[] {
  const { start, end } = toRange(statement);
  if (statement.type === "ExportDefaultDeclaration") return [cutDefault(statement, code)];
  if (statement.type === "ExportAllDeclaration") return [{ start, end }];
  if (statement.type !== "ExportNamedDeclaration") return [];
  return [{ start, end: statement.declaration ? statement.declaration.start! : end }];
}

/** `export default e` is `e`; a function without a name needs a word before it to be a statement. */
function cutDefault(statement: ExportDefaultDeclaration, code: string): Cut {
  const { declaration } = statement;
  const start = statement.start!;
  const end = start + /^export\s+default/.exec(code.slice(start))![0].length;
  const anonymous = "id" in declaration && !declaration.id;
  return { start, end, ...(anonymous && { put: "void" }) };
}

/** From the last to the first, so that one that grows moves none of the others. */
function cut(code: string, cuts: Cut[]): string {
  return [...cuts]
    .reverse()
    .reduce(
      (text, { start, end, put = "" }) =>
        text.slice(0, start) + put + toSpaces(text.slice(start + put.length, end)) + text.slice(end),
      code,
    );
}

function invert(ranges: Cut[], length: number): Cut[] {
  const starts = [0, ...ranges.map((r) => r.end)];
  return starts.map((start, i) => ({ start, end: ranges[i]?.start ?? length }));
}

function toRange(node: { start?: number | null; end?: number | null }): { start: number; end: number } {
  return { start: node.start!, end: node.end! };
}

function isImport(statement: Statement): statement is ImportDeclaration {
  return statement.type === "ImportDeclaration";
}

function readStatements(code: string): Statement[] {
  try {
    const options = { sourceType: "module" as const, plugins: ["typescript" as const], errorRecovery: true };
    return (parse(code, options).program as unknown as Program).body;
  } catch {
    return [];
  }
}
