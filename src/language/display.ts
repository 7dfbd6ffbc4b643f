// Which expressions a cell shows: the one it ends with, and that of `export default`.
import type { Directive, ExportDefaultDeclaration, Program } from "@babel/types";
import type { Edits } from "./edits";
import { endOf, isErased, positionOf, startOf, unwrap, type Node, type Statement } from "./tree";

/** The statements whose value is shown, in order. */
export function findDisplayed(program: Program): (Statement | Directive)[] {
  const kept: (Statement | Directive)[] = [...program.directives, ...program.body].filter((node) => !saysNothing(node));
  const isShown = (node: Node, index: number) =>
    node.type === "ExportDefaultDeclaration" || (index === kept.length - 1 && isShownLast(node));
  return kept.filter(isShown);
}

function saysNothing(node: Node): boolean {
  return isErased(node) || node.type === "ImportDeclaration" || node.type === "EmptyStatement";
}

function isShownLast(node: Node): boolean {
  if (node.type === "Directive") return true;
  if (node.type !== "ExpressionStatement") return false;
  const { type } = unwrap(node.expression);
  return type !== "AssignmentExpression" && type !== "UpdateExpression" && !isConsoleCall(node);
}

/** True for the statement `console.log(…)` and its kin. */
export function isConsoleCall(node: Node): boolean {
  if (node.type !== "ExpressionStatement") return false;
  const call = unwrap(node.expression);
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  return call.callee.object.type === "Identifier" && call.callee.object.name === "console";
}

/** Passes the values of these statements to `display`, with the line they stand on. */
export function showValues(statements: (Statement | Directive)[], edits: Edits, display: string): void {
  for (const statement of statements) {
    const { line } = positionOf(statement);
    const name = declaredName(statement);
    if (name) edits.close(endOf(statement), `;${display}(${name}, ${line});`);
    else wrap(valueOf(statement), line);
  }

  function wrap(value: Node, line: number): void {
    edits.open(startOf(value), `${display}((`);
    edits.close(endOf(value), `), ${line})`);
  }
}

/** The name of `export default function name() {…}`, which stays a declaration. */
function declaredName(node: Node): string | undefined {
  if (node.type !== "ExportDefaultDeclaration") return undefined;
  const { declaration } = node;
  const isDeclaration = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  return isDeclaration ? declaration.id?.name : undefined;
}

function valueOf(statement: Statement | Directive): Node {
  if (statement.type === "Directive") return statement.value;
  if (statement.type === "ExpressionStatement") return statement.expression;
  return (statement as ExportDefaultDeclaration).declaration;
}
