// What a training costs: from its size to FLOP, from FLOP to GPU hours, from hours to dollars. Plain numbers, units in the
// names. N active parameters, D tokens. Section: unit-economics/training-cost.

/** A card for rent, as its maker publishes it. Dense 16-bit arithmetic: the doubled figure with sparsity is not used. */
export interface Accelerator {
  peakFlopPerSecond: number;
  bytesPerSecond: number;
  memoryBytes: number;
}

/** NVIDIA's SXM cards; facts gpu-h100, gpu-a100, gpu-h200. */
export const accelerators = {
  A100: { peakFlopPerSecond: 312e12, bytesPerSecond: 2.039e12, memoryBytes: 80e9 },
  H100: { peakFlopPerSecond: 989.4e12, bytesPerSecond: 3.35e12, memoryBytes: 80e9 },
  H200: { peakFlopPerSecond: 989.4e12, bytesPerSecond: 4.8e12, memoryBytes: 141e9 },
} satisfies Record<string, Accelerator>;

/** FLOP of a training, eq-train-flop: 6ND, two for the forward pass and four for the backward, a parameter and token. */
export function trainingFlop(activeParams: number, tokens: number): number {
  return 6 * activeParams * tokens;
}

/** GPU hours that so many FLOP take at a share `mfu` of the peak. Throws RangeError unless 0 < mfu ≤ 1. */
export function gpuHours(flop: number, peakFlopPerSecond: number, mfu: number): number {
  if (!(mfu > 0 && mfu <= 1)) throw new RangeError(`mfu is a share of the peak, above 0 and at most 1, got ${mfu}`);
  return flop / (peakFlopPerSecond * mfu) / 3600;
}

/** The share of the peak that a training reached, from its published hours; the inverse of gpuHours. */
export function impliedMfu(flop: number, hours: number, peakFlopPerSecond: number): number {
  return flop / (hours * 3600 * peakFlopPerSecond);
}

export interface TrainingSpec {
  activeParams: number;
  tokens: number;
  peakFlopPerSecond: number;
  mfu: number;
  rentUSDPerGpuHour: number;
  /** Storage, network, staff on call, as a share of the rent. */
  overhead: number;
  /** All compute of the project over that of the final run: 1 if nothing was ever tried. */
  trials: number;
}

/** The final run alone, and the project: hours and US dollars. */
export function trainingCost(spec: TrainingSpec): { hours: number; finalRunUSD: number; projectUSD: number } {
  const hours = gpuHours(trainingFlop(spec.activeParams, spec.tokens), spec.peakFlopPerSecond, spec.mfu);
  const finalRunUSD = hours * spec.rentUSDPerGpuHour;
  return { hours, finalRunUSD, projectUSD: finalRunUSD * (1 + spec.overhead) * spec.trials };
}
