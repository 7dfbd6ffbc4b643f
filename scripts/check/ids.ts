// Every id that a page cites exists, in both languages; the data are as the schema says; proofs are where they are said to be.
import { chapters } from "../../content/contents";
import { toErrorLine } from "../../src/cells/author-error";
import type { AuthorError } from "../../src/cells/section";
import { checkThings } from "../../src/prose/check-things";
import { findOverdue } from "../../src/prose/facts";
import { readLibrary } from "../../src/prose/library";
import { scanBook } from "../../src/prose/scan-book";

export const title = "everything cited by id is there, in both languages";

export async function check(): Promise<AuthorError[]> {
  const library = readLibrary();
  const overdue = findOverdue(library, new Date().toISOString().slice(0, 10));
  overdue.forEach((warning) => console.warn(`warning: ${toErrorLine(warning)}`));
  return checkThings(
    scanBook({ root: ".", base: "/", chapters }),
    library,
    chapters.map(({ slug }) => slug),
  );
}
