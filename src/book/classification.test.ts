// classification.ts and moons.ts, against closed forms, finite differences and a naive sum.
import { describe, expect, test } from "vitest";
import {
  binaryCrossEntropy,
  largestGap,
  logisticGradient,
  logisticLoss,
  logSumExp,
  mean,
  moons,
  numericalGradient,
  predict,
  sigmoid,
  softmax,
} from "./index";

describe("probabilities from scores", () => {
  test("the logistic function and the log of the odds undo each other", () => {
    for (const z of [-20, -3, 0, 0.1, 7]) {
      const p = sigmoid(z);
      expect(Math.log(p) - Math.log1p(-p)).toBeCloseTo(z, 6);
    }
    expect(sigmoid(-1000)).toBe(0);
    expect(sigmoid(1000)).toBe(1);
  });

  test("softmax of two scores is the logistic function of their difference", () => {
    expect(softmax([1.3, -0.4])[0]).toBeCloseTo(sigmoid(1.7), 14);
  });

  test("softmax adds up to 1, keeps ratios e^(zᵢ−zⱼ) and survives scores of a thousand", () => {
    const p = softmax([1000, 1001, 998]);
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(p[1]! / p[0]!).toBeCloseTo(Math.E, 9);
    expect(p[0]! / p[2]!).toBeCloseTo(Math.exp(2), 9);
  });

  test("logSumExp agrees with the naive sum where that is finite, and is finite where that is not", () => {
    const z = [0.3, -2, 5, 1];
    expect(logSumExp(z)).toBeCloseTo(Math.log(z.reduce((s, v) => s + Math.exp(v), 0)), 13);
    expect(logSumExp([-2000, -2000])).toBeCloseTo(-2000 + Math.LN2, 9);
  });
});

describe("losses", () => {
  test("four labels and four probabilities give 0.28991, worked by hand", () => {
    const byHand = -(Math.log(0.7) + Math.log(0.8) + Math.log(0.8) + Math.log(0.7)) / 4;
    expect(binaryCrossEntropy([0.7, 0.2, 0.8, 0.3], [1, 0, 1, 0])).toBeCloseTo(byHand, 14);
    expect(byHand).toBeCloseTo(0.28991, 5);
  });

  test("the loss from the score is the loss from the probability", () => {
    for (const z of [-12, -1, 0, 0.5, 9]) {
      for (const y of [0, 1]) expect(logisticLoss(z, y)).toBeCloseTo(binaryCrossEntropy([sigmoid(z)], [y]), 10);
    }
  });

  test("a confident mistake costs what the score says, without overflow", () => {
    expect(logisticLoss(-800, 1)).toBe(800);
    expect(logisticLoss(800, 0)).toBe(800);
    expect(logisticLoss(-800, 0)).toBe(0);
  });

  test("the gradient of logistic regression is what finite differences measure", () => {
    const { X, y } = moons({ n: 40, noise: 0.2, seed: 3 });
    const at = [0.7, -1.2, 0.3];
    const loss = ([w1, w2, b]: number[]) =>
      mean(predict(X, [w1!, w2!], b!).map((z, i) => binaryCrossEntropy([sigmoid(z)], [y[i]!])));
    const { w, b } = logisticGradient(X, y, at.slice(0, 2), at[2]!);
    expect(largestGap([...w, b], numericalGradient(loss, at))).toBeLessThan(1e-9);
  });
});

describe("moons", () => {
  const { X, y } = moons({ n: 400, noise: 0, seed: 1 });

  test("without noise every point is on its half-circle", () => {
    X.forEach(([u, v], i) => {
      const radius = y[i] === 0 ? Math.hypot(u!, v!) : Math.hypot(1 - u!, 0.5 - v!);
      expect(radius).toBeCloseTo(1, 12);
      expect(y[i] === 0 ? v! >= 0 : v! <= 0.5).toBe(true);
    });
  });

  test("half of the points are on each moon, and a seed gives the same points again", () => {
    expect(mean(y)).toBe(0.5);
    expect(moons({ n: 400, noise: 0, seed: 1 })).toEqual({ X, y });
    expect(moons({ n: 400, noise: 0, seed: 2 }).X).not.toEqual(X);
  });
});
