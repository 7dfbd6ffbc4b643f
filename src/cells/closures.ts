// Finds the `let` that a function of its own cell changes: another cell would see the value the name had when its
// cell ended, and never the change.
import { parse } from "@babel/parser";
import type { Node, Program, Statement } from "@babel/types";
import type { Position } from "../language/cell-code";

export interface LateChange extends Position {
  /** The variable. */
  name: string;
  /** The top-level function, class or object that changes it. */
  by: string;
}

/** Changes of top-level `let` and `var` names inside top-level functions, methods and classes that have a name. */
export function findLateChanges(code: string): LateChange[] {
  const body = (parse(code, { sourceType: "module", plugins: ["typescript"], errorRecovery: true }).program as unknown as Program).body.map(unwrap);
  const variables = new Set(body.flatMap(findVariables));
  return body.flatMap(findNamed).flatMap(({ name, node }) => findChanges(node, variables, false).map((change) => ({ ...change, by: name })));
}

function unwrap(statement: Statement): Statement {
  return statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement;
}

function findVariables(statement: Statement): string[] {
  if (statement.type !== "VariableDeclaration" || statement.kind === "const") return [];
  return statement.declarations.flatMap((d) => namesOf(d.id));
}

function findNamed(statement: Statement): { name: string; node: Node }[] {
  if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
    return statement.id ? [{ name: statement.id.name, node: statement }] : [];
  }
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) => (id.type === "Identifier" && init && mayHoldFunction(init) ? [{ name: id.name, node: init }] : []));
}

function mayHoldFunction(node: Node): boolean {
  return isFunction(node) || node.type === "ClassExpression" || node.type === "ObjectExpression";
}

function isFunction(node: Node): boolean {
  return /Function|ObjectMethod|ClassMethod|ClassPrivateMethod/.test(node.type);
}

function findChanges(node: Node, variables: Set<string>, inside: boolean): Omit<LateChange, "by">[] {
  const within = inside || isFunction(node);
  const free = within ? without(variables, findDeclared(node)) : variables;
  const here = within ? targetsOf(node).filter(({ name }) => free.has(name)) : [];
  return [...here, ...childrenOf(node).flatMap((child) => findChanges(child, free, within))];
}

/** Names that this node writes to. */
function targetsOf(node: Node): { name: string; line: number; column: number }[] {
  const target = node.type === "AssignmentExpression" ? node.left : node.type === "UpdateExpression" ? node.argument : undefined;
  if (!target) return [];
  const { line, column } = target.loc!.start;
  return namesOf(target).map((name) => ({ name, line, column: column + 1 }));
}

/** Names that a function or block declares itself, which hide the outer ones. */
function findDeclared(node: Node): string[] {
  const params = "params" in node && Array.isArray(node.params) ? (node.params as Node[]).flatMap(namesOf) : [];
  const body = node.type === "BlockStatement" ? node.body : [];
  return [...params, ...body.flatMap((s) => (s.type === "VariableDeclaration" ? s.declarations.flatMap((d) => namesOf(d.id)) : []))];
}

function namesOf(node: Node): string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type === "AssignmentPattern") return namesOf(node.left);
  if (node.type === "ObjectProperty") return namesOf(node.value);
  const isPattern = node.type === "ObjectPattern" || node.type === "ArrayPattern" || node.type === "RestElement";
  return isPattern ? childrenOf(node).flatMap(namesOf) : [];
}

function without(names: Set<string>, hidden: string[]): Set<string> {
  return hidden.length === 0 ? names : new Set([...names].filter((name) => !hidden.includes(name)));
}

function childrenOf(node: Node): Node[] {
  return Object.entries(node).flatMap(([key, value]) => (key === "loc" ? [] : [value].flat().filter(isNode)));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
