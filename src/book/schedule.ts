// How the learning rate moves during training: what `lr` is multiplied with at each step, as a function of the step.
// `fit(net, data, { lr: 3e-4, schedule: cosine({ steps: 1000, warmup: 100 }) })`.

export interface CosineSpec {
  /** The step at which the rate has fallen to `floor`. */
  steps: number;
  /** So many steps to rise to the full rate; 0 unless said. */
  warmup?: number;
  /** What is left at the end; 0 unless said. */
  floor?: number;
}

/** Rises linearly over the warm-up, then falls along half a cosine:
 *  t/warmup for t ≤ warmup, then floor + (1 − floor) (1 + cos π(t − warmup)/(steps − warmup))/2, t = 1, 2, ….
 *  Loshchilov & Hutter (2017), one period. Throws RangeError unless 0 ≤ warmup < steps. */
export function cosine({ steps, warmup = 0, floor = 0 }: CosineSpec): (step: number) => number {
  if (!(warmup >= 0 && warmup < steps))
    throw new RangeError(`cosine: needs 0 ≤ warmup < steps, got ${warmup}, ${steps}`);
  return (step) => {
    if (step <= warmup) return step / warmup;
    const share = Math.min(1, (step - warmup) / (steps - warmup));
    return floor + ((1 - floor) * (1 + Math.cos(Math.PI * share))) / 2;
  };
}
