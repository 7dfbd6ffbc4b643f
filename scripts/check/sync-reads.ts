// No cell and no module of the book reads a tensor at once: on WebGPU that cannot be done (src/kernel/sync-reads.ts).
// Comments may speak of it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toAuthorError } from "../../src/cells/author-error";
import { findPages } from "../../src/cells/find-pages";
import { readSection } from "../../src/cells/read";
import type { AuthorError, Cell } from "../../src/cells/section";

export const title = "tensors are read with await";

export async function check(): Promise<AuthorError[]> {
  return [...findPages(process.cwd()).flatMap(checkPage), ...findBookFiles().flatMap(checkBookFile)];
}

/** Reads at once in a text, by line and column. */
export function findSyncReads(code: string): { line: number; column: number; name: string }[] {
  return code.split("\n").flatMap((text, i) => {
    const read = /^(?!\s*(?:\*|\/\/|\/\*)).*?\.((?:data|array|bytes)Sync|print)\(\s*\)/.exec(
      text.replace(/\/\/.*$/, ""),
    );
    return read ? [{ line: i + 1, column: read[0].lastIndexOf(".") + 2, name: read[1]! }] : [];
  });
}

function checkPage(file: string): AuthorError[] {
  const { section } = readSection(file, readFileSync(file, "utf8"));
  const parts = section.exercises.flatMap((exercise) => [exercise.starter, exercise.check, exercise.solution]);
  return [...section.cells, ...parts].flatMap((cell: Cell) => checkCode(file, cell.code, cell.start.line));
}

function findBookFiles(): string[] {
  const all = readdirSync("src/book", { recursive: true, encoding: "utf8" });
  return all.filter((file) => /(?<!\.test)\.ts$/.test(file)).map((file) => join("src/book", file));
}

const checkBookFile = (file: string): AuthorError[] => checkCode(file, readFileSync(file, "utf8"), 1);

function checkCode(file: string, code: string, firstLine: number): AuthorError[] {
  return findSyncReads(code).map(({ line, column, name }) =>
    toAuthorError(
      file,
      { line: firstLine + line - 1, column },
      `${name}() reads a tensor at once, which WebGPU cannot do.`,
      "Write await x.data() or await x.array(), or display the tensor.",
    ),
  );
}
