// What the tests here share: TypeScript's own compiler as the reference, and ways to compare two programs.
import { parse } from "@babel/parser";
import ts from "typescript";

const compilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  removeComments: true,
};

/** What TypeScript makes of a module. */
export function transpile(source: string): string {
  return ts.transpileModule(source, { compilerOptions }).outputText;
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
  return kept.filter((text) => !/^[;()]?$/.test(text)).join("\n").replace(/\n?export\n\{\n\}/g, "");
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
