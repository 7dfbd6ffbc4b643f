// Draws one of several from the book's own generator (random.ts): the same for the same seed on every device.
import type { Random } from "./random";

/** i with probability weights[i] / Σ weights. Throws RangeError if a weight is negative or no number, or all are 0. */
export function drawFrom(weights: ArrayLike<number>, random: Random): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`drawFrom: weight ${i} is ${weight}`);
    total += weight;
  }
  if (total === 0) throw new RangeError(`drawFrom: all ${weights.length} weights are 0`);
  let left = random.uniform() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return last; // the sum was rounded
}

/** i with probability softmax(logits / temperature)[i]. Temperature 0 takes the largest, the first of equals.
 *  Throws RangeError if the temperature is negative. */
export function drawByLogits(logits: ArrayLike<number>, random: Random, temperature = 1): number {
  if (!(temperature >= 0)) throw new RangeError(`drawByLogits: temperature must be at least 0, got ${temperature}`);
  const scores = Array.from(logits);
  const largest = Math.max(...scores);
  if (temperature === 0) return scores.indexOf(largest);
  return drawFrom(
    scores.map((score) => Math.exp((score - largest) / temperature)),
    random,
  );
}
