// The meaning of every cell of a section; a cell that cannot be compiled becomes an author error at its place.
import { CellSyntaxError, readCell, type Position, type Problem } from "../language";
import { toAuthorError } from "./author-error";
import type { ReadCell } from "./hash";
import { toPlace } from "./place";
import type { AuthorError, Cell, Section } from "./section";

export interface SectionCode {
  /** Cells of the page, in order. */
  cells: ReadCell[];
  /** Starters, checks, solutions and wrong answers, each a cell of its own. */
  parts: ReadCell[];
  errors: AuthorError[];
}

export function readCode(section: Section): SectionCode {
  const errors: AuthorError[] = [];
  const read = (cells: Cell[]) => cells.flatMap((cell) => readOne(section, cell, errors));
  const cells = read(section.cells);
  const parts = read(section.exercises.flatMap((e) => [e.starter, e.check, e.solution, ...e.wrong]));
  return { cells, parts, errors };
}

function readOne(section: Section, cell: Cell, errors: AuthorError[]): ReadCell[] {
  // What is inherited is told where it stands.
  const tell = (problem: Pick<Problem, "messages" | "hints">, position: Position) =>
    cell.inherited ||
    errors.push(toAuthorError(section.file, toPlace(section, cell, position), problem.messages.en, problem.hints.en));
  try {
    const code = readCell(cell.code);
    code.problems.forEach((problem) => tell(problem, problem));
    return [{ cell, code }];
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    tell(error, error.position);
    return [];
  }
}
