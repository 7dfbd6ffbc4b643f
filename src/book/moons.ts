// Two half-moons, one inside the other's bend: the smallest data set that no straight line separates.
// The shapes are scikit-learn's make_moons; the random numbers are ours. Sections: losses/likelihood, backprop/chain-rule.
import { seeded } from "./random";

export interface MoonsSpec {
  /** Even: half of the points on each moon. */
  n: number;
  /** Standard deviation of the noise on both coordinates. */
  noise: number;
  seed: number;
}

/** X (n, 2), y (n): 0 on the upper moon (cos t, sin t), 1 on the lower (1 − cos t, ½ − sin t), t uniform on 0 … π. */
export function moons({ n, noise, seed }: MoonsSpec): { X: number[][]; y: number[] } {
  const random = seeded(seed);
  const y = Array.from({ length: n }, (_, i) => i % 2);
  const X = y.map((label) => {
    const t = Math.PI * random.uniform();
    const [u, v] = label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
    return [u! + noise * random.normal(), v! + noise * random.normal()];
  });
  return { X, y };
}
