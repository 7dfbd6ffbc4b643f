// The grammar's texts, read back by a reader of its own; what is known of the right answers. Plain numbers.
import { expect, test } from "vitest";
import { characters, gloss, glosses, lexicon, makeReviews, textLength, toIds } from "./reviews";

/** The label by rules: the last clause's word, turned round if 不 stands in that clause. */
function readLabel(text: string): number {
  const clause = lexicon.turns.reduce((rest, turn) => rest.split(`，${turn}`).at(-1)!, text);
  const isPraise = lexicon.praise.some((word) => clause.endsWith(word));
  const isBlame = lexicon.blame.some((word) => clause.endsWith(word));
  expect(isPraise !== isBlame).toBe(true);
  return isPraise === clause.includes("不") ? 0 : 1;
}

test("every label follows from the last clause", () => {
  const { texts, labels } = makeReviews({ count: 2000, seed: 1 });
  expect(texts.map(readLabel)).toEqual([...labels]);
});

test("the vocabulary is 82 characters and two numbers more, and no text is longer than a row", () => {
  expect(characters.length).toBe(84);
  expect(new Set(characters).size).toBe(84);
  const { texts } = makeReviews({ count: 5000, seed: 2 });
  expect(Math.max(...texts.map((text) => [...text].length))).toBeLessThanOrEqual(24);
  for (const text of texts.slice(0, 100)) {
    const ids = toIds(text);
    expect(ids).toHaveLength(textLength);
    expect(
      ids
        .filter((id) => id > 0)
        .map((id) => characters[id])
        .join(""),
    ).toBe(text);
  }
});

test("a character that the grammar lacks is number 1, and what is too long is cut off", () => {
  expect(toIds("屏幕𠮷好").slice(0, 5)).toEqual([
    ...[..."屏幕"].map((c) => characters.indexOf(c)),
    1,
    characters.indexOf("好"),
    0,
  ]);
  expect(toIds("好".repeat(40))).toHaveLength(28);
});

test("nobody can beat 1 − ρ: that share of the labels is as the text says", () => {
  const count = 20_000;
  const noise = 0.1;
  const { texts, labels } = makeReviews({ count, seed: 3, noise });
  const right = texts.filter((text, i) => readLabel(text) === labels[i]).length / count;
  expect(Math.abs(right - 0.9)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / count)); // 4 standard deviations
});

test("a noise of the labels leaves the texts as they were", () => {
  const [clean, noisy] = [makeReviews({ count: 100, seed: 4 }), makeReviews({ count: 100, seed: 4, noise: 0.5 })];
  expect(noisy.texts).toEqual(clean.texts);
  expect(() => makeReviews({ count: 1, seed: 0, noise: 1.5 })).toThrow("noise must be 0 … 1");
});

test("who sees only which words stand there can be right in 77.8 % at most", () => {
  // Exactly: one clause 1; two: equally negated (0.52) sure where both words agree, else a half; otherwise a half.
  const exact = 0.4 + 0.6 * (0.52 * 0.75 + 0.48 * 0.5);
  expect(exact).toBeCloseTo(0.778, 12);
  const { texts, labels } = makeReviews({ count: 20_000, seed: 5 });
  const count = (text: string, words: readonly string[]) =>
    words.reduce((sum, word) => sum + text.split(word).length - 1, 0);
  const kinds = new Map<string, [number, number]>();
  texts.forEach((text, i) => {
    const key = [count(text, lexicon.praise), count(text, lexicon.blame), text.split("不").length].join();
    const row = kinds.get(key) ?? [0, 0];
    row[labels[i] as 0 | 1]++;
    kinds.set(key, row);
  });
  const right = [...kinds.values()].reduce((sum, row) => sum + Math.max(...row), 0) / texts.length;
  expect(Math.abs(right - exact)).toBeLessThan(0.015);
});

test("every word of the grammar has an English one", () => {
  for (const word of Object.values(lexicon).flat()) expect(glosses[word], word).toBeDefined();
  expect(gloss("说实话，电池一点也不靠谱，但是外观很讨喜")).toBe(
    "honestly, battery not at all reliable, but look very pleasing",
  );
  expect(gloss("猫很好")).toBe("猫 very good");
});
