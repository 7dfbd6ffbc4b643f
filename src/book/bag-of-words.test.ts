// Bags, their weighing and both classifiers against closed forms and finite differences. Plain float64.
import { expect, test } from "vitest";
import { bagAccuracy, logisticBag, naiveBayes, piecesOf, scoreOf, tfIdf, toBag } from "./bag-of-words";
import { logisticLoss } from "./classification";
import { makeReviews } from "./reviews";

const bagsOf = (...texts: string[]) => texts.map((text) => toBag(piecesOf(text)));

test("pieces are characters, or runs of them with the ends marked", () => {
  expect(piecesOf("不好𠮷")).toEqual(["不", "好", "𠮷"]);
  expect(piecesOf("不好", 2)).toEqual(["⟨不", "不好", "好⟩"]);
  expect(piecesOf("", 3)).toEqual([]);
});

test("a bag forgets the order and nothing else", () => {
  expect(toBag(piecesOf("屏幕很好，电池不好"))).toEqual(
    new Map(Object.entries({ 屏: 1, 幕: 1, 很: 1, 好: 2, "，": 1, 电: 1, 池: 1, 不: 1 })),
  );
  const score = (text: string) => scoreOf({ bias: 0.5, weights: new Map([["好", 2]]) }, toBag(piecesOf(text)));
  expect(score("好不好")).toBe(4.5);
  expect(score("好好不")).toBe(4.5);
});

test("tf-idf weighs a piece by how rare it is, and makes every bag of length 1", () => {
  const bags = bagsOf("aab", "ac", "ad");
  const [first] = tfIdf(bags);
  const [a, b] = [2 * (1 + Math.log(4 / 4)), 1 + Math.log(4 / 2)]; // smoothed, as scikit-learn does by default
  expect(first!.get("a")).toBeCloseTo(a / Math.hypot(a, b), 12);
  expect(first!.get("b")).toBeCloseTo(b / Math.hypot(a, b), 12);
});

test("naive Bayes gives the log odds of its own model", () => {
  const bags = bagsOf("aab", "ab", "bbc");
  const model = naiveBayes(bags, [1, 1, 0]);
  // yes: a 3, b 2, of 5 + 3 kinds; no: b 2, c 1, of 3 + 3
  const odds = (2 / 1) * (4 / 8 / (1 / 6)) * (1 / 8 / (2 / 6)) ** 2;
  expect(Math.exp(scoreOf(model, toBag(["a", "c", "c"])))).toBeCloseTo(odds, 12);
});

test("logistic regression ends where the slope of its loss is 0", () => {
  const { texts, labels } = makeReviews({ count: 60, seed: 1 });
  const bags = texts.map((text) => toBag(piecesOf(text)));
  const start = logisticBag(bags, labels, { steps: 1, lr: 1 });
  const lossAt = (piece: string | undefined, change: number) => {
    const weights = new Map(piece === undefined ? [] : [[piece, change]]);
    const model = { bias: piece === undefined ? change : 0, weights };
    return bags.reduce((sum, bag, i) => sum + logisticLoss(scoreOf(model, bag), labels[i]!), 0) / bags.length;
  };
  for (const piece of [undefined, "好", "不", "，"]) {
    const slope = (lossAt(piece, 1e-5) - lossAt(piece, -1e-5)) / 2e-5;
    const moved = piece === undefined ? start.bias : start.weights.get(piece)!;
    expect(moved).toBeCloseTo(-slope, 7); // one step with lr 1 from 0
  }
});

test("no bag of characters gets past a negation, and runs of four characters nearly do", () => {
  const [train, unseen] = [makeReviews({ count: 2000, seed: 1 }), makeReviews({ count: 1000, seed: 2 })];
  const accuracyOf = (size: number) => {
    const toBags = (texts: string[]) => texts.map((text) => toBag(piecesOf(text, size)));
    const model = logisticBag(toBags(train.texts), train.labels);
    return bagAccuracy(model, toBags(unseen.texts), unseen.labels);
  };
  expect(accuracyOf(1)).toBeLessThan(0.62);
  expect(accuracyOf(4)).toBeGreaterThan(0.88);
});
