// A position in a cell's code → its position in the MDX that holds the code.
import type { Place } from "./author-error";
import { columnOf } from "./read";
import type { Cell, Section } from "./section";

/** The section that holds the cell's code: in `en`, an inherited cell lives in `zh`. */
export function findHome(section: Section, cell: Cell, zh?: Section): { section: Section; cell: Cell } {
  const home = cell.inherited && zh ? findCell(zh, cell.meta.id) : undefined;
  return home && zh ? { section: zh, cell: home } : { section, cell };
}

export function toPlace(section: Section, cell: Cell, position: Place): Place {
  const line = cell.start.line + position.line - 1;
  const mdxLine = section.source.split("\n", line)[line - 1]?.replace(/\r$/, "") ?? "";
  const codeLine = cell.code.split("\n")[position.line - 1] ?? "";
  return { line, column: columnOf(mdxLine, codeLine) + position.column - 1 };
}

/** A cell or a part of an exercise, by id. */
export function findCell(section: Section, id: string): Cell | undefined {
  const parts = section.exercises.flatMap((e) => [e.starter, e.check, e.solution, ...e.wrong]);
  return [...section.cells, ...parts].find((cell) => cell.meta.id === id);
}
