// The words after ```ts in a fence. This file and read.ts are the only ones that know the grammar:
//   ```ts live id=train [save=module#export] [fails=Name] [scope=own] [slow] [auto] [hide] [timed]
// and, inside <Exercise>, ```ts starter | check | solution | wrong. Other ts fences carry no word.
import { suggest, toAuthorError, type Place } from "./author-error";
import type { AuthorError, CellMeta } from "./section";

const exerciseRoles = ["starter", "check", "solution", "wrong"] as const;
export type ExerciseRole = (typeof exerciseRoles)[number];

const flags = ["live", "slow", "auto", "hide", "timed"];
const settings = ["id", "save", "fails", "scope"];
const examples: { [setting: string]: string } = {
  id: "id=kebab-name",
  save: "save=module#export",
  fails: "fails=RangeError",
  scope: "scope=own",
};
const patterns: { [setting: string]: RegExp } = {
  id: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  save: /^[a-z][a-z0-9/-]*#[A-Za-z_$][\w$]*$/,
  fails: /^[A-Za-z_$][\w$]*$/,
  scope: /^own$/,
};

/** One word of the info string and where it stands. */
export interface MetaWord extends Place {
  text: string;
}

export interface FenceMeta {
  live: boolean;
  role?: ExerciseRole;
  cell: CellMeta;
}

/** The words of a `ts` fence → what they say, and an error for each that says nothing. */
export function readMeta(words: MetaWord[], file: string, fence: Place): { meta: FenceMeta; errors: AuthorError[] } {
  const cell: CellMeta = { id: "", own: false, slow: false, auto: false, hide: false };
  const meta: FenceMeta = { live: false, cell };
  const errors: AuthorError[] = [];
  const role = exerciseRoles.find((r) => words[0]?.text === r);
  if (role) meta.role = role;
  for (const word of role ? words.slice(1) : words) {
    const error = role ? unknownWord(word, file, []) : readWord(word, file, meta);
    if (error) errors.push(error);
  }
  if (meta.live && !words.some((w) => w.text.startsWith("id="))) errors.push(missingId(file, fence));
  if (!meta.live && !role && errors.length === 0 && words.length > 0) errors.push(notLive(words[0]!, file));
  return { meta, errors };
}

function readWord(word: MetaWord, file: string, meta: FenceMeta): AuthorError | undefined {
  const [name = "", value] = splitOnce(word.text);
  if (value === undefined && flags.includes(name)) {
    setFlag(name, meta);
    return undefined;
  }
  if (value === undefined && settings.includes(name)) return noValue(word, name, file);
  if (value === undefined || !settings.includes(name))
    return unknownWord(word, file, [...flags, ...settings, ...exerciseRoles]);
  if (!patterns[name]!.test(value)) return badValue(word, name, value, file);
  setValue(name, value, meta.cell);
  return undefined;
}

function setFlag(name: string, meta: FenceMeta): void {
  if (name === "live") meta.live = true;
  if (name === "slow") meta.cell.slow = true;
  if (name === "auto") meta.cell.auto = true;
  if (name === "hide") meta.cell.hide = true;
  if (name === "timed") meta.cell.timed = true;
}

function setValue(name: string, value: string, cell: CellMeta): void {
  if (name === "id") cell.id = value;
  if (name === "fails") cell.fails = value;
  if (name === "scope") cell.own = true;
  if (name !== "save") return;
  const [module = "", exported = ""] = value.split("#");
  cell.save = { module, export: exported };
}

function splitOnce(word: string): [string, string | undefined] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function unknownWord(word: MetaWord, file: string, known: string[]): AuthorError {
  const name = splitOnce(word.text)[0];
  const otherwise = known.length > 0 ? `It can say ${known.join(", ")}.` : "Leave it out.";
  return toAuthorError(file, word, `A fence cannot say "${name}".`, suggest(name, known, otherwise));
}

function noValue(word: MetaWord, name: string, file: string): AuthorError {
  return toAuthorError(file, word, `"${name}" has no value.`, `Write ${examples[name]}.`);
}

function badValue(word: MetaWord, name: string, value: string, file: string): AuthorError {
  return toAuthorError(file, word, `"${value}" is not a value of "${name}".`, `Write it like ${examples[name]}.`);
}

function missingId(file: string, fence: Place): AuthorError {
  return toAuthorError(file, fence, "This cell has no id.", "Add id=kebab-name: its address, and its name in errors.");
}

function notLive(word: MetaWord, file: string): AuthorError {
  return toAuthorError(
    file,
    word,
    `"${word.text}" stands in a fence that is not live.`,
    'Add "live", or drop the word.',
  );
}
