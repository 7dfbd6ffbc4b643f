// Gradient descent in plain float64, every step kept: for looking at paths, not for training.

export interface DescentSpec {
  lr: number;
  steps: number;
}

/** θ₀, θ₁ = θ₀ − η g(θ₀), …: all `steps` + 1 points of the path. (d) → (steps + 1, d). Eq-descent. */
export function descend(gradient: (theta: number[]) => number[], start: number[], { lr, steps }: DescentSpec) {
  const path = [start];
  for (let t = 0; t < steps; t++) {
    const theta = path[t]!;
    const g = gradient(theta);
    path.push(theta.map((value, j) => value - lr * g[j]!));
  }
  return path;
}
