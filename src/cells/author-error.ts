// Author errors: how they are made, printed and thrown. A page's errors are gathered before any is thrown,
// so that an author sees all of them at once.
import type { AuthorError } from "./section";

export interface Place {
  line: number;
  column: number;
}

export function toAuthorError(file: string, place: Place, fact: string, wayOut: string): AuthorError {
  return { file, line: place.line, column: place.column, fact, wayOut };
}

/** `file:line:column fact way-out`, the one form in which an author reads an error. */
export function toErrorLine(error: AuthorError): string {
  return `${error.file}:${error.line}:${error.column} ${error.fact} ${error.wayOut}`;
}

/** By file and place; of several errors at one place the first stays (a type error repeats what a rule said). */
export function sortErrors(errors: AuthorError[]): AuthorError[] {
  const byPlace = new Map<string, AuthorError>();
  for (const error of errors) {
    const place = `${error.file}:${error.line}:${error.column}`;
    if (!byPlace.has(place)) byPlace.set(place, error);
  }
  return [...byPlace.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** Thrown by a plugin when a page has at least one author error; Astro's overlay shows `line` and `column`. */
export class AuthorErrors extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(readonly errors: AuthorError[]) {
    super(errors.map(toErrorLine).join("\n"));
    this.name = "AuthorErrors";
    this.line = errors[0]?.line;
    this.column = errors[0]?.column;
  }
}

export function throwIfAny(errors: AuthorError[]): void {
  if (errors.length > 0) throw new AuthorErrors(errors);
}

/** `Did you mean "x"?`, or `otherwise` where nothing is near. */
export function suggest(word: string, known: Iterable<string>, otherwise: string): string {
  const near = findNearest(word, known);
  return near === undefined ? otherwise : `Did you mean "${near}"?`;
}

/** The known word nearest to `word`, if it is near enough to be a slip of the pen. */
export function findNearest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { known: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance <= limit && (!best || distance < best.distance)) best = { known: candidate, distance };
  }
  return best?.known;
}

/** Optimal string alignment: a swap of neighbours ("trian") is one slip. */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}
