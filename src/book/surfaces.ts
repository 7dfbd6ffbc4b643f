// Three losses of two parameters to race on: a narrow valley, a bent one, a saddle. Plain float64, with lines of equal loss.
// Section: optimizers/momentum-adam.

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
