import { expect, test } from "vitest";
import { containsWords, toQueries, toSubject } from "./search-query";

test("a Chinese word is asked for in every cut, as written first", () => {
  expect(toQueries("注意力")).toEqual(["注意力", "注 意力", "注意 力", "注 意 力"]);
});

test("a question is about what is left without its question words", () => {
  expect(toSubject("过拟合怎么办？")).toBe("过拟合");
  expect(toSubject("什么是 KV 缓存")).toBe("KV 缓存");
  expect(toSubject("怎么办")).toBe("");
});

test("a Latin word is asked for once", () => {
  expect(toQueries("  softmax ")).toEqual(["softmax"]);
});

test("with several words, one is cut at a time and the others stay", () => {
  expect(toQueries("MNIST 训练")).toEqual(["MNIST 训练", "MNIST 训 练"]);
});

test("a page that has the characters of a word, but not the word, is not a result", () => {
  expect(containsWords("注意：力的方向", "注意力")).toBe(false);
  expect(containsWords("自注意力机制", "注意力")).toBe(true);
});

test("Latin words are left to the index, which knows that trained comes from train", () => {
  expect(containsWords("we trained it", "training")).toBe(true);
  expect(containsWords("a run", "running")).toBe(true);
});

test("a Latin word of which nothing is on the page makes it no result, whatever the index says", () => {
  expect(containsWords("as it is, has been and will be", "asdfgh")).toBe(false);
  expect(containsWords("训练一个 GPT", "GPT 训练")).toBe(true);
});
