// The names a cell reads that neither it nor its imports define: other cells' names and globals alike.
import type { Reference } from "./cell-code";
import type { Mention } from "./mentions";
import { positionOf } from "./tree";

/** Free names that are read, each at its first mention. `own` are the names the cell defines or imports. */
export function findReferences(mentions: Mention[], own: ReadonlySet<string>): Reference[] {
  return firstOfEach(mentions.filter(({ name, reads }) => reads && !own.has(name)));
}

/** One reference for each name, in the order of the source. */
export function firstOfEach(mentions: Mention[]): Reference[] {
  const references = mentions.map(({ name, node }) => ({ name, ...positionOf(node) }));
  references.sort((a, b) => a.line - b.line || a.column - b.column);
  return references.filter(({ name }, index) => references.findIndex((other) => other.name === name) === index);
}
