import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  findCellRecord,
  findModes,
  findValue,
  readRecord,
  readRecords,
  toJson,
  toRecordFile,
  writeRecord,
} from "./record";
import type { CellRecord, Lang, SectionRecord } from "./section";

const environment = {
  backend: "wasm",
  adapter: "",
  browser: "Chromium 156",
  tfjs: "4.22.0",
  date: "2026-11-23",
  machine: "2 cores",
};

function toCell(name: string, text: string): CellRecord {
  return { hash: "0", state: "done", ms: 1, outputs: [], values: { [name]: { text } } };
}

function toRecord(lang: Lang, modes: { [mode: string]: { [id: string]: CellRecord } }): SectionRecord {
  const entries = Object.entries(modes).map(([mode, cells]) => [mode, { environment, controls: {}, cells }]);
  return { section: "a/b", lang, modes: Object.fromEntries(entries), seeds: {} };
}

test("a record read is the record written, and writing it again changes no byte", () => {
  const root = mkdtempSync(join(tmpdir(), "record-"));
  const record = toRecord("en", { quick: { train: toCell("loss", "0.5") } });
  writeRecord(root, record);
  const file = toRecordFile(root, "a/b", "en");
  expect(file).toBe(join(root, "content/recorded/en/a/b.json"));
  expect(readRecord(root, "a/b", "en")).toEqual(record);
  const first = readFileSync(file, "utf8");
  writeRecord(root, readRecord(root, "a/b", "en")!);
  expect(readFileSync(file, "utf8")).toBe(first);
  expect(readRecord(root, "a/b", "zh")).toBeUndefined();
  expect(readRecords(root, "a/b", "en")).toHaveLength(1);
});

test("keys stand in one order whoever made them, and a list of numbers takes one line", () => {
  expect(toJson({ b: 1, a: [1, 2], hash: "x", nothing: undefined, empty: {}, rows: [[1], [2]] })).toBe(
    '{\n  "hash": "x",\n  "a": [1,2],\n  "b": 1,\n  "empty": {},\n  "rows": [\n    [1],\n    [2]\n  ]\n}\n',
  );
});

test("an English page takes its own record of a cell first, and zh's for what it inherits", () => {
  const en = toRecord("en", { default: { label: toCell("label", "data") } });
  const zh = toRecord("zh", { default: { label: toCell("label", "数据"), train: toCell("loss", "0.5") } });
  expect(findValue([en, zh], "label")?.text).toBe("data");
  expect(findValue([en, zh], "loss")?.text).toBe("0.5");
  expect(findCellRecord([en, zh], "train")?.environment.backend).toBe("wasm");
  expect(findCellRecord([en, zh], "absent")).toBeUndefined();
});

test("a page shows what a fresh page would give: quick before full and paper", () => {
  const record = toRecord("zh", {
    paper: { a: toCell("x", "3") },
    full: { a: toCell("x", "2") },
    quick: { a: toCell("x", "1") },
  });
  expect(findModes([record])).toEqual(["quick", "full", "paper"]);
  expect(findValue([record], "x")?.text).toBe("1");
  expect(findValue([record], "x", "paper")?.text).toBe("3");
});
