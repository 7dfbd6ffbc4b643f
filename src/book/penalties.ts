// Linear models with a price on their weights: ridge in closed form, the lasso by coordinate descent. Plain float64.
// Both minimise MSE(Xw, y) + λ Ω(w), without an intercept: centre X and y first. Sections: regularization/penalties, /dropout.
// n samples, d features; X (n, d), y (n), w (d).
import { dot, solve, times, transpose } from "./matrix";

/** The w of least MSE + λ Σ wⱼ², eq-ridge: (XᵀX + nλI)⁻¹ Xᵀy, or the same from the other side, Xᵀ(XXᵀ + nλI)⁻¹ y, which is
 *  cheaper where d > n. Throws RangeError if λ < 0, or if λ = 0 leaves w undetermined. */
export function ridge(X: number[][], y: number[], lambda: number): number[] {
  checkLambda(lambda);
  const n = y.length;
  const columns = transpose(X); // (d, n)
  if (columns.length <= n) return solve(withDiagonal(products(columns), n * lambda), times(columns, y));
  return times(columns, solve(withDiagonal(products(X), n * lambda), y));
}

/** v moved towards 0 by t, and 0 if it is nearer than that, eq-soft: sign(v) max(|v| − t, 0). */
export function softThreshold(v: number, t: number): number {
  return Math.sign(v) * Math.max(Math.abs(v) - t, 0);
}

export interface LassoSpec {
  /** Where to begin; zeros unless said. A path is quicker when each λ begins where the last one ended. */
  start?: number[];
  /** Ends when no weight moves further than this in a round; 1e-9 unless said. */
  tolerance?: number;
}

/** The w of least MSE + λ Σ |wⱼ|, one coordinate at a time, eq-coordinate: wⱼ ← S(xⱼ·rⱼ/n, λ/2) / (‖xⱼ‖²/n), rⱼ the residual
 *  without feature j. Friedman, Hastie, Höfling, Tibshirani (2007). Throws RangeError if λ < 0 or 10,000 rounds do not do. */
export function lasso(
  X: number[][],
  y: number[],
  lambda: number,
  { start, tolerance = 1e-9 }: LassoSpec = {},
): number[] {
  checkLambda(lambda);
  const n = y.length;
  const columns = transpose(X); // (d, n)
  const sizes = columns.map((x) => dot(x, x) / n);
  const w = start ? [...start] : columns.map(() => 0);
  const residual = times(X, w).map((yHat, i) => y[i]! - yHat); // (n)
  for (let round = 0; round < 10_000; round++) {
    let furthest = 0;
    columns.forEach((x, j) => {
      if (sizes[j] === 0) return;
      const before = w[j]!;
      w[j] = softThreshold(dot(x, residual) / n + sizes[j]! * before, lambda / 2) / sizes[j]!;
      const moved = w[j]! - before;
      if (moved !== 0) x.forEach((value, i) => (residual[i]! -= moved * value));
      furthest = Math.max(furthest, Math.abs(moved));
    });
    if (furthest <= tolerance) return w;
  }
  throw new RangeError(`lasso: no end after 10,000 rounds at λ = ${lambda}`);
}

/** 1, x, x², …, x^degree for each x. (n) → (n, degree + 1). */
export function powers(xs: readonly number[], degree: number): number[][] {
  return xs.map((x) => Array.from({ length: degree + 1 }, (_, k) => x ** k));
}

/** All products of two rows, each pair once. (k, m) → (k, k). */
function products(rows: number[][]): number[][] {
  const G = rows.map(() => new Array<number>(rows.length).fill(0));
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      const [a, b] = [rows[i]!, rows[j]!];
      for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
      G[i]![j] = G[j]![i] = sum;
    }
  return G;
}

function withDiagonal(A: number[][], more: number): number[][] {
  return A.map((row, i) => row.map((value, j) => (i === j ? value + more : value)));
}

function checkLambda(lambda: number): void {
  if (!(lambda >= 0)) throw new RangeError(`the price of weights must be at least 0, got ${lambda}`);
}
