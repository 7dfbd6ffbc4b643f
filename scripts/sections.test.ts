import { expect, test } from "vitest";
import { choosePaths } from "./sections";

test("a section that a command names wrongly is told which one is meant", () => {
  expect(() => choosePaths(["linear-regresion/mse"])).toThrow(
    'There is no section "linear-regresion/mse". Did you mean "linear-regression/mse"?',
  );
  expect(choosePaths(["linear-regression/mse"])).toEqual(["linear-regression/mse"]);
});
