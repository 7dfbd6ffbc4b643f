// Gradients without calculus, for checking those with: centred finite differences.

/** ∂f/∂θⱼ ≈ (f(θ + h eⱼ) − f(θ − h eⱼ)) / 2h for each j. The error is O(h²) from the formula and O(10⁻¹⁶/h)
 *  from rounding, so h = 10⁻⁵ leaves about ten digits in float64. (d) → (d). */
export function numericalGradient(f: (theta: number[]) => number, theta: readonly number[], h = 1e-5): number[] {
  const at = (j: number, step: number) => f(theta.map((value, i) => (i === j ? value + step : value)));
  return theta.map((_, j) => (at(j, h) - at(j, -h)) / (2 * h));
}
