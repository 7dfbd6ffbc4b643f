// Records on disk: what every cell of a section showed when it last ran for real. One file per section and language;
// `en` holds only the cells that it restates and those that depend on them, the rest stand in zh's.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CellRecord, Environment, Lang, ModeRecord, SectionRecord } from "./section";
import type { RecordedValue } from "../kernel/protocol";

/** A cell's record and where it was made. */
export interface FoundRecord {
  environment: Environment;
  cell: CellRecord;
}

export function toRecordFile(root: string, section: string, lang: Lang): string {
  return join(root, "content/recorded", lang === "en" ? "en" : "", `${section}.json`);
}

export function readRecord(root: string, section: string, lang: Lang): SectionRecord | undefined {
  try {
    return JSON.parse(readFileSync(toRecordFile(root, section, lang), "utf8")) as SectionRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export function writeRecord(root: string, record: SectionRecord): void {
  const file = toRecordFile(root, record.section, record.lang);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, toJson(record));
}

/** All that is recorded for a page: its language's own record first, then zh's. */
export function readRecords(root: string, section: string, lang: Lang): SectionRecord[] {
  const languages: Lang[] = lang === "en" ? ["en", "zh"] : ["zh"];
  return languages.flatMap((l) => readRecord(root, section, l) ?? []);
}

/** `mode` absent: the one that a fresh page is in. */
export function findCellRecord(records: SectionRecord[], id: string, mode?: string): FoundRecord | undefined {
  const wanted = mode ?? findModes(records)[0];
  const modes = records.map((record): ModeRecord | undefined => record.modes[wanted ?? ""]);
  const found = modes.find((m) => m?.cells[id]);
  return found && { environment: found.environment, cell: found.cells[id]! };
}

/** A top-level name's recorded value; of several cells that define it (own scopes), the first. */
export function findValue(records: SectionRecord[], name: string, mode?: string): RecordedValue | undefined {
  const wanted = mode ?? findModes(records)[0];
  const cells = records.flatMap((record) => Object.values(record.modes[wanted ?? ""]?.cells ?? {}));
  return cells.map((cell) => cell.values[name]).find((value) => value !== undefined);
}

/** Numbers, words and truths. What else a name holds (functions, tensors, lists) is too large to cite and is shown as
 *  an output where it matters. */
export function keepPlain(values: CellRecord["values"]): CellRecord["values"] {
  const isPlain = ({ number, text }: RecordedValue) =>
    number !== undefined || !/^([[{]|(async )?function|class |Tensor|[A-Z]\w*\()/.test(text);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isPlain(value)));
}

/** Names of the recorded modes, the one a fresh page is in first: "default", else "quick". */
export function findModes(records: SectionRecord[]): string[] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record.modes)))];
  const rank = (name: string) => ["default", "quick", "full", "paper", name].indexOf(name);
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Keys in a fixed order, a list of plain values on one line: a record changes in a diff only where it changed. */
export function toJson(value: unknown): string {
  return `${print(value, "")}\n`;
}

const keyOrder = [
  "section",
  "lang",
  "modes",
  "seeds",
  "environment",
  "controls",
  "cells",
  "hash",
  "state",
  "ms",
  "outputs",
  "values",
  "kind",
];

function print(value: unknown, indent: string): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== "object")) return JSON.stringify(value);
    return `[\n${value.map((item) => inner + print(item, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([k, v]) => `${inner}${JSON.stringify(k)}: ${print(v, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function compareKeys(a: string, b: string): number {
  const rank = (key: string) => (keyOrder.includes(key) ? keyOrder.indexOf(key) : keyOrder.length);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
