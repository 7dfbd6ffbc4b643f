// The controls a cell makes at its top level: `const lr = slider(…)`. Their values belong to these names.
import type { Program } from "@babel/types";
import type { CellImport } from "./cell-code";
import { isErased, unwrap, withoutExport, type Node } from "./tree";

/** Names of the controls, in order. A control may be imported under another name, or as `book.slider`. */
export function findControls(program: Program, imports: CellImport[]): string[] {
  const aliases = new Map(
    imports.flatMap(({ names }) => names.map(({ imported, local }) => [local, imported] as const)),
  );
  return program.body.flatMap((statement) => {
    const node = withoutExport(statement);
    if (isErased(statement) || node.type !== "VariableDeclaration") return [];
    return node.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && init && makesControl(init, aliases) ? [id.name] : [],
    );
  });
}

function makesControl(init: Node, aliases: Map<string, string>): boolean {
  const call = unwrap(init);
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
