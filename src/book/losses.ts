// Losses of regression, their gradients, and the likelihood they come from. Plain float64.
// n samples, d features; X (n, d), y and yHat (n). Section: linear-regression/mse.
import { predict } from "./linear";
import { mean, minus, times, transpose } from "./matrix";

/** Mean squared error (1/n) Σ (ŷᵢ − yᵢ)², eq-argmin. (n), (n) → number. Throws RangeError if the lengths differ. */
export function mse(yHat: readonly number[], y: readonly number[]): number {
  return mean(minus(yHat, y).map((residual) => residual ** 2));
}

/** Gradient of the MSE of ŷ = Xw + b, eq-gradient: (2/n) Xᵀ(ŷ − y) for w (d), (2/n) Σ (ŷᵢ − yᵢ) for b. */
export function mseGradient(X: number[][], y: number[], w: number[], b: number) {
  const n = y.length;
  const residuals = minus(predict(X, w, b), y); // (n)
  return {
    w: times(transpose(X), residuals).map((sum) => (2 / n) * sum), // (d)
    b: 2 * mean(residuals),
  };
}

/** −log p(y | X) if y = ŷ + ε with ε ~ N(0, σ²), eq-nll: (n/2) log 2πσ² + (1/2σ²) Σ (yᵢ − ŷᵢ)². (n), (n) → number. */
export function gaussianNll(yHat: readonly number[], y: readonly number[], sigma: number): number {
  const n = y.length;
  return (n / 2) * Math.log(2 * Math.PI * sigma ** 2) + (n * mse(yHat, y)) / (2 * sigma ** 2);
}
