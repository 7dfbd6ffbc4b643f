// The English section says the same code as the Chinese one: the same cells in the same order, and where a cell is
// restated, the same tokens apart from comments, whitespace and the text of strings.
import { suggest, toAuthorError, type Place } from "./author-error";
import { toPlace } from "./place";
import type { AuthorError, Cell, Exercise, Section } from "./section";
import { readTokens, type Token } from "./tokens";

/** Both sections as read (before `inherit`). */
export function checkSameCode(en: Section, zh: Section): AuthorError[] {
  return [
    ...checkIds(en, zh, en.cells, zh.cells, "cell"),
    ...checkIds(en, zh, en.exercises.map(toTitle), zh.exercises.map(toTitle), "exercise"),
    ...en.cells.flatMap((cell) =>
      checkPair(
        en,
        cell,
        zh.cells.find((c) => c.meta.id === cell.meta.id),
      ),
    ),
    ...en.exercises.flatMap((exercise) => checkExercise(en, exercise, zh)),
  ];
}

function checkIds(en: Section, zh: Section, ours: Cell[], theirs: Cell[], noun: "cell" | "exercise"): AuthorError[] {
  const known = theirs.map((c) => c.meta.id).filter((id) => id !== "");
  const have = ours.map((c) => c.meta.id);
  const extra = ours.filter((c) => c.meta.id !== "" && !known.includes(c.meta.id));
  const missing = theirs.filter((c) => c.meta.id !== "" && !have.includes(c.meta.id));
  const slips = new Set(extra.map((c) => c.meta.id));
  const errors = extra.map((c) =>
    notInChinese(
      en,
      c,
      noun,
      missing.map((m) => m.meta.id),
    ),
  );
  if (slips.size === 0) errors.push(...missing.map((c) => missingHere(en, ours, zh, theirs, c, noun)));
  if (slips.size === 0 && missing.length === 0) errors.push(...checkOrder(en, ours, known, noun));
  return errors;
}

/** An exercise stands where it begins, and is called like its starter. */
function toTitle({ starter, fence }: Exercise): Cell {
  return { ...starter, fence };
}

function checkOrder(en: Section, ours: Cell[], known: string[], noun: string): AuthorError[] {
  const at = ours.findIndex((cell, i) => i < known.length && cell.meta.id !== known[i]);
  if (at < 0) return [];
  const fact = `The ${noun} "${ours[at]!.meta.id}" stands where the Chinese section has "${known[at]}".`;
  return [toAuthorError(en.file, ours[at]!.fence, fact, `Put them in its order: ${known.join(", ")}.`)];
}

function notInChinese(en: Section, cell: Cell, noun: string, missing: string[]): AuthorError {
  const title = noun === "cell" ? "Cell" : "Exercise";
  const fact = `${title} "${cell.meta.id}" is not in the Chinese section.`;
  const otherwise = "The Chinese page owns the code: add it there first, or remove it here.";
  return toAuthorError(en.file, cell.fence, fact, suggest(cell.meta.id, missing, otherwise));
}

/** Told at the fence after which the missing one should stand. */
function missingHere(en: Section, ours: Cell[], zh: Section, theirs: Cell[], cell: Cell, noun: string): AuthorError {
  const before = theirs.slice(0, theirs.indexOf(cell)).reverse();
  const neighbour = before.map((b) => ours.find((o) => o.meta.id === b.meta.id)).find((c) => c !== undefined);
  const fact = `The ${noun} "${cell.meta.id}" of ${zh.file}:${cell.fence.line} is missing here.`;
  const text = noun === "cell" ? `an empty fence \`\`\`ts live id=${cell.meta.id}` : `<Exercise id="${cell.meta.id}">`;
  const where = neighbour ? ` after "${neighbour.meta.id}"` : " before the others";
  return toAuthorError(
    en.file,
    neighbour?.fence ?? { line: 1, column: 1 },
    fact,
    `Put ${text}${where}; it inherits the code.`,
  );
}

function checkExercise(en: Section, exercise: Exercise, zh: Section): AuthorError[] {
  const home = zh.exercises.find((e) => e.id === exercise.id);
  if (!home) return [];
  const surplus = exercise.wrong[home.wrong.length];
  const pairs: [Cell, Cell | undefined][] = [
    [exercise.starter, home.starter],
    [exercise.check, home.check],
    [exercise.solution, home.solution],
    ...exercise.wrong.slice(0, home.wrong.length).map((cell, i): [Cell, Cell | undefined] => [cell, home.wrong[i]]),
  ];
  const errors = pairs.flatMap(([ours, theirs]) => checkPair(en, ours, theirs));
  if (!surplus) return errors;
  const fact = `Exercise "${exercise.id}" has more wrong answers than the Chinese section's ${home.wrong.length}.`;
  return [...errors, toAuthorError(en.file, surplus.fence, fact, "Add it there first, or remove it here.")];
}

function checkPair(en: Section, ours: Cell, theirs: Cell | undefined): AuthorError[] {
  if (!theirs || ours.code.trim() === "") return [];
  const [a, b] = [readTokens(ours.code), readTokens(theirs.code)];
  if (!a || !b) return [];
  const at = a.findIndex((token, i) => !isSame(token, b[i]));
  const index = at >= 0 ? at : a.length < b.length ? a.length : -1;
  return index < 0 ? [] : [differs(en, ours, a[index], b[index])];
}

function isSame(a: Token, b: Token | undefined): boolean {
  if (!b || a.kind !== b.kind) return false;
  if (a.kind === "string") return true;
  // A template's pieces may say other words; where they begin and end decides the code.
  return a.kind.startsWith("...") || a.text === b.text;
}

function differs(en: Section, cell: Cell, ours: Token | undefined, theirs: Token | undefined): AuthorError {
  const place: Place = ours ? toPlace(en, cell, ours) : cell.fence;
  const fact = `Cell "${cell.meta.id}" has ${say(ours)} where the Chinese cell has ${say(theirs)}.`;
  const wayOut = "Only comments, spaces and the text of strings may differ; empty the fence to inherit the code.";
  return toAuthorError(en.file, place, fact, wayOut);
}

function say(token: Token | undefined): string {
  return token ? `\`${token.text}\`` : "nothing";
}
