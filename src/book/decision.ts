// When a model may act: what an answer is worth, whom to ask, how far a car runs on, what a positive result means.
// Plain numbers, one case at a time. Section: applications/go-no-go.

/** What hangs on one case, in one currency. */
export interface Stakes {
  /** Gained by a right answer. */
  benefit: number;
  /** Lost by a wrong one. */
  harm: number;
  /** Paid for every answer. */
  cost: number;
}

/** Worth of letting a model answer that is right with probability p, eq-value. */
export function expectedValue(p: number, { benefit, harm, cost }: Stakes): number {
  return p * benefit - (1 - p) * harm - cost;
}

/** The p at which the expected value is nil, eq-least-accuracy. Above 1 no accuracy pays. */
export function leastAccuracy({ benefit, harm, cost }: Stakes): number {
  return (harm + cost) / (benefit + harm);
}

/** The error probability above which a case is worth a person's time, eq-review; people err in `personErrs` of cases. */
export function reviewAbove(costOfReview: number, costOfError: number, personErrs = 0): number {
  return costOfReview / costOfError + personErrs;
}

/** Metres until a standstill: speed · latency, then speed² / (2 · braking), eq-stopping. m/s, s, m/s². */
export function stoppingDistance(speed: number, latency: number, braking: number): number {
  return speed * latency + speed ** 2 / (2 * braking);
}

/** Share of the positive results that are true, eq-ppv. All three arguments 0 … 1. */
export function ppv(prevalence: number, sensitivity: number, specificity: number): number {
  const found = prevalence * sensitivity;
  const falseAlarms = (1 - prevalence) * (1 - specificity);
  return found / (found + falseAlarms);
}

/** Share of the negative results that are true. All three arguments 0 … 1. */
export function npv(prevalence: number, sensitivity: number, specificity: number): number {
  const cleared = (1 - prevalence) * specificity;
  const missed = prevalence * (1 - sensitivity);
  return cleared / (cleared + missed);
}

/** P(Z ≤ z) of the normal distribution: Simpson's rule on the density, right to nine digits for |z| ≤ 8. */
export function normalCdf(z: number): number {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0;
  const steps = 400;
  const h = z / steps;
  let sum = density(0) + density(z);
  for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * density(i * h);
  return 0.5 + (sum * h) / 3;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
