// Text → syntax tree, and the statements that TypeScript accepts but a cell cannot run.
import { parse as parseFile } from "@babel/parser";
import type { Comment, ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, Program } from "@babel/types";
import { adviceOn, syntaxError, syntaxErrorAt } from "./messages";
import { adviceOnParserError } from "./parser-messages";
import { childrenOf, isType, type Node } from "./tree";
import { skipTrivia, wordEnd } from "./trivia";

export interface Parsed {
  program: Program;
  comments: Comment[];
}

/** Parses a TypeScript module. Throws CellSyntaxError where the text is none. */
export function parseModule(source: string): Parsed {
  try {
    const file = parseFile(source, {
      sourceType: "module",
      plugins: ["typescript", "decorators", "decoratorAutoAccessors", "deferredImportEvaluation", "sourcePhaseImports"],
      createParenthesizedExpressions: true,
      allowUndeclaredExports: true,
      attachComment: false,
    });
    return { program: file.program, comments: file.comments ?? [] };
  } catch (error) {
    throw isParserError(error) ? toCellError(error, source) : error;
  }
}

/** Parses a cell. Throws CellSyntaxError also for what cannot run in one. */
export function parseCell(source: string): Parsed {
  const parsed = parseModule(source);
  refuse(parsed.program);
  return parsed;
}

interface ParserError extends SyntaxError {
  reasonCode: string;
  loc: { line: number; column: number; index: number };
}

function isParserError(error: unknown): error is ParserError {
  return error instanceof SyntaxError && "loc" in error && "reasonCode" in error;
}

function toCellError({ message, reasonCode, loc }: ParserError, source: string) {
  const detail = message.replace(/ \(\d+:\d+\)$/, "");
  const position = { line: loc.line, column: loc.column + 1 };
  const isDecorator = reasonCode === "UnsupportedParameterDecorator";
  const advice = isDecorator
    ? adviceOn("decorator")
    : adviceOnParserError(reasonCode, detail, tokenAt(source, loc.index));
  return syntaxError(advice, position);
}

/** The word or sign that stands at or behind an offset; nothing at the end of the text. */
function tokenAt(source: string, from: number): string {
  const at = skipTrivia(source, from);
  const end = wordEnd(source, at);
  return end > at ? source.slice(at, end) : String.fromCodePoint(source.codePointAt(at) ?? 0x20).trim();
}

function refuse(node: Node): void {
  switch (node.type) {
    case "Decorator":
      throw syntaxErrorAt(node, "decorator");
    case "TSModuleDeclaration":
      throw syntaxErrorAt(node, node.kind === "global" ? "declareGlobal" : "namespace");
    case "TSImportEqualsDeclaration":
      throw syntaxErrorAt(node, "importRequire");
    case "TSExportAssignment":
    case "TSNamespaceExportDeclaration":
      throw syntaxErrorAt(node, "exportEquals");
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      refuseModuleForm(node);
  }
  if (!isType(node)) childrenOf(node).forEach(refuse);
}

function refuseModuleForm(node: ImportDeclaration | ExportNamedDeclaration | ExportAllDeclaration): void {
  if (node.type === "ImportDeclaration") {
    if (node.phase) throw syntaxErrorAt(node, "importPhase");
  } else if (node.source && node.exportKind !== "type") throw syntaxErrorAt(node, "reExport");
}
