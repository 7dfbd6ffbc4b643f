// controls.ts, figure.ts and assert.ts, against a host that writes down what it is asked.
import { beforeEach, describe, expect, test } from "vitest";
import { assert, assertClose } from "./assert";
import { select, slider, toggle } from "./controls";
import { figure, display, progress } from "./figure";
import { setHost, type Host } from "./host";

let asked: unknown[] = [];
let readersValue: unknown;

const host: Host = {
  display: (value) => void asked.push(["display", value]),
  figure: (spec) => (asked.push(["figure", spec]), { add: (row) => void asked.push(["add", row]) }),
  progress: (...bar) => void asked.push(["progress", ...bar]),
  control: (spec, initial) => (asked.push(spec), (readersValue as typeof initial | undefined) ?? initial),
  due: () => false,
  turn: async () => {},
  fetchData: async () => new ArrayBuffer(0),
  language: "zh",
};

beforeEach(() => {
  asked = [];
  readersValue = undefined;
  setHost(host);
});

describe("a control", () => {
  test("stands at its initial value until the reader moves it", () => {
    expect(select("mode", ["quick", "full"])).toBe("quick");
    expect(slider("lr", { min: 0.01, max: 1, step: 0.01, initial: 0.03, scale: "log" })).toBe(0.03);
    expect(toggle("noise", true)).toBe(true);
    readersValue = 0.5;
    expect(slider("lr", { min: 0, max: 1, step: 0.1 })).toBe(0.5);
    expect(asked.at(-1)).toEqual({ type: "slider", label: "lr", min: 0, max: 1, step: 0.1 });
  });

  test("that cannot be drawn says why", () => {
    expect(() => select("mode", [])).toThrow('select "mode" needs at least one option');
    expect(() => slider("lr", { min: 1, max: 0, step: 1 })).toThrow("needs min < max");
    expect(() => slider("lr", { min: 0, max: 1, step: 0.1, initial: 2 })).toThrow("starts at 2, outside 0 … 1");
    expect(() => slider("lr", { min: 0, max: 1, step: 0.1, scale: "log" })).toThrow("min must be above 0");
  });
});

describe("a figure", () => {
  test("is handed to the page and grows by rows", () => {
    figure({ marks: [{ type: "line", x: "step", y: "loss" }], data: { step: [], loss: [] } }).add({ step: 1, loss: 2 });
    expect(asked.at(-1)).toEqual(["add", { step: 1, loss: 2 }]);
  });

  test("whose mark names an unknown or a shorter column is refused", () => {
    const marks = [{ type: "dot" as const, x: "x", y: "y" }];
    expect(() => figure({ marks, data: { x: [1] } })).toThrow('figure has no column "y"; it has x');
    expect(() => figure({ marks, data: { x: [1], y: [] } })).toThrow("must be equally long, got 1, 0");
  });
});

test("display and progress go to the page as they are", () => {
  display("hello");
  progress("epoch", 1, 3);
  expect(asked).toEqual([
    ["display", "hello"],
    ["progress", "epoch", 1, 3],
  ]);
});

describe("assert", () => {
  test("is silent when true and throws an AssertionError with the reader's message when not", () => {
    assert([1].length === 1, "no");
    expect(() => assert([1].length === 2, "one is less than two")).toThrow(
      expect.objectContaining({ name: "AssertionError", message: "one is less than two" }),
    );
  });

  test("of closeness prints both numbers, and NaN is never close", () => {
    assertClose(1.0001, 1, 0.001, "slope");
    expect(() => assertClose(1.1, 1, 0.01, "slope")).toThrow("slope (1.1 ≠ 1 ± 0.01)");
    expect(() => assertClose(NaN, 1, 10, "slope")).toThrow("NaN");
  });
});
