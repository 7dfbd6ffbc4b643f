// What is said of a run before it is recorded, and of the same run when it is verified.
import { expect, test } from "vitest";
import { toErrorLine } from "./author-error";
import { checkRun, type RunEnd } from "./check-run";
import { compareRun } from "./compare-run";
import { readCode } from "./read-code";
import { readSection } from "./read";
import type { CellRecord } from "./section";

const file = "content/docs/trial/one.mdx";
const { section, values } = readSection(
  file,
  `---
title: 试
---

\`\`\`ts live id=sum
const sum = 1 + 1;
\`\`\`

\`\`\`ts live id=clash scope=own fails=ShapeError
throw new Error("no");
\`\`\`
`,
);
const { cells } = readCode(section);
const page = { section, zh: section, cells, values, hashes: {}, record: undefined };

const done: RunEnd = { state: "done", leaked: 0, written: [] };
const clash: RunEnd = { ...done, state: "failed", error: { name: "ShapeError", message: "no" } };
const check = (id: string, run: RunEnd): string[] => checkRun(page, id, run).map(toErrorLine);

test("a run that leaves nothing behind, and fails only as it must, is recorded", () => {
  expect(check("sum", done)).toEqual([]);
  expect(check("clash", clash)).toEqual([]);
});

test("a cell that fails otherwise than it must, or not at all, is not recorded", () => {
  expect(check("clash", done)).toEqual([
    `${file}:9:1 The cell "clash" must throw ShapeError and gave no error. Mend the cell or its fails= word.`,
  ]);
  expect(check("sum", { ...clash, error: { name: "TypeError", message: "no", line: 1, column: 7 } })).toEqual([
    `${file}:6:7 The cell "sum" failed: TypeError: no Mend the cell.`,
  ]);
});

test.each([
  ["sum", done],
  ["clash", clash],
])("tensors that nobody holds and writes to others' values are told of %s, before a record and after", (id, end) => {
  const run = { ...end, leaked: 2, written: ["net"] };
  expect(check(id, run)).toEqual([
    expect.stringMatching(`The cell "${id}" leaks 2 tensors. Dispose them, or use tf.tidy.$`),
    expect.stringMatching(
      `The cell "${id}" writes net, which another cell made. Return a new value under a new name.$`,
    ),
  ]);
  const record = { hash: "", state: end.state as CellRecord["state"], ms: 1, outputs: [], values: {} };
  const { code } = cells.find(({ cell }) => cell.meta.id === id)!;
  expect(compareRun(record, { ...record, ...run }, code).map(({ got }) => got)).toEqual([
    "a cell that leaks 2 tensors",
    "a cell that writes net, which another cell made",
  ]);
});
