// What a page asks of its records while it is rendered: the compiled MDX calls these (remark-cells.ts writes the calls).
// Reads the file each time it has changed, so that `npm run record` shows in `npm run dev` after a reload.
import { statSync } from "node:fs";
import type { RecordedValue } from "../kernel/protocol";
import { findCellRecord, findValue, readRecords, toRecordFile, type FoundRecord } from "./record";
import type { Lang, SectionRecord } from "./section";

const cache = new Map<string, { key: string; records: SectionRecord[] }>();

export function cellRecord(root: string, section: string, lang: string, id: string): FoundRecord | undefined {
  return findCellRecord(load(root, section, lang as Lang), id);
}

export function recordedValue(root: string, section: string, lang: string, name: string): RecordedValue | undefined {
  return findValue(load(root, section, lang as Lang), name);
}

function load(root: string, section: string, lang: Lang): SectionRecord[] {
  const id = `${root}|${section}|${lang}`;
  const key = [toRecordFile(root, section, lang), toRecordFile(root, section, "zh")].map(readTime).join();
  const known = cache.get(id);
  if (known?.key === key) return known.records;
  const records = readRecords(root, section, lang);
  cache.set(id, { key, records });
  return records;
}

function readTime(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
