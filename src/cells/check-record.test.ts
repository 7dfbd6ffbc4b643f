// A record is believed only while nothing was touched: each mutation turns the check red, with page, cell, expected, got.
import { beforeAll, describe, expect, test } from "vitest";
import { toErrorLine } from "./author-error";
import { checkRecord, type RecordedSection } from "./check-record";
import { comparePromises, compareRun } from "./compare-run";
import { hashCells } from "./hash";
import { BookModules } from "./book-modules";
import { readCode } from "./read-code";
import { readSection } from "./read";
import type { CellRecord, SectionRecord } from "./section";

const source = `---
title: 试
---

\`\`\`ts live id=setup
const seed = 0;
const total = 2 + 2;
total // → 4
\`\`\`

\`\`\`ts live id=train
const accuracy = 0.94 + seed / 1000; // ≈ 0.942 ± 0.005
\`\`\`

准确率 <Value of="accuracy" />。
`;

const file = "content/docs/trial/one.mdx";
let page: RecordedSection & { record: SectionRecord };

beforeAll(() => {
  const { section, values } = readSection(file, source);
  const { cells } = readCode(section);
  const hashes = hashCells(section, cells, { book: new BookModules("src/book"), data: {} });
  page = { section, zh: section, cells, values, hashes, record: toRecord(hashes) };
});

function toRecord(hashes: Record<string, string>): SectionRecord {
  const cell = (id: string, rest: Partial<CellRecord>): CellRecord => ({
    hash: hashes[id]!,
    state: "done",
    ms: 3,
    outputs: [],
    values: {},
    ...rest,
  });
  return {
    section: "trial/one",
    lang: "zh",
    modes: {
      default: {
        environment: {
          backend: "wasm",
          adapter: "",
          browser: "Chromium 1",
          tfjs: "4.22.0",
          date: "2026-11-23",
          machine: "2 cores",
        },
        controls: {},
        cells: {
          setup: cell("setup", {
            outputs: [{ kind: "text", source: "value", text: "4" }],
            values: { seed: { text: "0", number: 0 }, total: { text: "4", number: 4 } },
          }),
          train: cell("train", { values: { accuracy: { text: "0.94", number: 0.94 } } }),
        },
      },
    },
    seeds: {
      default: {
        train: {
          hash: hashes["train"]!,
          runs: [0, 1, 2, 3, 4].map((seed) => ({ seed, values: { accuracy: 0.94 + seed / 1000 } })),
        },
      },
    },
  };
}

function mutated(change: (record: SectionRecord) => void): string[] {
  const record = structuredClone(page.record);
  change(record);
  return checkRecord({ ...page, record }).map(toErrorLine);
}

describe("a section's record", () => {
  test("stands while nothing was touched", () => expect(mutated(() => {})).toEqual([]));

  test("falls when a recorded number is changed", () => {
    const [line] = mutated((record) => (record.modes["default"]!.cells["setup"]!.outputs[0]!.text = "5"));
    expect(line).toMatch(/^content\/docs\/trial\/one\.mdx:8:1 The cell "setup" expects → 4, its record has 5\./);
  });

  test("falls when a measured value leaves its band", () => {
    const [line] = mutated(
      (record) => (record.modes["default"]!.cells["train"]!.values["accuracy"] = { text: "0.99", number: 0.99 }),
    );
    expect(line).toContain("0.99");
    expect(line).toContain("0.942 ± 0.005");
  });

  test("falls when the cell is other code than was recorded", () => {
    const [line] = mutated((record) => (record.modes["default"]!.cells["train"]!.hash = "0123456789abcdef"));
    expect(line).toMatch(
      /one\.mdx:11:1 The record of the cell "train" is of other code: expected hash \w+, got 0123456789abcdef\./,
    );
  });

  test("falls when one seed's value is changed, and says the band the seeds give", () => {
    const [line] = mutated((record) => (record.seeds["default"]!["train"]!.runs[2]!.values["accuracy"] = 0.96));
    expect(line).toContain("one.mdx:12:");
    expect(line).toMatch(/the 5 recorded seeds give 0\.946 ± 0\.025/);
  });

  test("falls when a band was widened by hand", () => {
    const wider = source.replace("± 0.005", "± 0.050");
    const { section, values } = readSection(file, wider);
    const lines = checkRecord({ ...page, section, zh: section, values, cells: readCode(section).cells }).map(
      toErrorLine,
    );
    expect(lines[0]).toMatch(/the 5 recorded seeds give 0\.942 ± 0\.005/);
  });

  test("falls with fewer than five seeds", () => {
    expect(mutated((record) => record.seeds["default"]!["train"]!.runs.pop())[0]).toContain("only 4 seeds");
  });

  test("falls when a cell has none, and when prose cites a value that has none", () => {
    const lines = mutated((record) => delete record.modes["default"]!.cells["train"]);
    expect(lines.some((line) => line.includes('The cell "train" has no record'))).toBe(true);
    expect(lines.some((line) => line.includes('"accuracy" has no recorded value'))).toBe(true);
  });
});

