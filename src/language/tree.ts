// The syntax tree as Babel makes it, and the few questions everything here asks of a node.
// Knows no cell and changes nothing.
import type { Class, Function as FunctionNode, Identifier, Loop, Node, Statement } from "@babel/types";
import type { Position } from "./cell-code";

export type { FunctionNode, Identifier, Loop, Node, Statement };

/** Offset of a node's first character. */
export function startOf(node: Node): number {
  return node.start as number;
}

/** Offset just behind a node's last character. */
export function endOf(node: Node): number {
  return node.end as number;
}

/** Line and column of a node's first character, both 1-based. */
export function positionOf(node: Node): Position {
  const start = node.loc?.start;
  if (!start) throw new Error(`a ${node.type} has no position`);
  return { line: start.line, column: start.column + 1 };
}

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children.sort((a, b) => startOf(a) - startOf(b));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

export function isFunction(node: Node): node is FunctionNode {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return true;
    default:
      return false;
  }
}

export function isClass(node: Node): node is Class {
  return node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

export function isLoop(node: Node): node is Loop {
  switch (node.type) {
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return true;
    default:
      return false;
  }
}

/** True for a node that is nothing but type: neither it nor what is below it can hold a value. */
export function isType(node: Node): boolean {
  return node.type.startsWith("TS") && !valueCarriers.has(node.type);
}

const valueCarriers = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
  "TSNonNullExpression",
  "TSInstantiationExpression",
  "TSParameterProperty",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
]);

/** The expression inside parentheses and type assertions: `(x as T)!` → `x`. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** True for a statement, declaration or class member that leaves no JavaScript behind. */
export function isErased(node: Node): boolean {
  switch (node.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSDeclareFunction":
    case "TSDeclareMethod":
    case "TSIndexSignature":
      return true;
    case "VariableDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      return node.declare === true;
    case "ClassProperty":
      return node.declare === true || node.abstract === true;
    case "ClassAccessorProperty":
      return node.declare === true || node.abstract === true;
    case "ImportDeclaration":
      return node.importKind === "type";
    case "ExportAllDeclaration":
      return node.exportKind === "type";
    case "ExportNamedDeclaration":
      return node.exportKind === "type" || (node.declaration ? isErased(node.declaration) : false);
    case "ExportDefaultDeclaration":
      return isErased(node.declaration);
    default:
      return false;
  }
}

/** The declaration inside `export`, or the statement itself. */
export function withoutExport(statement: Statement): Node {
  if (statement.type === "ExportNamedDeclaration") return statement.declaration ?? statement;
  if (statement.type === "ExportDefaultDeclaration") return statement.declaration;
  return statement;
}
