import { expect, test } from "vitest";
import type { Output } from "../kernel/output";
import { readCell } from "../language";
import { checkExpectations, type Outcome } from "./expected";

const value = (text: string): Output => ({ kind: "text", source: "value", text });
const log = (text: string, line: number): Output => ({ kind: "text", source: "log", text, line });

function compare(source: string, outcome: Partial<Outcome>) {
  return checkExpectations(readCell(source).expectations, { outputs: [], values: {}, ...outcome });
}

test("the displayed value is compared as text, line ends and spaces aside", () => {
  expect(compare("x // → a b", { outputs: [value("a\n  b")] })).toEqual([]);
});

test("another text is a surprise, with its line", () => {
  expect(compare("1;\n2 // → 3", { outputs: [value("2")] })).toEqual([{ line: 2, expected: "→ 3", got: "2" }]);
  expect(compare("2 // → 3", {})).toEqual([{ line: 1, expected: "→ 3", got: "nothing" }]);
});

test("a name is compared with its recorded value, a log with the log of its line", () => {
  expect(compare("const x = 1; // → 1", { values: { x: { text: "1", number: 1 } } })).toEqual([]);
  const outputs = [log("a", 1), log("b", 2)];
  expect(compare('console.log("a");\nconsole.log("b"); // → b', { outputs })).toEqual([]);
  expect(compare('console.log("a"); // → b\nconsole.log("b");', { outputs })).toEqual([
    { line: 1, expected: "→ b", got: "a" },
  ]);
});

test("a measured number is compared unrounded with its band", () => {
  const source = "const accuracy = 1; // ≈ 0.977 ± 0.004";
  const run = (number: number) => compare(source, { values: { accuracy: { text: number.toFixed(2), number } } });
  expect(run(0.9805)).toEqual([]);
  expect(run(0.9815)).toEqual([{ line: 1, expected: "≈ 0.977 ± 0.004", got: "0.98" }]);
  expect(compare(source, { values: { accuracy: { text: "" } } })).toHaveLength(1);
});
