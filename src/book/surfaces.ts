// Losses of two parameters to walk on: a narrow valley, a bent one, a saddle, a network of two weights. Plain float64,
// with lines of equal loss. Sections: optimizers/momentum, optimizers/adam.
import { mean } from "./matrix";

export interface Surface {
  loss(theta: number[]): number;
  gradient(theta: number[]): number[];
  /** The line on which the loss is `level`, as points; a NaN point ends a piece. */
  contour(level: number): number[][];
}

const gap = [NaN, NaN];
const steps = Array.from({ length: 121 }, (_, i) => i / 120);

/** ½(x² + κy²): curvatures 1 and κ, least at the origin. */
export function valley(kappa: number): Surface {
  return {
    loss: ([x, y]) => (x! ** 2 + kappa * y! ** 2) / 2,
    gradient: ([x, y]) => [x!, kappa * y!],
    contour(level) {
      const r = Math.sqrt(2 * level);
      const angles = steps.map((s) => 2 * Math.PI * s);
      return [...angles.map((a) => [r * Math.cos(a), (r * Math.sin(a)) / Math.sqrt(kappa)]), gap];
    },
  };
}

/** (1 − x)² + 100(y − x²)²: a valley along y = x², least at (1, 1). Rosenbrock (1960). */
export const rosenbrock: Surface = {
  loss: ([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x!) - 400 * x! * (y! - x! ** 2), 200 * (y! - x! ** 2)],
  contour(level) {
    const r = Math.sqrt(level);
    const xs = steps.map((s) => 1 - r * Math.cos(Math.PI * s));
    const half = (x: number) => Math.sqrt(Math.max(0, level - (1 - x) ** 2) / 100);
    const upper = xs.map((x) => [x, x ** 2 + half(x)]);
    const lower = xs.map((x) => [x, x ** 2 - half(x)]).reverse();
    return [...upper, ...lower, gap];
  },
};

/** ½(x² − y²): flat at the origin, uphill along x and downhill along y, with no least value. */
export const saddle: Surface = {
  loss: ([x, y]) => (x! ** 2 - y! ** 2) / 2,
  gradient: ([x, y]) => [x!, -y!],
  contour(level) {
    const r = Math.sqrt(2 * Math.abs(level));
    const along = steps.map((s) => 4 * (2 * s - 1));
    const branch = (sign: number) =>
      along.map((u) => {
        const [near, far] = [sign * r * Math.cosh(u), r * Math.sinh(u)];
        return level >= 0 ? [near, far] : [far, near];
      });
    return [...branch(1), gap, ...branch(-1), gap];
  },
};

const inputs = [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2];
const targets = inputs.map((x) => 2 * Math.tanh(0.7 * x));
const units = (w1: number) => inputs.map((x) => Math.tanh(w1 * x));

/** Mean of (w₂ tanh(w₁x) − y)² over eight points of y = 2 tanh(0.7x): a network of two weights. Least, and 0, at
 *  ±(0.7, 2); a saddle at the origin. Quadratic in w₂, so its contours have a formula: both w₂ for each w₁. */
export const twoWeights: Surface = {
  loss: ([w1, w2]) => mean(units(w1!).map((a, i) => (w2! * a - targets[i]!) ** 2)),
  gradient([w1, w2]) {
    const a = units(w1!);
    const residuals = a.map((ai, i) => w2! * ai - targets[i]!);
    return [
      mean(residuals.map((r, i) => 2 * r * w2! * (1 - a[i]! ** 2) * inputs[i]!)),
      mean(residuals.map((r, i) => 2 * r * a[i]!)),
    ];
  },
  contour(level) {
    const pairs = w1s.map((w1) => [w1, ...w2At(w1, level)]);
    const has = (i: number) => !Number.isNaN(pairs[i]?.[1] ?? 0);
    const ends = pairs.filter((_, i) => has(i) && !(has(i - 1) && has(i + 1)));
    const branch = (k: number) => pairs.map((pair) => [pair[0]!, pair[k]!]);
    const lids = ends.flatMap(([w1, upper, lower]) => [[w1!, upper!], [w1!, lower!], gap]);
    return [...branch(1), gap, ...branch(2), gap, ...lids].map(inFrame);
  },
};

/** From −4 to 4, denser near 0, where the valleys turn. */
const w1s = Array.from({ length: 81 }, (_, i) => i / 40 - 1).map((u) => 4 * u * Math.abs(u));

const inFrame = ([w1, w2]: number[]) => [w1!, Math.abs(w2!) <= 4 ? w2! : NaN];

/** The two w₂ at which the loss is `level`, the greater first; NaN where there is none. */
function w2At(w1: number, level: number): number[] {
  const a = units(w1);
  const square = mean(a.map((ai) => ai ** 2));
  const product = mean(a.map((ai, i) => ai * targets[i]!));
  const root = Math.sqrt(product ** 2 - square * (mean(targets.map((y) => y ** 2)) - level));
  return [(product + root) / square, (product - root) / square];
}
