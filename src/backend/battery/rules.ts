// How optimizers step, as their papers have it: the reference, in float64, and what tfjs makes of each.
import { map, nd, zip } from "./array";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

export const [lr, beta1, beta2, epsilon] = [0.01, 0.9, 0.99, 1e-4];
export const numSteps = 3;

/** The gradient at step t of a loss whose gradient is g (1 + t w). */
const gradientAt = (g: Nd, w: Nd, t: number): Nd => zip(g, w, (slope, x) => slope * (1 + t * x));

export function adam(start: Nd, g: Nd): Nd {
  let w = start;
  let [m, v] = [map(w, () => 0), map(w, () => 0)];
  for (let t = 1; t <= numSteps; t++) {
    const gradient = gradientAt(g, w, t);
    m = zip(m, gradient, (a, b) => beta1 * a + (1 - beta1) * b);
    v = zip(v, gradient, (a, b) => beta2 * a + (1 - beta2) * b * b);
    const step = zip(m, v, (a, b) => a / (1 - beta1 ** t) / (Math.sqrt(b / (1 - beta2 ** t)) + epsilon));
    w = zip(w, step, (a, b) => a - lr * b);
  }
  return w;
}

/** A rule as its paper has it: what is remembered begins at 0. `take` gives the new number and what is remembered then. */
function byRule(
  take: (w: number, slots: number[], g: number, t: number) => [w: number, ...slots: number[]],
): (start: Nd, g: Nd) => Nd {
  return (start, g) => {
    const slots = [...start.data].map(() => [0, 0, 0]);
    let w = start;
    for (let t = 1; t <= numSteps; t++) {
      const gradient = gradientAt(g, w, t);
      const taken = [...w.data].map((x, i) => take(x, slots[i]!, gradient.data[i]!, t));
      taken.forEach(([, ...next], i) => (slots[i] = next));
      w = nd(
        [...w.shape],
        taken.map(([x]) => x),
      );
    }
    return w;
  };
}

const [mu, rho, lambda] = [0.8, 0.9, 0.3];

export interface Rule {
  name: string;
  make(tf: Tfjs): Tf.Optimizer;
  reference: (start: Nd, g: Nd) => Nd;
  except?: Case["except"];
}

const rmsProp = (isCentered: boolean): Rule => ({
  name: isCentered ? "centred RMSProp" : "RMSProp",
  make: (tf) => tf.train.rmsprop(lr, rho, mu, epsilon, isCentered),
  reference: byRule((w, [s = 0, a = 0, h = 0], g) => {
    const [squares, mean] = [rho * s + (1 - rho) * g * g, isCentered ? rho * h + (1 - rho) * g : 0];
    const speed = mu * a + (lr * g) / Math.sqrt(isCentered ? squares - (mean * mean + 1e-8) : squares + epsilon);
    return [w - speed, squares, speed, mean];
  }),
});

export const rules: Rule[] = [
  { name: "SGD", make: (tf) => tf.train.sgd(lr), reference: byRule((w, _, g) => [w - lr * g]) },
  {
    name: "momentum",
    make: (tf) => tf.train.momentum(lr, mu),
    reference: byRule((w, [a = 0], g) => [w - lr * (mu * a + g), mu * a + g]),
  },
  {
    name: "Nesterov's momentum",
    make: (tf) => tf.train.momentum(lr, mu, true),
    reference: byRule((w, [a = 0], g) => [w - lr * (g + mu * (mu * a + g)), mu * a + g]),
  },
  rmsProp(false),
  { ...rmsProp(true), make: (tf) => tf.train.rmsprop(lr, rho, mu, 1e-8, true) },
  {
    name: "AdamW",
    make: (tf) => Object.assign(tf.train.adam(lr, beta1, beta2, epsilon), { weightDecay: lambda }),
    reference: byRule((w, [m = 0, v = 0], g, t) => {
      const [first, second] = [beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g];
      const step = first / (1 - beta1 ** t) / (Math.sqrt(second / (1 - beta2 ** t)) + epsilon);
      return [w * (1 - lr * lambda) - lr * step, first, second];
    }),
    except: { webgl: "composed by src/book/optimizers.ts" },
  },
];
