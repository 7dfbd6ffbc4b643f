// All of a reader's edits as one file that can be kept, sent and read again. Pure, but for the store it is given.
import { editsPrefix, readJson, writeJson, type Edit, type Edits, type Store } from "./edits";

export interface EditsFile {
  format: "book-edits";
  version: 1;
  /** ISO date. */
  saved: string;
  sections: { [section: string]: Edits };
}

/** What reading a file in would do to one cell. */
export interface Change {
  section: string;
  cell: string;
  /** "both": the reader has another text there already, and is asked at the cell. */
  type: "new" | "same" | "both";
  edit: Edit;
}

/** Not a file of edits, or a damaged one. Nothing of it is taken. */
export class EditsFileError extends Error {
  constructor(readonly reason: "json" | "format" | "version" | "damaged") {
    super(reason);
    this.name = "EditsFileError";
  }
}

export function toEditsFile(sections: { [section: string]: Edits }, saved: Date): EditsFile {
  return { format: "book-edits", version: 1, saved: saved.toISOString(), sections };
}

/** Every section's edits in this browser. */
export function collectEdits(storage: Store): { [section: string]: Edits } {
  const keys = Object.keys(storage)
    .filter((key) => key.startsWith(editsPrefix))
    .sort();
  return Object.fromEntries(keys.map((key) => [key.slice(editsPrefix.length), readJson<Edits>(storage, key) ?? {}]));
}

/** Throws EditsFileError unless every part of the file is as it was written. */
export function readEditsFile(text: string): EditsFile {
  const file = parse(text);
  if (!isRecord(file) || file.format !== "book-edits") throw new EditsFileError("format");
  if (file.version !== 1) throw new EditsFileError("version");
  const { sections } = file;
  if (!isRecord(sections)) throw new EditsFileError("damaged");
  for (const edits of Object.values(sections))
    if (!isRecord(edits) || !Object.values(edits).every(isEdit)) throw new EditsFileError("damaged");
  return file as unknown as EditsFile;
}

export function planImport({ sections }: EditsFile, store: Store): Change[] {
  return Object.entries(sections).flatMap(([section, edits]) => {
    const mine = readJson<Edits>(store, editsPrefix + section) ?? {};
    return Object.entries(edits).map(([cell, edit]): Change => {
      const there = mine[cell];
      return { section, cell, edit, type: !there ? "new" : there.text === edit.text ? "same" : "both" };
    });
  });
}

/** Writes what is new. Where the reader has another text, the file's is kept beside it. False if the store refused. */
export function applyImport(changes: Change[], store: Store): boolean {
  const sections = [...new Set(changes.map(({ section }) => section))];
  return sections.every((section) => {
    const edits = { ...readJson<Edits>(store, editsPrefix + section) };
    for (const { cell, type, edit } of changes.filter((one) => one.section === section)) {
      const there = edits[cell];
      if (type === "new") edits[cell] = edit;
      if (type === "both" && there) edits[cell] = { ...there, rival: edit.text };
    }
    return writeJson(store, editsPrefix + section, edits);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EditsFileError("json");
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEdit(value: unknown): value is Edit {
  if (!isRecord(value) || typeof value.text !== "string" || !isRecord(value.base)) return false;
  const { full, common, language } = value.base;
  const hasRival = value.rival === undefined || typeof value.rival === "string";
  return hasRival && typeof full === "string" && typeof common === "string" && (language === "zh" || language === "en");
}
