// `accessor x = 1` in a class: no browser has it yet, so it becomes a private field with a getter and a setter.
import type { ClassAccessorProperty } from "@babel/types";
import { keyEnd } from "./blank-classes";
import type { Edits } from "./edits";
import { syntaxErrorAt } from "./messages";
import { startOf } from "./tree";
import { freshNames, skipTrivia, wordEnd } from "./trivia";

export function rewriteAccessor(node: ClassAccessorProperty, edits: Edits): void {
  const { source } = edits;
  if (node.computed) throw syntaxErrorAt(node, "computedAccessor");
  const from = startOf(node.key);
  const key = source.slice(from, keyEnd(node, source));
  const field = `#${freshNames(source, "accessor").accessor}${from}`;
  const prefix = node.static ? "static " : "";
  blankWords(startOf(node), from, edits);
  edits.blank(from, keyEnd(node, source));
  const get = `${prefix}get ${key}() { return this.${field}; }`;
  const set = `${prefix}set ${key}(value) { this.${field} = value; }`;
  edits.open(from, `${get} ${set} ${prefix}${field}`);
}

/** Blanks `static` and `accessor`; the other modifiers are types. */
function blankWords(from: number, to: number, edits: Edits): void {
  for (let at = from; at < to; at = skipTrivia(edits.source, wordEnd(edits.source, at))) {
    edits.blank(at, wordEnd(edits.source, at));
  }
}
