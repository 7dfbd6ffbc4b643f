// What in a cell's code would not stand in one module with the other cells: imports made before, and `export`.
// Replaces it with spaces, so that every line and column stays.
import { parse } from "@babel/parser";
import type { ExportDefaultDeclaration, ImportDeclaration, Program, Statement } from "@babel/types";
import { toSpaces } from "./parse-mdx";

/** What has been imported so far: "module#imported as local". */
export type SeenImports = Set<string>;

interface Cut {
  start: number;
  end: number;
  /** Instead of spaces; not longer than what is cut. */
  put?: string;
}

/** `code` as it may stand at the top level of the section's module. Where it does not parse it stays as it is. */
export function blankCode(code: string, seen: SeenImports): string {
  const statements = readStatements(code);
  return cut(code, statements.flatMap((s) => (s.type === "ImportDeclaration" ? cutImport(s, code, seen) : cutExport(s, code))));
}

/** For code that will stand in a block, where no import may: the code without its imports, and they without the code. */
export function splitImports(code: string, seen: SeenImports): { code: string; imports: string } {
  const statements = readStatements(code);
  const imports = statements.filter((s): s is ImportDeclaration => s.type === "ImportDeclaration");
  const kept = cut(code, imports.flatMap((s) => cutImport(s, code, seen)));
  const others = invert(imports.map((s) => ({ start: s.start!, end: s.end! })), code.length);
  return { code: cut(code, [...imports.map((s) => ({ start: s.start!, end: s.end! })), ...statements.flatMap((s) => cutExport(s, code))]), imports: cut(kept, others) };
}

function readStatements(code: string): Statement[] {
  try {
    const options = { sourceType: "module" as const, plugins: ["typescript" as const], errorRecovery: true };
    return (parse(code, options).program as unknown as Program).body;
  } catch {
    return [];
  }
}

function cutImport(statement: ImportDeclaration, code: string, seen: SeenImports): Cut[] {
  const repeated = statement.specifiers.filter((specifier) => {
    const imported = specifier.type === "ImportSpecifier" ? code.slice(specifier.imported.start!, specifier.imported.end!) : specifier.type;
    const key = `${statement.source.value}#${imported} as ${specifier.local.name}`;
    return seen.has(key) || !seen.add(key);
  });
  if (repeated.length === 0) return [];
  if (repeated.length === statement.specifiers.length) return [{ start: statement.start!, end: statement.end! }];
  return repeated.map((s) => ({ start: s.start!, end: s.end! + /^\s*,?/.exec(code.slice(s.end!))![0].length }));
}

function cutExport(statement: Statement, code: string): Cut[] {
  const start = statement.start!;
  if (statement.type === "ExportDefaultDeclaration") return [cutDefault(statement, code)];
  if (statement.type === "ExportAllDeclaration") return [{ start, end: statement.end! }];
  if (statement.type !== "ExportNamedDeclaration") return [];
  return [{ start, end: statement.declaration ? statement.declaration.start! : statement.end! }];
}

/** `export default e` is `e`; a function without a name needs a word before it to be a statement. */
function cutDefault(statement: ExportDefaultDeclaration, code: string): Cut {
  const { declaration } = statement;
  const start = statement.start!;
  const end = start + /^export\s+default/.exec(code.slice(start))![0].length;
  const anonymous = "id" in declaration && !declaration.id;
  return { start, end, ...(anonymous && { put: "void" }) };
}

function cut(code: string, cuts: Cut[]): string {
  let text = code;
  for (const { start, end, put = "" } of cuts) {
    text = text.slice(0, start) + put + toSpaces(text.slice(start + put.length, end)) + text.slice(end);
  }
  return text;
}

function invert(ranges: Cut[], length: number): Cut[] {
  const starts = [0, ...ranges.map((r) => r.end)];
  return starts.map((start, i) => ({ start, end: ranges[i]?.start ?? length }));
}
