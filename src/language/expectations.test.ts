// Comments that are tests: what they say, what they are about, and when they are none.
import { expect, test } from "vitest";
import { readCell } from "./read-cell";

const about = (source: string) => readCell(source).expectations.map((expectation) => expectation.about);
const problem = (source: string) =>
  readCell(source).problems.map(({ messages, line, column }) => `${line}:${column} ${messages.en}`);

test("an arrow says the text, an approximation a band", () => {
  expect(readCell("const shape = x.shape; // →  [2, 3] \nconst a = f() // ≈ 0.944 ± 0.006").expectations).toEqual([
    { type: "exact", text: "[2, 3]", about: { type: "name", name: "shape" }, line: 1, column: 24 },
    {
      type: "approx",
      text: "0.944 ± 0.006",
      value: 0.944,
      halfWidth: 0.006,
      about: { type: "name", name: "a" },
      line: 2,
      column: 15,
    },
  ]);
});

test("bands may be written close, negative and with a power of ten", () => {
  const bands = readCell(
    "const a = 1 // ≈ 0.977 ±0.004\nconst b = 1 // ≈ −1.5e-3±2e-4\nconst c = 1 //≈-2 ± 1",
  ).expectations;
  expect(bands.map(({ value, halfWidth }) => [value, halfWidth])).toEqual([
    [0.977, 0.004],
    [-0.0015, 0.0002],
    [-2, 1],
  ]);
});

test("it is about the name, the last expression, or the log on its line", () => {
  expect(about("const { a } = f() // → 1\nconsole.log(\n  a) // → 2\na // → 3")).toEqual([
    { type: "name", name: "a" },
    { type: "log", line: 2 },
    { type: "last" },
  ]);
  expect(about("let x = 1; x = 2 // → 2\nexport default x // → 2\nexport const y = 3 // → 3")).toEqual([
    { type: "name", name: "x" },
    { type: "last" },
    { type: "name", name: "y" },
  ]);
});

test("of several statements on a line it is about the last", () => {
  expect(about("const a = 1; const b = 2 // → 2")).toEqual([{ type: "name", name: "b" }]);
});

test("other comments are none", () => {
  const { expectations, problems } = readCell("const a = 1 // (B, T) → (B, T, C)\n/* → 3 */ a // a → b");
  expect([expectations, problems]).toEqual([[], []]);
});

test("one that cannot be compared is a problem with its place", () => {
  expect(problem("const a = 1 // →")).toEqual(["1:13 Nothing stands behind `// →`."]);
  expect(problem("const a = 1 // ≈ 0.5")).toEqual(["1:13 `// ≈` needs a number and a half-width."]);
  expect(problem("const a = 1 // ≈ 0.5 ± 0.1 or so")).toHaveLength(1);
  expect(problem("for (;;) {\n  a // → 1\n}")).toEqual([
    "2:5 This `// →` or `// ≈` does not stand at the end of a top-level statement.",
  ]);
  expect(problem("// → 1\na")).toHaveLength(1);
  expect(problem("a // → 1\nb")).toEqual(["1:3 This statement shows nothing to compare with."]);
  expect(problem("type A = 1 // → 1")).toHaveLength(1);
  expect(problem("const a = 1, b = 2 // → 1")).toEqual([
    "1:20 This statement defines several names, and the comment can be about only one.",
  ]);
});
