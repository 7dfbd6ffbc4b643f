// Against the worked example of Sennrich, Haddow and Birch (ACL 2016) in spirit, small enough to do by hand.
import { expect, test } from "vitest";
import { bytePairs, findPair, joinPair } from "./byte-pairs";

test("the commonest neighbours are joined first, the first of equals", () => {
  expect(findPair(Array.from("ababcbc"))).toEqual(["a", "b"]);
  expect(findPair(Array.from("abc"))).toBeUndefined();
  expect(findPair([])).toBeUndefined();
});

test("pairs are joined from left to right without overlapping", () => {
  expect(joinPair(Array.from("aaa"), ["a", "a"])).toEqual(["aa", "a"]);
});

test("joins build on one another, and lose no character", () => {
  expect(bytePairs("低低的、低低的", 1)).toEqual(["低低", "的", "、", "低低", "的"]);
  const text = "aaabdaaabac";
  expect(bytePairs(text, 3)).toEqual(["aaab", "d", "aaab", "a", "c"]);
  expect(bytePairs(text, 100).join("")).toBe(text);
  expect(bytePairs(text, 0)).toHaveLength(text.length);
});
