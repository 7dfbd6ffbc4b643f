// How a budget is divided between parameters and tokens, by a fitted law of the loss. N parameters, D tokens, C FLOP = 6ND.
// Section: unit-economics/training-cost.

/** L(N, D) = E + A / N^α + B / D^β, in nats per token, eq-loss-law. */
export interface LossLaw {
  E: number;
  A: number;
  B: number;
  alpha: number;
  beta: number;
}

/** Hoffmann et al. 2022, approach 3, as printed in their equation 10. */
export const hoffmann: LossLaw = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 };

/** Besiroglu et al. 2024: the same form fitted again to the points of the same figure. */
export const besiroglu: LossLaw = { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };

export interface Split {
  params: number;
  tokens: number;
}

export function lossOf({ E, A, B, alpha, beta }: LossLaw, { params, tokens }: Split): number {
  return E + A / params ** alpha + B / tokens ** beta;
}

/** The N and D of least loss for C FLOP, eq-optimal-n: N = G (C/6)^(β/(α+β)), G = (αA/βB)^(1/(α+β)), D = C/6N. */
export function computeOptimal({ A, B, alpha, beta }: LossLaw, flop: number): Split {
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const params = G * (flop / 6) ** (beta / (alpha + beta));
  return { params, tokens: flop / 6 / params };
}

/** The rule of thumb: twenty tokens a parameter, so N = √(C/120). */
export function twentyToOne(flop: number): Split {
  const params = Math.sqrt(flop / 120);
  return { params, tokens: 20 * params };
}

/** The tokens that a model of N parameters needs for a loss; Infinity if no amount does. */
export function tokensFor({ E, A, B, alpha, beta }: LossLaw, loss: number, params: number): number {
  const left = loss - E - A / params ** alpha;
  return left > 0 ? (B / left) ** (1 / beta) : Infinity;
}

/** FLOP of a model's life: 6ND to train it and 2N for each token it serves, eq-life. */
export function lifetimeFlop({ params, tokens }: Split, servedTokens: number): number {
  return 6 * params * tokens + 2 * params * servedTokens;
}

/** The N and D that reach a loss with the least FLOP over the model's life; golden section on log N.
 *  Sardana et al. 2024. At the optimum αA/N^α = (1 + T/3D) βB/D^β, eq-life-optimum. */
export function lifetimeOptimal(law: LossLaw, loss: number, servedTokens: number): Split {
  const at = (logN: number): Split => ({ params: 10 ** logN, tokens: tokensFor(law, loss, 10 ** logN) });
  const least = Math.log10(law.A / (loss - law.E)) / law.alpha; // a smaller model never gets there
  const logN = goldenSection((x) => Math.log(lifetimeFlop(at(x), servedTokens)), least + 1e-6, least + 6);
  return at(logN);
}

/** Where a function with one valley is least, to 1e-9. */
function goldenSection(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  while (high - low > 1e-9) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (f(left) < f(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
