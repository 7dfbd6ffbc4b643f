// A section without its prose: what remains is one TypeScript file whose lines and columns are the MDX's own.
// Only what has no place of its own there (inherited code, exercises, imports of code in a block) stands on added
// lines; every line knows the line of MDX it comes from, and columns never change.
import { readModuleCode, toModuleNames, toModulePart, type ModuleNames } from "../language";
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
  const names = toNames(section);
  const lines: BlankLine[] = section.source.split("\n").map((_, i) => ({ text: "", file: section.file, line: i + 1 }));
  const inserted = new Map<number, BlankLine[]>();
  const end: BlankLine[] = [];
  for (const cell of section.cells) {
    const { body, imports } = toLines(section, cell, names, cell.meta.own, zh);
    const block = cell.meta.own ? wrap(body) : open(body, ";");
    if (cell.inherited) inserted.set(cell.fence.line, block);
    else for (const line of block) lines[line.line - 1] = line;
    end.push(...imports);
  }
  for (const exercise of section.exercises) end.push(...blankExercise(section, exercise, answer, names, zh));
  return [...lines.flatMap((line) => [line, ...(inserted.get(line.line) ?? [])]), ...end];
}

/** How many files `blankProse` makes of a section before it repeats itself. */
export function countAnswers(section: Section): number {
  return Math.max(1, ...section.exercises.map((exercise) => exercise.wrong.length + 1));
}

/** The check inside the answer's block: as when they run, it reads the answer's names. */
function blankExercise(
  section: Section,
  exercise: Exercise,
  answer: number,
  names: ModuleNames,
  zh?: Section,
): BlankLine[] {
  const cell = answer === 0 ? exercise.solution : exercise.wrong[answer - 1];
  if (!cell) return [];
  const given = toLines(section, cell, names, true, zh);
  const check = toLines(section, exercise.check, names, true, zh);
  return [...wrap([...given.body, ...wrap(check.body)]), ...given.imports, ...check.imports];
}

function toLines(
  section: Section,
  cell: Cell,
  names: ModuleNames,
  own: boolean,
  zh?: Section,
): { body: BlankLine[]; imports: BlankLine[] } {
  const part = toModulePart(readModuleCode(cell.code, own), names);
  const home = findHome(section, cell, zh);
  const place = (text: string) => placeLines(text, home.section, home.cell);
  return { body: place(part.body), imports: place(part.imports).filter((line) => line.text.trim() !== "") };
}

function placeLines(text: string, section: Section, cell: Cell): BlankLine[] {
  return text.split("\n").map((code, i) => {
    const { line, column } = toPlace(section, cell, { line: i + 1, column: 1 });
    return { text: " ".repeat(column - 1) + code, file: section.file, line };
  });
}

function toNames({ cells, exercises }: Section): ModuleNames {
  const parts = exercises.flatMap((e) => [e.check, e.solution, ...e.wrong]);
  return toModuleNames([
    ...cells.map(({ code, meta }) => readModuleCode(code, meta.own)),
    ...parts.map(({ code }) => readModuleCode(code, true)),
  ]);
}

/** On the lines of the two fences, which are blank. */
function wrap(body: BlankLine[]): BlankLine[] {
  const last = body.at(-1);
  return last ? [...open(body, ";{"), { ...last, text: "}", line: last.line + 1 }] : [];
}

/** A `;` at least, so that a cell that begins with `[` does not go on with the one above. */
function open(body: BlankLine[], text: string): BlankLine[] {
  const first = body[0];
  return first ? [{ ...first, text, line: first.line - 1 }, ...body] : [];
}
