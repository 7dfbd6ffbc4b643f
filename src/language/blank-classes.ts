// The types of a class's head and of its members' heads: `abstract`, `implements`, modifiers, `?` and `!`.
import type {
  Class,
  ClassAccessorProperty,
  ClassMethod,
  ClassPrivateMethod,
  ClassPrivateProperty,
  ClassProperty,
  TSParameterProperty,
} from "@babel/types";
import type { Edits } from "./edits";
import { endOf, startOf, type Node } from "./tree";
import { skipTrivia, wordEnd } from "./trivia";

export type Member = ClassProperty | ClassPrivateProperty | ClassAccessorProperty | ClassMethod | ClassPrivateMethod;

export function blankClass(node: Class, edits: Edits): void {
  if (node.type === "ClassDeclaration" && node.abstract) blankModifiers(node, startOf(node.body), edits);
  const last = node.implements?.at(-1);
  if (last) edits.blank(skipTrivia(edits.source, headEnd(node, edits.source)), endOf(last));
}

/** Offset behind what stands before `implements`. */
function headEnd(node: Class, source: string): number {
  const before = node.superTypeArguments ?? node.superClass ?? node.typeParameters ?? node.id;
  return before ? endOf(before) : wordEnd(source, startOf(node));
}

export function blankMember(node: Member, edits: Edits): void {
  blankModifiers(node, startOf(node.key), edits);
  const mark = skipTrivia(edits.source, keyEnd(node, edits.source));
  if (/[?!]/.test(edits.source[mark] ?? "")) edits.blank(mark, mark + 1);
}

/** Offset behind a member's name, brackets of a computed one included. */
export function keyEnd(node: Member, source: string): number {
  const end = endOf(node.key);
  return "computed" in node && node.computed ? skipTrivia(source, end) + 1 : end;
}

/** Blanks `public`, `readonly` and the like among the words before offset `to`. */
export function blankModifiers(node: Node | TSParameterProperty, to: number, edits: Edits): void {
  let at = startOf(node);
  while (at < to) {
    const end = wordEnd(edits.source, at);
    if (end === at) return;
    if (modifiers.has(edits.source.slice(at, end))) edits.blank(at, end);
    at = skipTrivia(edits.source, end);
  }
}

const modifiers = new Set(["public", "private", "protected", "readonly", "abstract", "override", "declare"]);
