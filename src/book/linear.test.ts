// matrix.ts, losses.ts, differences.ts, linear.ts and gradient-descent.ts, against closed forms.
import { describe, expect, test } from "vitest";
import {
  descend,
  dot,
  eigenvalues,
  gaussianNll,
  gram,
  hessian,
  largestGap,
  linearData,
  mse,
  mseGradient,
  normalEquations,
  numericalGradient,
  predict,
  seeded,
  solve,
  times,
  transpose,
} from "./index";

const truth = { w: [2, -3.4], b: 4.2 };
const data = linearData({ n: 1000, ...truth, sigma: 0.01, seed: 0 });

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `entry ${i}: ${value}, expected ${expected[i]}`).toBeLessThanOrEqual(
      tolerance,
    );
  });
}

describe("matrices", () => {
  test("solve finds x of a 4 × 4 system that needs pivoting", () => {
    const A = [
      [0, 2, 1, 3],
      [1, 1, 0, 2],
      [4, -1, 2, 0],
      [2, 3, 1, 1],
    ];
    const x = [1, -2, 3, 0.5];
    expectClose(solve(A, times(A, x)), x, 1e-12);
  });

  test("solve refuses two columns that say the same", () => {
    expect(() =>
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toThrow("the matrix is singular");
  });

  test("eigenvalues of the second-difference matrix are 2 − 2 cos(kπ/(d+1))", () => {
    const d = 6;
    const A = Array.from({ length: d }, (_, i) =>
      Array.from({ length: d }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    expectClose(
      eigenvalues(A),
      Array.from({ length: d }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (d + 1))),
      1e-12,
    );
    expect(() =>
      eigenvalues([
        [1, 2],
        [3, 1],
      ]),
    ).toThrow("not symmetric");
  });

  test("gram is AᵀA, and dot refuses vectors of different length", () => {
    expect(
      gram([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ).toEqual([
      [35, 44],
      [44, 56],
    ]);
    expect(transpose([[1, 2, 3]])).toEqual([[1], [2], [3]]);
    expect(() => dot([1], [1, 2])).toThrow("equal lengths, got 1 and 2");
  });
});

describe("linear data", () => {
  test("has standard normal features and noise of the size asked for", () => {
    const noise = data.y.map((y, i) => y - predict([data.X[i]!], truth.w, truth.b)[0]!);
    expect(
      Math.abs(
        mse(
          noise,
          noise.map(() => 0),
        ) /
          1e-4 -
          1,
      ),
    ).toBeLessThan(4 * Math.sqrt(2 / 1000));
    expectClose(
      gram(data.X)
        .flat()
        .map((value) => value / 1000),
      [1, 0, 0, 1],
      4 * Math.sqrt(2 / 1000),
    );
  });

  test("is the same for the same seed and different for another", () => {
    const spec = { n: 3, ...truth, sigma: 0.01 };
    expect(linearData({ ...spec, seed: 4 })).toEqual(linearData({ ...spec, seed: 4 }));
    expect(linearData({ ...spec, seed: 4 })).not.toEqual(linearData({ ...spec, seed: 5 }));
  });
});

describe("the MSE", () => {
  test("is 14/3 for the residuals 1, 2, 3", () => {
    expect(mse([1, 2, 3], [0, 0, 0])).toBeCloseTo(14 / 3, 14);
  });

  test("has the gradient that finite differences give", () => {
    const w = [0.3, -1.2];
    const f = ([w1, w2, b]: number[]) => mse(predict(data.X, [w1!, w2!], b!), data.y);
    const g = mseGradient(data.X, data.y, w, 0.5);
    expectClose([...g.w, g.b], numericalGradient(f, [...w, 0.5]), 1e-8);
  });

  test("is affine in the Gaussian negative log-likelihood, which sums the logs of the density", () => {
    const [yHat, y, sigma] = [[1, 2, 4], [1.5, 1, 4.2], 0.7];
    const density = (r: number) => Math.exp((-r * r) / (2 * sigma ** 2)) / Math.sqrt(2 * Math.PI * sigma ** 2);
    const sum = -yHat.reduce((total, value, i) => total + Math.log(density(value - y[i]!)), 0);
    expect(gaussianNll(yHat, y, sigma)).toBeCloseTo(sum, 12);
  });
});

describe("least squares", () => {
  test("by the normal equations finds the line through exact points", () => {
    const X = [
      [0, 1],
      [1, 0],
      [2, 5],
      [3, -1],
    ];
    const { w, b } = normalEquations(X, predict(X, truth.w, truth.b));
    expectClose([...w, b], [...truth.w, truth.b], 1e-12);
  });

  test("leaves residuals orthogonal to every column, so the gradient is zero there", () => {
    const { w, b } = normalEquations(data.X, data.y);
    const g = mseGradient(data.X, data.y, w, b);
    expectClose([...g.w, g.b], [0, 0, 0], 1e-12);
  });

  test("misses the truth by about σ/√n", () => {
    const { w, b } = normalEquations(data.X, data.y);
    expectClose([...w, b], [...truth.w, truth.b], (4 * 0.01) / Math.sqrt(1000));
  });

  test("has no single answer when a feature is copied", () => {
    expect(() =>
      normalEquations(
        [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
        [1, 2, 3],
      ),
    ).toThrow("singular");
  });
});

describe("gradient descent", () => {
  test("on (θ − 2)² from 1 with η = 0.1 walks 2 − 0.8ᵗ", () => {
    const path = descend(([theta]) => [2 * (theta! - 2)], [1], { lr: 0.1, steps: 20 });
    expectClose(
      path.flat(),
      Array.from({ length: 21 }, (_, t) => 2 - 0.8 ** t),
      1e-12,
    );
  });

  test("finds as its Hessian what the gradient's differences give, and largestGap sees the worst entry", () => {
    const gradient = (theta: number[]) => {
      const { w, b } = mseGradient(data.X, data.y, theta.slice(0, 2), theta[2]!);
      return [...w, b];
    };
    const rows = [0, 1, 2].map((j) => numericalGradient((theta) => gradient(theta)[j]!, [1, 2, 3]));
    expect(largestGap(rows.flat(), hessian(data.X).flat())).toBeLessThan(1e-8);
    expect(largestGap([1, 5, 2], [1, 2, 4])).toBe(3);
  });

  test("converges just below 2/λmax and diverges just above", () => {
    const H = hessian(data.X);
    const limit = 2 / eigenvalues(H).at(-1)!;
    const error = (lr: number) => Math.hypot(...descend((e) => times(H, e), [1, 1, 1], { lr, steps: 4000 }).at(-1)!);
    expect(error(0.99 * limit)).toBeLessThan(1e-6);
    expect(error(1.01 * limit)).toBeGreaterThan(1e6);
  });
});

test("the centred difference of a cubic is off by h²", () => {
  const [slope] = numericalGradient(([x]) => x! ** 3, [1], 0.01);
  expect(slope! - 3).toBeCloseTo(1e-4, 10);
  expect(seeded(0).permutation(1)).toEqual([0]);
});
