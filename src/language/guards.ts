// Loops that can be stopped: `if (due()) await turn();` at the head of each, wherever `await` may stand.
// That is the cell's own level and async functions; a loop in a synchronous function hears nothing.
import type { Program } from "@babel/types";
import type { Edits } from "./edits";
import { endOf, isErased, isFunction, isLoop, isType, startOf, childrenOf, type Loop, type Node } from "./tree";

export function guardLoops(program: Program, edits: Edits, names: { due: string; turn: string }): void {
  const guard = `if (${names.due}()) await ${names.turn}();`;
  visit(program, true);

  function visit(node: Node, mayAwait: boolean): void {
    if (isErased(node) || isType(node)) return;
    if (mayAwait && isLoop(node)) guardLoop(node);
    const inside = canAwaitInside(node, mayAwait);
    for (const child of childrenOf(node)) visit(child, inside);
  }

  function guardLoop({ body }: Loop): void {
    if (body.type === "BlockStatement") return edits.open(startOf(body) + 1, ` ${guard}`);
    edits.open(startOf(body), `{ ${guard} `);
    edits.close(endOf(body), " }");
  }
}

function canAwaitInside(node: Node, mayAwait: boolean): boolean {
  if (isFunction(node)) return node.async === true;
  return node.type === "StaticBlock" ? false : mayAwait;
}
