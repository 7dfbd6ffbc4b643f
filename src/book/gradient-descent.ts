// Gradient descent in plain float64, every step kept: for looking at paths, not for training.
import { minus } from "./matrix";

export interface DescentSpec {
  lr: number;
  steps: number;
}

/** θ₀, θ₁ = θ₀ − η g(θ₀), …: all `steps` + 1 points of the path. (d) → (steps + 1, d). Eq-descent. */
export function descend(gradient: (theta: number[]) => number[], start: number[], { lr, steps }: DescentSpec) {
  const path = [start];
  let theta = start;
  for (let t = 0; t < steps; t++) {
    theta = minus(
      theta,
      gradient(theta).map((g) => lr * g),
    );
    path.push(theta);
  }
  return path;
}
