// Every rule of a section, then its types. Of the real book and of the small one that the tests drive.
import { BookModules } from "../../src/cells/book-modules";
import { findPages } from "../../src/cells/find-pages";
import { loadSection } from "../../src/cells/load-section";
import type { AuthorError, Section } from "../../src/cells/section";
import { typecheck } from "../../src/cells/typecheck";

export const title = "cells: ids, names, order, exercises, both languages, types";

const root = process.cwd();

export async function check(): Promise<AuthorError[]> {
  const book = new BookModules("src/book");
  const files = [...findPages(root), ...findPages(root, "e2e/book")];
  const loaded = files.map((file) => loadSection(root, file, book));
  const errors = loaded.flatMap((section) => section.errors);
  const told = new Set(errors.map(toLine));
  const types = typecheck(
    loaded.filter(({ section }) => hasOwnCode(section)),
    root,
  );
  return [...errors, ...types.filter((error) => !told.has(toLine(error)))];
}

/** An English section that inherits every cell has been checked as the Chinese one. */
function hasOwnCode({ cells, exercises }: Section): boolean {
  const parts = exercises.flatMap((e) => [e.check, e.solution, ...e.wrong]);
  return [...cells, ...parts].some((cell) => !cell.inherited);
}

/** A line with a broken rule says no more about types: they mostly repeat it. */
function toLine({ file, line }: AuthorError): string {
  return `${file}:${line}`;
}
