import { describe, expect, test } from "vitest";
import { formatNumber, formatShape, formatValue } from "./format";

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}
class Pixel extends Point {}

const circle: Record<string, unknown> = { name: "circle" };
circle.self = circle;

const cases: [world: string, value: unknown, text: string][] = [
  ["a string is itself", '你好 "x"', '你好 "x"'],
  ["a string inside something has quotes", ["a", 'b"'], '["a", "b\\""]'],
  ["a number is as JavaScript writes it", 0.1 + 0.2, "0.30000000000000004"],
  ["minus zero shows its sign", -0, "-0"],
  ["a big integer says that it is one", 12n, "12n"],
  ["nothing has two names", [undefined, null], "[undefined, null]"],
  ["an object shows its keys", { a: 1, "b c": [true] }, '{ a: 1, "b c": [true] }'],
  ["an empty object is a pair of braces", {}, "{}"],
  ["an instance shows its class", new Point(1, 2), "Point { x: 1, y: 2 }"],
  ["a map shows pairs", new Map([["a", 1]]), 'Map(1) { "a" => 1 }'],
  ["a set shows members", new Set([1, 2]), "Set(2) { 1, 2 }"],
  ["float32 shows the digits it has", new Float32Array([0.1, 1 / 3, 2]), "Float32Array(3) [0.1, 0.33333334, 2]"],
  [
    "a function shows its head",
    function add(a: number, b = 2) {
      return a + b;
    },
    "function add(a, b = 2)",
  ],
  ["a class shows its parent", Pixel, "class Pixel extends Point"],
  ["a ring is shown once", circle, '{ name: "circle", self: [circular] }'],
  [
    "a getter is not called",
    {
      get x(): number {
        throw new Error("called");
      },
    },
    "{ x: (getter) }",
  ],
  ["an error is its name and message", new RangeError("too long"), "RangeError: too long"],
  [
    "a tensor inside something is its shape",
    { w: { dataId: {}, shape: [2, 3], dtype: "float32", size: 6 } },
    "{ w: Tensor (2, 3) float32 }",
  ],
];

test.each(cases)("%s", (_, value, text) => {
  expect(formatValue(value)).toBe(text);
});

describe("long values", () => {
  test("a long list says how much is left out", () => {
    const text = formatValue(Array.from({ length: 1000 }, (_, i) => i));
    expect(text).toMatch(/^\[\n {2}0, 1, 2,/);
    expect(text).toMatch(/98, 99,\n? *… 900 more\n\]$/);
  });

  test("no line of a long list is wider than 82 characters", () => {
    const text = formatValue(Array.from({ length: 90 }, (_, i) => i / 7));
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(82);
  });

  test("long objects stand one property a line", () => {
    const value = { first: "a".repeat(50), second: "b".repeat(50) };
    expect(formatValue(value)).toBe(`{\n  first: "${"a".repeat(50)}",\n  second: "${"b".repeat(50)}"\n}`);
  });
});

test("a shape is written as in the book", () => {
  expect([[], [3], [2, 3]].map(formatShape)).toEqual(["()", "(3)", "(2, 3)"]);
});

test("a float32 is written with the fewest digits that give it back", () => {
  expect(formatNumber(Math.fround(0.94419998), true)).toBe("0.9442");
  expect(formatNumber(Math.fround(1e-7), true)).toBe("1e-7");
});
