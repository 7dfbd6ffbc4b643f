import { expect, test } from "vitest";
import { findSides } from "./stretch";

test("a shape is split around axes that stand side by side", () => {
  expect(findSides([2, 3, 4, 5], [1, 2])).toEqual({ outer: 2, n: 12, inner: 5 });
  expect(findSides([2, 3], [1])).toEqual({ outer: 2, n: 3, inner: 1 });
  expect(findSides([2, 3], [0, 1])).toEqual({ outer: 1, n: 6, inner: 1 });
  expect(findSides([], [])).toEqual({ outer: 1, n: 1, inner: 1 });
});

test("axes of one number stand anywhere, others do not", () => {
  expect(findSides([2, 1, 4, 1], [3, 0])).toEqual({ outer: 1, n: 2, inner: 4 });
  expect(findSides([2, 1, 4], [0, 2])).toEqual({ outer: 1, n: 8, inner: 1 });
  expect(findSides([2, 3, 4], [0, 2])).toBeUndefined();
});
