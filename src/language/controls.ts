// The controls a cell makes at its top level: `const lr = slider(…)`. Their values belong to these names.
import type { Program } from "@babel/types";
import type { CellImport } from "./cell-code";
import { childrenOf, isErased, isFunction, unwrap, withoutExport, type Node } from "./tree";

/** A call that makes a control when the cell runs. */
export interface ControlCall {
  call: Node;
  /** Of the constant that holds its value; its place among the cell's controls where the value goes on into something
   *  else, as in `const bits = Number(select(…))`. */
  name: string;
}

/** In the order in which they are made. A control may be imported under another name, or as `book.slider`. */
export function findControlCalls(program: Program, imports: CellImport[]): ControlCall[] {
  const aliases = new Map(
    imports.flatMap(({ names }) => names.map(({ imported, local }) => [local, imported] as const)),
  );
  const statements = program.body.filter((statement) => !isErased(statement));
  const named = new Map(statements.flatMap((statement) => namesOf(withoutExport(statement))));
  const calls = statements.flatMap((statement) => findCalls(statement, aliases));
  return calls.map((call, i) => ({ call, name: named.get(call) ?? `control-${i + 1}` }));
}

export function findControls(program: Program, imports: CellImport[]): string[] {
  return findControlCalls(program, imports).map(({ name }) => name);
}

/** What stands alone behind the `=` of a name, and the name. */
function namesOf(node: Node): (readonly [Node, string])[] {
  if (node.type !== "VariableDeclaration") return [];
  return node.declarations.flatMap(({ id, init }) =>
    id.type === "Identifier" && init ? [[unwrap(init), id.name] as const] : [],
  );
}

/** The calls that make controls when this is reached, in the order in which they end. */
function findCalls(node: Node, aliases: Map<string, string>): Node[] {
  if (isFunction(node)) return [];
  const calls = childrenOf(node).flatMap((child) => findCalls(child, aliases));
  return makesControl(node, aliases) ? [...calls, node] : calls;
}

function makesControl(call: Node, aliases: Map<string, string>): boolean {
  if (call.type !== "CallExpression") return false;
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return controls.has(aliases.get(callee.name) ?? callee.name);
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return false;
  return (
    aliases.get(callee.object.name) === "*" &&
    callee.property.type === "Identifier" &&
    controls.has(callee.property.name)
  );
}

const controls = new Set([
  "select",
  "slider",
  "toggle",
  "numberInput",
  "textInput",
  "drawingPad",
  "pointField",
  "textFile",
  "imageFile",
]);
