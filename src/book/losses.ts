// Losses of regression, their gradients, and the likelihood they come from. Plain float64.
// n samples, d features; X (n, d), y and yHat (n). Section: linear-regression/mse.
import { dot, transpose } from "./matrix";

/** Mean squared error (1/n) Σ (ŷᵢ − yᵢ)², eq-mse. (n), (n) → number. */
export function mse(yHat: readonly number[], y: readonly number[]): number {
  const squares = yHat.map((value, i) => (value - y[i]!) ** 2);
  return squares.reduce((a, b) => a + b) / y.length;
}

/** Gradient of the MSE of ŷ = Xw + b, eq-gradient: (2/n) Xᵀ(ŷ − y) for w (d), (2/n) Σ (ŷᵢ − yᵢ) for b. */
export function mseGradient(X: number[][], y: number[], w: number[], b: number) {
  const residuals = X.map((x, i) => dot(x, w) + b - y[i]!); // (n)
  const mean = (v: number[]) => v.reduce((a, c) => a + c) / v.length;
  return {
    w: transpose(X).map((column) => 2 * mean(column.map((x, i) => x * residuals[i]!))), // (d)
    b: 2 * mean(residuals),
  };
}

/** −log p(y | X) if y = ŷ + ε with ε ~ N(0, σ²), eq-nll: (n/2) log 2πσ² + (1/2σ²) Σ (yᵢ − ŷᵢ)². (n), (n) → number. */
export function gaussianNll(yHat: readonly number[], y: readonly number[], sigma: number): number {
  const n = y.length;
  return (n / 2) * Math.log(2 * Math.PI * sigma ** 2) + (n * mse(yHat, y)) / (2 * sigma ** 2);
}
