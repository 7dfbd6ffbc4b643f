// Linear regression on data whose truth is known: y = Xw + b + noise. Plain float64.
// n samples, d features; X (n, d), y (n), w (d). Sections: linear-regression/mse, linear-regression/convergence.
import { dot, gram, solve, times, transpose } from "./matrix";
import { seeded } from "./random";

export interface LinearSpec {
  n: number;
  w: number[];
  b: number;
  /** Standard deviation of the noise. */
  sigma: number;
  seed: number;
}

/** Data of y = Xw + b + ε, eq-model: X ~ N(0, I) and ε ~ N(0, σ²), the same for the same seed. */
export function linearData({ n, w, b, sigma, seed }: LinearSpec) {
  const random = seeded(seed);
  const X = Array.from({ length: n }, () => w.map(random.normal)); // (n, d)
  const y = X.map((x) => dot(x, w) + b + sigma * random.normal()); // (n)
  return { X, y };
}

/** ŷ = Xw + b. (n, d), (d), number → (n). */
export function predict(X: readonly number[][], w: readonly number[], b: number): number[] {
  return X.map((x) => dot(x, w) + b);
}

/** X with a column of ones, so that θ = (w, b) needs no separate b. (n, d) → (n, d + 1). */
export function withOnes(X: readonly number[][]): number[][] {
  return X.map((x) => [...x, 1]);
}

/** Second derivative of the MSE in θ = (w, b), the same everywhere: H = (2/n) AᵀA with A = (X 1). (n, d) → (d + 1, d + 1). */
export function hessian(X: readonly number[][]): number[][] {
  return gram(withOnes(X)).map((row) => row.map((sum) => (2 / X.length) * sum));
}

/** The w and b of least MSE: (AᵀA) θ = Aᵀy with A = (X 1), eq-normal.
 *  Throws RangeError if the columns of A are dependent (two features that say the same, or n ≤ d). */
export function normalEquations(X: number[][], y: number[]) {
  const A = withOnes(X); // (n, d + 1)
  const theta = solve(gram(A), times(transpose(A), y)); // (d + 1)
  return { w: theta.slice(0, -1), b: theta.at(-1)! };
}
