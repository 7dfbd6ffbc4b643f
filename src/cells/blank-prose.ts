// A section without its prose: what remains is one TypeScript file whose lines and columns are the MDX's own.
// Only what has no place of its own there (inherited code, exercises, imports of code in a block) stands on added
// lines; every line knows the line of MDX it comes from, and columns never change.
import { blankCode, splitImports, type SeenImports } from "./blank-code";
import { findHome, toPlace } from "./place";
import type { Cell, Exercise, Section } from "./section";

export interface BlankLine {
  text: string;
  file: string;
  /** 1-based line of `file`. */
  line: number;
}

/** The section and, of each exercise, the check with one answer: 0 is the solution, 1 the first wrong answer, … */
export function blankProse(section: Section, answer = 0, zh?: Section): BlankLine[] {
  const seen: SeenImports = new Set();
  const lines: BlankLine[] = section.source.split("\n").map((_, i) => ({ text: "", file: section.file, line: i + 1 }));
  const inserted = new Map<number, BlankLine[]>();
  const end: BlankLine[] = [];
  for (const cell of section.cells) {
    const { body, imports } = toLines(section, cell, seen, cell.meta.own, zh);
    const block = cell.meta.own ? wrap(body) : body;
    if (cell.inherited) inserted.set(cell.fence.line, block);
    else for (const line of block) lines[line.line - 1] = line;
    end.push(...imports);
  }
  for (const exercise of section.exercises) end.push(...blankExercise(section, exercise, answer, seen, zh));
  return [...lines.flatMap((line) => [line, ...(inserted.get(line.line) ?? [])]), ...end];
}

/** How many files `blankProse` makes of a section before it repeats itself. */
export function countAnswers(section: Section): number {
  return Math.max(1, ...section.exercises.map((exercise) => exercise.wrong.length + 1));
}

/** Answer and check in one block, as the reader's answer and the check are one cell when they run. */
function blankExercise(section: Section, exercise: Exercise, answer: number, seen: SeenImports, zh?: Section): BlankLine[] {
  const cell = answer === 0 ? exercise.solution : exercise.wrong[answer - 1];
  if (!cell) return [];
  const given = toLines(section, cell, seen, true, zh);
  const check = toLines(section, exercise.check, seen, true, zh);
  return [...wrap([...given.body, ...check.body]), ...given.imports, ...check.imports];
}

function toLines(section: Section, cell: Cell, seen: SeenImports, own: boolean, zh?: Section): { body: BlankLine[]; imports: BlankLine[] } {
  const parts = own ? splitImports(cell.code, seen) : { code: blankCode(cell.code, seen), imports: "" };
  const home = findHome(section, cell, zh);
  const place = (text: string) => placeLines(text, home.section, home.cell);
  return { body: place(parts.code), imports: place(parts.imports).filter((line) => line.text.trim() !== "") };
}

function placeLines(text: string, section: Section, cell: Cell): BlankLine[] {
  return text.split("\n").map((code, i) => {
    const { line, column } = toPlace(section, cell, { line: i + 1, column: 1 });
    return { text: " ".repeat(column - 1) + code, file: section.file, line };
  });
}

/** Braces on the lines of the two fences, which are blank. */
function wrap(body: BlankLine[]): BlankLine[] {
  const [first, last] = [body[0], body.at(-1)];
  if (!first || !last) return [];
  return [{ ...first, text: "{", line: first.line - 1 }, ...body, { ...last, text: "}", line: last.line + 1 }];
}
