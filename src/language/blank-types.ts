// Turns types into spaces, so that what is left is JavaScript whose every character stands where it stood.
// Enums, parameter properties and accessors, which TypeScript compiles, are rewritten by files of their own.
import type { BinaryExpression, ImportDeclaration, ExportNamedDeclaration, Program } from "@babel/types";
import { rewriteAccessor } from "./accessors";
import { blankClass, blankMember } from "./blank-classes";
import { blankFunction } from "./blank-functions";
import type { Edits } from "./edits";
import { Enums } from "./enums";
import { rewriteParameterProperties } from "./parameter-properties";
import { childrenOf, endOf, isClass, isErased, isFunction, isType, startOf, type Node } from "./tree";
import { hasLineBreak, skipTrivia, wordEnd } from "./trivia";

/** Blanks every type of a program and rewrites what TypeScript compiles. Statements that would join are not its affair. */
export function blankTypes(program: Program, edits: Edits): void {
  const enums = new Enums(program, edits);
  visit(program);

  function visit(node: Node): void {
    if (isErased(node) || isType(node)) return edits.blank(startOf(node), endOf(node));
    blankOwnTypes(node, edits);
    if (node.type === "TSEnumDeclaration") enums.rewrite(node);
    if (node.type === "ClassAccessorProperty") rewriteAccessor(node, edits);
    if (isClass(node)) rewriteParameterProperties(node, edits);
    for (const child of childrenOf(node)) visit(child);
  }
}

function blankOwnTypes(node: Node, edits: Edits): void {
  if (isFunction(node)) blankFunction(node, edits);
  if (isClass(node)) return blankClass(node, edits);
  switch (node.type) {
    case "Identifier":
      return node.optional ? blankMark(wordEnd(edits.source, startOf(node)), edits) : undefined;
    case "ObjectPattern":
    case "ArrayPattern":
      return node.optional
        ? blankMarkBefore(node.typeAnnotation ? startOf(node.typeAnnotation) : endOf(node), edits)
        : undefined;
    case "VariableDeclarator":
      return node.definite ? blankMark(wordEnd(edits.source, startOf(node)), edits) : undefined;
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return blankMember(node, edits);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return edits.blank(skipTrivia(edits.source, endOf(node.expression)), endOf(node));
    case "TSNonNullExpression":
      return edits.blank(endOf(node) - 1, endOf(node));
    case "TSTypeAssertion":
      return blankAssertion(node.expression, startOf(node), edits);
    case "BinaryExpression":
      return keepPrecedence(node, edits);
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
      return blankTypeSpecifiers(node, edits);
  }
}

/** Blanks the `?` or `!` that is the first token at or behind `at`. */
function blankMark(at: number, edits: Edits): void {
  const mark = skipTrivia(edits.source, at);
  edits.blank(mark, mark + 1);
}

function blankMarkBefore(at: number, edits: Edits): void {
  const mark = edits.source.lastIndexOf("?", at - 1);
  edits.blank(mark, mark + 1);
}

/** `<T>x`. What would read as a block or a declaration, or would stand on a line after `return`, gets parentheses. */
function blankAssertion(expression: Node, from: number, edits: Edits): void {
  const { source } = edits;
  const to = startOf(expression);
  edits.blank(from, to);
  const isRead = /^(?:\{|(?:async|class|function|let)\b)/.test(source.slice(to, to + 9));
  if (!isRead && !hasLineBreak(source, from, to)) return;
  edits.open(from, "(");
  edits.close(endOf(expression), ")");
}

/** In `1 + a as number * b` the sum comes first: without the type it needs parentheses. */
function keepPrecedence(node: BinaryExpression, edits: Edits): void {
  if (!isAssertion(node.left)) return;
  let inner: Node = node.left;
  while (isAssertion(inner)) inner = inner.expression;
  const gap = precedenceOf(node) - precedenceOf(inner);
  if (gap < 0 || (gap === 0 && node.operator !== "**")) return;
  edits.open(startOf(inner), "(");
  edits.close(endOf(inner), ")");
}

function isAssertion(node: Node) {
  return node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression";
}

function precedenceOf(node: Node): number {
  if (node.type === "UnaryExpression" || node.type === "AwaitExpression") return unaryLevel;
  if (node.type !== "BinaryExpression") return levels.length;
  return levels.findIndex((operators) => operators.includes(node.operator));
}

const levels = [
  ["|"],
  ["^"],
  ["&"],
  ["==", "!=", "===", "!=="],
  ["<", ">", "<=", ">=", "in", "instanceof"],
  ["<<", ">>", ">>>"],
  ["+", "-"],
  ["*", "/", "%"],
  ["**"],
];

/** Above `*`, below `**`. */
const unaryLevel = levels.length - 1.5;

/** Blanks `type X` among the names of an import or export, with the comma behind it. */
function blankTypeSpecifiers(node: ImportDeclaration | ExportNamedDeclaration, edits: Edits): void {
  for (const specifier of node.specifiers) {
    if (!isTypeSpecifier(specifier)) continue;
    const next = skipTrivia(edits.source, endOf(specifier));
    edits.blank(startOf(specifier), edits.source[next] === "," ? next + 1 : endOf(specifier));
  }
}

function isTypeSpecifier(node: Node): boolean {
  if (node.type === "ImportSpecifier") return node.importKind === "type";
  return node.type === "ExportSpecifier" && node.exportKind === "type";
}
