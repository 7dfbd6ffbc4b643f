// A statement that ends with its line, and would go on to the next one once a type between them is gone, gets a `;`.
// `x as T⏎(…)` would be a call, `a = b⏎type T = …⏎[…]` an element, `get: T⏎f() {}` a getter.
import type { Program } from "@babel/types";
import type { Edits } from "./edits";
import { childrenOf, endOf, isErased, isType, type Node } from "./tree";
import { skipTrivia } from "./trivia";

export function separateStatements(program: Program, edits: Edits): void {
  visit(program);

  function visit(node: Node): void {
    if (isErased(node) || isType(node)) return;
    if (endsWithLine(node, edits.source) && wouldJoin(node, edits)) edits.separate(endOf(node));
    for (const child of childrenOf(node)) visit(child);
  }
}

/** True for a statement or member that may end without `;`, and does. */
function endsWithLine(node: Node, source: string): boolean {
  return mayEndWithLine.has(node.type) && source[endOf(node) - 1] !== ";";
}

const mayEndWithLine = new Set([
  "Directive",
  "VariableDeclaration",
  "ExpressionStatement",
  "ReturnStatement",
  "ThrowStatement",
  "ExportDefaultDeclaration",
  "ClassProperty",
  "ClassPrivateProperty",
  "ClassAccessorProperty",
]);

function wouldJoin(node: Node, edits: Edits): boolean {
  const next = nextKept(endOf(node), edits);
  const hasGap = edits.isBlanked(endOf(node) - 1) || next.overBlank;
  return hasGap && (continuation.test(next.text) || isGetterWord(node, next.text));
}

const continuation = /^(?:[([`+\-*/]|(?:in|instanceof)\b)/;

/** A field named `get`, `set` or `static` whose type is gone would be the modifier of the next member. */
function isGetterWord(node: Node, next: string): boolean {
  if (node.type !== "ClassProperty" || node.value || node.computed || next.startsWith("}")) return false;
  return node.key.type === "Identifier" && /^(?:get|set|static|async|accessor)$/.test(node.key.name);
}

/** The text from the first token that stays, and whether something blanked stands before it. */
function nextKept(from: number, edits: Edits): { text: string; overBlank: boolean } {
  let at = from;
  let overBlank = false;
  for (;;) {
    while (edits.isBlanked(at)) {
      overBlank = true;
      at++;
    }
    const next = firstOf(skipTrivia(edits.source, at), at, edits);
    if (next === at) return { text: edits.source.slice(at, at + 12), overBlank };
    at = next;
  }
}

/** `to`, or the first blanked offset on the way there. */
function firstOf(to: number, from: number, edits: Edits): number {
  for (let at = from; at < to; at++) if (edits.isBlanked(at)) return at;
  return to;
}