describe("a run compared with its record", () => {
  const run = (id: string, change: (outcome: CellRecord) => void) => {
    const record = page.record.modes["default"]!.cells[id]!;
    const outcome = structuredClone(record);
    change(outcome);
    return compareRun(
      record,
      { ...outcome, leaked: 0, written: [] },
      page.cells.find(({ cell }) => cell.meta.id === id)!.code,
    );
  };

  test("is equal to itself", () => expect(run("setup", () => {})).toEqual([]));
  test("says expected and got when a value differs", () => {
    expect(run("setup", (outcome) => (outcome.values["total"] = { text: "5", number: 5 }))).toContainEqual({
      what: "total",
      expected: "4",
      got: "5",
    });
  });
  test("allows a measured name its band and no more", () => {
    expect(run("train", (outcome) => (outcome.values["accuracy"] = { text: "0.944", number: 0.944 }))).toEqual([]);
    expect(run("train", (outcome) => (outcome.values["accuracy"] = { text: "0.93", number: 0.93 }))).toHaveLength(1);
  });
  test("notices an output that is missing or of another kind", () => {
    expect(run("setup", (outcome) => outcome.outputs.pop())).toContainEqual({
      what: "output 1",
      expected: "text 4",
      got: "nothing",
    });
  });
  test("notices another number inside a text", () => {
    expect(run("setup", (outcome) => (outcome.outputs[0]!.text = "4.1")).length).toBeGreaterThan(0);
  });
  test("on another device is held to its comments, its end and its tensors, and to no other number", () => {
    const record = page.record.modes["default"]!.cells["train"]!;
    const { code } = page.cells.find(({ cell }) => cell.meta.id === "train")!;
    const promises = (accuracy: number, leaked: number) => {
      const values = { ...record.values, accuracy: { text: String(accuracy), number: accuracy } };
      return comparePromises(record, { ...record, values, outputs: [], leaked, written: [] }, code).map(
        ({ what }) => what,
      );
    };
    expect(promises(0.944, 0)).toEqual([]);
    expect(promises(0.93, 2)).toEqual(["traces", expect.stringMatching(/^line \d+$/)]);
  });
  test("of a cell that takes times, compares the words and not the numbers", () => {
    const record = page.record.modes["default"]!.cells["setup"]!;
    const { code } = page.cells.find(({ cell }) => cell.meta.id === "setup")!;
    const faster = structuredClone({ ...record, outputs: [{ ...record.outputs[0]!, text: "took 3 ms" }] });
    const timed = (text: string) =>
      compareRun(
        faster,
        { ...faster, leaked: 0, written: [], outputs: [{ ...faster.outputs[0]!, text }] as typeof record.outputs },
        { ...code, expectations: [] },
        true,
      );
    expect(timed("took 21 ms")).toEqual([]);
    expect(timed("took 3 s")).toEqual([{ what: "outputs", expected: "text took # ms", got: "text took # s" }]);
  });
  test("notices a point of a figure that moved, and takes JSON's null for NaN", () => {
    const figure = { marks: [], data: { x: [1, 2], y: [0.5, null as unknown as number] } };
    const record = { hash: "", state: "done" as const, ms: 1, values: {} };
    const compare = (y: number[]) =>
      compareRun(
        { ...record, outputs: [{ kind: "figure", text: "", id: "f", figure }] },
        {
          state: "done",
          values: {},
          leaked: 0,
          written: [],
          outputs: [{ kind: "figure", text: "", id: "f", figure: { marks: [], data: { x: [1, 2], y } } }],
        },
        page.cells[0]!.code,
      ).filter(({ what }) => what.startsWith("output"));
    expect(compare([0.5, NaN])).toEqual([]);
    expect(compare([0.6, NaN])).toEqual([{ what: "output 1, y[0]", expected: "0.5", got: "0.6" }]);
    expect(compare([0.5])).toEqual([{ what: "output 1, y[1]", expected: "nothing", got: "nothing" }]);
  });
});
