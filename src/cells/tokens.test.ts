import { expect, test } from "vitest";
import { normalize } from "./tokens";

test("code set over several lines by a formatter is the same code", () => {
  expect(normalize("f(a, [1, 2], { b: 3 })")).toBe(normalize("f(\n  a,\n  [1, 2,],\n  { b: 3, },\n)"));
});

test("a hole in an array is not a trailing comma", () => {
  expect(normalize("[1, ,]")).not.toBe(normalize("[1]"));
  expect(normalize("[,]")).not.toBe(normalize("[]"));
});
