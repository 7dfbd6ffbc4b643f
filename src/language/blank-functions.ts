// The types of a function's head: type parameters, `this`, and the return type.
// An arrow must stand on the line of its `)`, so parentheses move where a type over several lines goes.
import type { Edits } from "./edits";
import { endOf, startOf, type FunctionNode } from "./tree";
import { hasLineBreak, skipTrivia } from "./trivia";

export function blankFunction(node: FunctionNode, edits: Edits): void {
  blankThis(node, edits);
  if (node.type !== "ArrowFunctionExpression") return;
  moveOpening(node, edits);
  moveClosing(node, edits);
}

/** `this: T` is no parameter. */
function blankThis({ params: [first, second] }: FunctionNode, edits: Edits): void {
  if (first?.type !== "Identifier" || first.name !== "this") return;
  const next = skipTrivia(edits.source, endOf(first));
  const comma = edits.source[next] === "," ? next + 1 : endOf(first);
  edits.blank(startOf(first), second ? startOf(second) : comma);
}

/** `async <T⏎>(x)` and `return <T⏎>(x)`: the `(` takes the place of the `<`, or the line would end too early. */
function moveOpening(node: FunctionNode, edits: Edits): void {
  if (!node.typeParameters) return;
  const from = startOf(node.typeParameters);
  const paren = skipTrivia(edits.source, endOf(node.typeParameters));
  if (edits.source[paren] !== "(" || !hasLineBreak(edits.source, from, paren)) return;
  edits.open(from, "(");
  edits.blank(paren, paren + 1);
}

/** `(x): {⏎…⏎} =>`: the `)` goes to the arrow, past the type's line ends. */
function moveClosing(node: FunctionNode, edits: Edits): void {
  if (!node.returnType) return;
  const paren = closingParen(node, edits.source);
  const arrow = skipTrivia(edits.source, endOf(node.returnType));
  if (!hasLineBreak(edits.source, paren, arrow)) return;
  edits.blank(paren, paren + 1);
  edits.open(arrow, ")");
}

function closingParen(node: FunctionNode, source: string): number {
  const last = node.params.at(-1);
  const from = last ? endOf(last) : openingParen(node, source) + 1;
  const next = skipTrivia(source, from);
  return source[next] === "," ? skipTrivia(source, next + 1) : next;
}

/** Of an arrow without parameters: `async <T>(` or `(`. */
function openingParen(node: FunctionNode, source: string): number {
  if (node.typeParameters) return skipTrivia(source, endOf(node.typeParameters));
  return node.async ? skipTrivia(source, startOf(node) + "async".length) : startOf(node);
}
