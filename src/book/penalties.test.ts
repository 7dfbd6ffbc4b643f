// penalties.ts, against closed forms of orthogonal features, conditions of optimality, and an independent descent.
import { describe, expect, test } from "vitest";
import { lasso, powers, ridge, softThreshold } from "./penalties";
import { dot, largestGap, normalEquations, seeded, times, transpose } from "./index";

function draw(n: number, d: number, seed: number) {
  const random = seeded(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, random.normal));
  const y = X.map((x) => 2 * x[0]! - x[1]! + 0.5 * random.normal());
  return { X, y };
}

/** Columns with xᵢ·xⱼ = 0: the ±1 of a Hadamard matrix. */
const orthogonal = [
  [1, 1, 1],
  [-1, 1, -1],
  [1, -1, -1],
  [-1, -1, 1],
];
const target = [3, -0.5, 1, 0.2];

/** Gradient of the MSE, summed sample by sample. */
function mseSlope(X: number[][], y: number[], w: number[]): number[] {
  return w.map((_, j) => X.reduce((sum, x, i) => sum + (2 / y.length) * (dot(x, w) - y[i]!) * x[j]!, 0));
}

describe("ridge", () => {
  test("has no slope left: the gradient of MSE + λ‖w‖² is 0 at its answer, with more samples than features and with fewer", () => {
    for (const [n, d] of [
      [40, 5],
      [12, 30],
    ] as const) {
      const { X, y } = draw(n, d, 1);
      const w = ridge(X, y, 0.3);
      const slope = mseSlope(X, y, w).map((g, j) => g + 2 * 0.3 * w[j]!);
      expect(Math.max(...slope.map(Math.abs))).toBeLessThan(1e-11);
    }
  });

  test("without a price it is least squares", () => {
    const { X, y } = draw(40, 3, 2);
    const withOnes = X.map((x) => [...x, 1]);
    const { w, b } = normalEquations(X, y);
    expect(largestGap(ridge(withOnes, y, 0), [...w, b])).toBeLessThan(1e-11);
  });

  test("shrinks orthogonal features of size 1 by 1/(1 + λ)", () => {
    const free = times(transpose(orthogonal), target).map((v) => v / 4);
    const priced = ridge(orthogonal, target, 0.7);
    expect(
      largestGap(
        priced,
        free.map((w) => w / 1.7),
      ),
    ).toBeLessThan(1e-13);
  });

  test("with next to no price and more features than samples it finds the shortest weights that fit", () => {
    const X = [[3, 4]]; // of all w with 3w₁ + 4w₂ = 10 the shortest is (1.2, 1.6)
    expect(largestGap(ridge(X, [10], 1e-12), [1.2, 1.6])).toBeLessThan(1e-9);
  });

  test("refuses a negative price, and features that say the same at no price", () => {
    expect(() => ridge([[1], [2]], [1, 2], -0.1)).toThrow(RangeError);
    expect(() =>
      ridge(
        [
          [1, 1],
          [2, 2],
        ],
        [1, 2],
        0,
      ),
    ).toThrow("singular");
  });
});

describe("the lasso", () => {
  test("moves each weight of orthogonal features towards 0 by λ/2, and no further", () => {
    const free = times(transpose(orthogonal), target).map((v) => v / 4);
    const expected = free.map((w) => softThreshold(w, 0.4));
    expect(largestGap(lasso(orthogonal, target, 0.8), expected)).toBeLessThan(1e-12);
    expect(expected).toContain(0);
  });

  test("meets the conditions of optimality: slope −λ sign(w) where w ≠ 0, at most λ in size where w = 0", () => {
    const { X, y } = draw(50, 20, 3);
    const w = lasso(X, y, 0.4);
    const slope = mseSlope(X, y, w);
    expect(w.filter((v) => v === 0).length).toBeGreaterThan(10);
    w.forEach((v, j) => {
      if (v === 0) expect(Math.abs(slope[j]!)).toBeLessThanOrEqual(0.4);
      else expect(slope[j]!).toBeCloseTo(-0.4 * Math.sign(v), 7);
    });
  });

  test("ends where proximal gradient descent ends", () => {
    const { X, y } = draw(30, 8, 4);
    let w = new Array<number>(8).fill(0);
    for (let t = 0; t < 2000; t++) w = mseSlope(X, y, w).map((g, j) => softThreshold(w[j]! - 0.05 * g, 0.05 * 0.3));
    expect(largestGap(lasso(X, y, 0.3), w)).toBeLessThan(1e-8);
  });

  test("takes every weight to 0 once λ reaches the largest slope at 0, and not before", () => {
    const { X, y } = draw(30, 8, 5);
    const most = Math.max(...mseSlope(X, y, new Array<number>(8).fill(0)).map(Math.abs));
    expect(lasso(X, y, most * 1.0001).every((v) => v === 0)).toBe(true);
    expect(lasso(X, y, most * 0.99).filter((v) => v !== 0)).toHaveLength(1);
  });

  test("ends at the same weights wherever it starts, and leaves the start as it was", () => {
    const { X, y } = draw(30, 8, 6);
    const start = [5, 5, 5, 5, 5, 5, 5, 5];
    expect(largestGap(lasso(X, y, 0.2, { start }), lasso(X, y, 0.2))).toBeLessThan(1e-8);
    expect(start).toEqual([5, 5, 5, 5, 5, 5, 5, 5]);
  });

  test("leaves a feature that is always 0 alone", () => {
    expect(
      lasso(
        [
          [1, 0],
          [-1, 0],
        ],
        [2, -2],
        0,
      ),
    ).toEqual([2, 0]);
  });
});

test("soft thresholding is the minimum of ½(w − v)² + t|w|, found by trying", () => {
  const grid = Array.from({ length: 8001 }, (_, i) => (i - 4000) / 1000);
  for (const v of [-2, -0.3, 0, 0.5, 0.51, 3]) {
    const cost = (w: number) => (w - v) ** 2 / 2 + 0.5 * Math.abs(w);
    const best = grid.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    expect(softThreshold(v, 0.5)).toBeCloseTo(best, 3);
  }
});

test("powers are 1, x, x², …", () => {
  expect(powers([2, -1], 3)).toEqual([
    [1, 2, 4, 8],
    [1, -1, 1, -1],
  ]);
});
