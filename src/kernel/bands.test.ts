import { expect, test } from "vitest";
import { judgeBands } from "./bands";
import { readCell } from "../language/index";

const code = readCell("const a = 1; // ≈ 0.943 ± 0.006\nconst b = 2; // → 2\nconst c = f(\n  3,\n); // ≈ 10 ± 1");

test("a measured name is judged by the band of its comment, also where the statement has lines", () => {
  const judged = judgeBands(
    code,
    { a: { text: "0.94", number: 0.94 }, b: { text: "2", number: 2 }, c: { text: "12", number: 12 } },
    undefined,
  );
  expect(judged.map(({ name, isInside, book }) => [name, isInside, book])).toEqual([
    ["a", true, "0.943 ± 0.006"],
    ["c", false, "10 ± 1"],
  ]);
});

test("the ends of a band belong to it, and NaN is in no band", () => {
  const judge = (number: number) => judgeBands(code, { a: { text: "", number } }, undefined)[0]?.isInside;
  expect([judge(0.949), judge(0.937), judge(0.9491), judge(NaN)]).toEqual([true, true, false, false]);
});

test("in another mode than the seeds' the band is said to be of theirs", () => {
  const values = { a: { text: "0.96", number: 0.96 } };
  expect(judgeBands(code, values, "full")[0]).toMatchObject({ otherMode: "quick" });
  expect(judgeBands(code, values, "quick")[0]).not.toHaveProperty("otherMode");
});
