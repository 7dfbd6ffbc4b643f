import { expect, test } from "vitest";
import { editDistance, findNearest } from "./nearest";

test("a slip of the fingers is one edit away, a stranger is not suggested", () => {
  expect(editDistance("trian", "train")).toBe(1);
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(findNearest("Relu", ["relu", "elu"])).toBe("relu");
  expect(findNearest("x", ["y"])).toBeUndefined();
  expect(findNearest("lr", ["lt"])).toBe("lt");
});
