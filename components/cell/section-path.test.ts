import { expect, test } from "vitest";
import { toSection } from "./section-path";

test("a section has one path in both languages and under any base", () => {
  expect(toSection("/mnist/mlp/", "/")).toBe("mnist/mlp");
  expect(toSection("/en/mnist/mlp/", "/")).toBe("mnist/mlp");
  expect(toSection("/book/en/mnist/mlp/index.html", "/book/")).toBe("mnist/mlp");
  expect(toSection("/book/en/", "/book/")).toBe("");
  expect(toSection("/energy/en/", "/")).toBe("energy/en");
});
