// English cells take their code from the Chinese section: same id, empty fence. `zh` owns the code.
// Meta words that say what a cell is (slow, save, fails, scope, auto, hide) come from zh too, always.
import { findCell } from "./place";
import type { Cell, Exercise, Section } from "./section";

/** `en` with every empty fence filled from `zh`; what `zh` does not have stays empty, and checkSameCode says so. */
export function inherit(en: Section, zh: Section): Section {
  const cells = en.cells.map((cell) => inheritCell(cell, findCell(zh, cell.meta.id)));
  const exercises = en.exercises.map((exercise) => inheritExercise(exercise, zh));
  return { ...en, cells, exercises };
}

function inheritExercise(exercise: Exercise, zh: Section): Exercise {
  const home = zh.exercises.find((e) => e.id === exercise.id);
  if (!home) return exercise;
  return {
    ...exercise,
    starter: inheritCell(exercise.starter, home.starter),
    check: inheritCell(exercise.check, home.check),
    solution: inheritCell(exercise.solution, home.solution),
    wrong: home.wrong.map((cell, i) => inheritCell(exercise.wrong[i] ?? { ...cell, code: "" }, cell)),
  };
}

function inheritCell(cell: Cell, home: Cell | undefined): Cell {
  if (!home) return cell;
  const meta = { ...home.meta };
  return cell.code.trim() === "" ? { ...cell, meta, code: home.code, inherited: true } : { ...cell, meta };
}
