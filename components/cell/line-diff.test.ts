import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./line-diff";

test("what both have stays, the rest is said by whose it is", () => {
  const lines = diffLines("a\nmine\nc", "a\nc\nnew").map(({ type, text }) => `${type} ${text}`);
  expect(lines).toEqual(["same a", "mine mine", "same c", "theirs new"]);
});

test("both texts can be read off their difference", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 8 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (mine, theirs) => {
      const lines = diffLines(mine, theirs);
      const read = (side: "mine" | "theirs") =>
        lines.filter(({ type }) => type === "same" || type === side).map((line) => line.text);
      expect(read("mine").join("\n")).toBe(mine);
      expect(read("theirs").join("\n")).toBe(theirs);
    }),
  );
});
