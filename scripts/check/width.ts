// Code in cells fits the page: at most 86 columns a line, Chinese counting two, before a comment. Only a text in quotes
// may run on: breaking a sentence helps nobody.
import { findPages } from "../../src/cells/find-pages";
import { readFileSync } from "node:fs";
import { toAuthorError } from "../../src/cells/author-error";
import { readSection } from "../../src/cells/read";
import type { AuthorError, Cell } from "../../src/cells/section";

const widest = 86;

export const title = `width: at most ${widest} columns of code`;

export async function check(): Promise<AuthorError[]> {
  return findPages(process.cwd()).flatMap((file) => {
    const { section } = readSection(file, readFileSync(file, "utf8"));
    const parts = section.exercises.flatMap((exercise) => [exercise.starter, exercise.check, exercise.solution]);
    return [...section.cells, ...parts].flatMap((cell) => checkCell(file, cell));
  });
}

const texts = /"[^"]*"|`[^`]*`/g;

function toColumns(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > "\u2e7f" ? 2 : 1), 0);
}

function checkCell(file: string, { code, start }: Cell): AuthorError[] {
  return code.split("\n").flatMap((line, i) => {
    const columns = toColumns(line);
    if (toColumns(line.replace(texts, '""').replace(/\s*\/\/.*$/, "")) <= widest) return [];
    const fact = `This line of code is ${columns} columns wide, the page holds ${widest}.`;
    return [toAuthorError(file, { line: start.line + i, column: 1 }, fact, "Break it.")];
  });
}
