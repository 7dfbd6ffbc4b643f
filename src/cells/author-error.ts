// Author errors: how they are made, printed and thrown. A page's errors are gathered before any is thrown,
// so that an author sees all of them at once.
import { findNearest } from "../language/nearest";
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
