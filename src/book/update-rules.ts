// What optimizers do to one parameter, in plain float64: from its gradient and what is remembered of it to its new value.
// For looking at paths and for comparing with; training on tensors uses tfjs (optimizers.ts).
// Sections: optimizers/momentum, optimizers/adam.

/** A parameter, and what a rule remembers of it. */
export interface Remembered {
  theta: number;
  /** The velocity, or the running mean of g. */
  m: number;
  /** The running mean of g², or their sum. */
  v: number;
  /** The number of the step that is being taken, the first being 1. */
  t: number;
}

/** One step of one parameter with gradient g. What it does not return stays as it was. */
export type Rule = (at: Remembered, g: number) => { theta: number; m?: number; v?: number };

export type Gradient = (theta: number[]) => number[];

/** θ₀, θ₁, …: all `steps` + 1 points of the path that the rule takes from `start`. (d) → (steps + 1, d). */
export function follow(rule: Rule, gradient: Gradient, start: number[], steps: number): number[][] {
  let at: Remembered[] = start.map((theta) => ({ theta, m: 0, v: 0, t: 0 }));
  const path = [start];
  for (let t = 1; t <= steps; t++) {
    const g = gradient(at.map(({ theta }) => theta));
    at = at.map((one, j) => ({ ...one, t, ...rule({ ...one, t }, g[j]!) }));
    path.push(at.map(({ theta }) => theta));
  }
  return path;
}

/** θ − η g. */
export function sgd({ lr }: { lr: number }): Rule {
  return ({ theta }, g) => ({ theta: theta - lr * g });
}

export interface MomentumSpec {
  lr: number;
  /** What is left of the velocity after a step; 0.9 unless said. */
  beta?: number;
}

/** v ← βv + g, θ ← θ − ηv, eq-momentum. Polyak (1964), as PyTorch and tfjs write it. */
export function momentum({ lr, beta = 0.9 }: MomentumSpec): Rule {
  return ({ theta, m }, g) => {
    const velocity = beta * m + g;
    return { theta: theta - lr * velocity, m: velocity };
  };
}

/** v ← βv + g, θ ← θ − η(g + βv), eq-nesterov: θ is the point looked ahead to. Nesterov (1983), as PyTorch and tfjs write it. */
export function nesterov({ lr, beta = 0.9 }: MomentumSpec): Rule {
  return ({ theta, m }, g) => {
    const velocity = beta * m + g;
    return { theta: theta - lr * (g + beta * velocity), m: velocity };
  };
}

/** s ← s + g², θ ← θ − ηg/(√s + ε). Duchi, Hazan & Singer (2011), ε as in PyTorch. */
export function adagrad({ lr, epsilon = 1e-8 }: { lr: number; epsilon?: number }): Rule {
  return ({ theta, v }, g) => {
    const sum = v + g ** 2;
    return { theta: theta - (lr * g) / (Math.sqrt(sum) + epsilon), v: sum };
  };
}

export interface RmspropSpec {
  lr: number;
  /** What is left of the mean of g² after a step; 0.99 unless said, as in PyTorch. */
  rho?: number;
  epsilon?: number;
}

/** v ← ρv + (1 − ρ)g², θ ← θ − ηg/(√v + ε). Tieleman & Hinton (2012), ε as in PyTorch (tfjs has it under the root). */
export function rmsprop({ lr, rho = 0.99, epsilon = 1e-8 }: RmspropSpec): Rule {
  return ({ theta, v }, g) => {
    const square = rho * v + (1 - rho) * g ** 2;
    return { theta: theta - (lr * g) / (Math.sqrt(square) + epsilon), v: square };
  };
}

export interface AdamSpec {
  lr: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** Adam, eq-adam: running means of g and g², both divided by how much of them is not yet there.
 *  Kingma & Ba (2015), algorithm 1, with the paper's defaults. */
export function adam({ lr, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamSpec): Rule {
  return ({ theta, m, v, t }, g) => {
    const first = beta1 * m + (1 - beta1) * g;
    const second = beta2 * v + (1 - beta2) * g ** 2;
    const mHat = first / (1 - beta1 ** t);
    const vHat = second / (1 - beta2 ** t);
    return { theta: theta - (lr * mHat) / (Math.sqrt(vHat) + epsilon), m: first, v: second };
  };
}

/** Adam with decoupled weight decay, eq-adamw: θ ← (1 − ηλ)θ, then Adam's step. Loshchilov & Hutter (2019), as in PyTorch. */
export function adamW({ decay, ...spec }: AdamSpec & { decay: number }): Rule {
  const step = adam(spec);
  return ({ theta, ...memory }, g) => step({ theta: (1 - spec.lr * decay) * theta, ...memory }, g);
}
