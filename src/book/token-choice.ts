// From scores to the next token: a network gives logits, and how one of them is taken is a choice of its own.
// Sources: Fan, Lewis, Dauphin (2018), top-k; Holtzman et al., "The Curious Case of Neural Text Degeneration" (2020),
// top-p; Keskar et al., CTRL (2019), the penalty. Section: char-gpt/sampling.
import type { Random } from "./random";
import { drawFrom } from "./sampling";

// V tokens in the vocabulary

export interface ChoiceSpec {
  /** Logits are divided by it; 0 takes the likeliest. 1 unless said. */
  temperature?: number;
  /** Only the so many likeliest; all unless said. */
  topK?: number;
  /** Only the likeliest that together have this chance; all unless said. */
  topP?: number;
}

/** softmax(logits / temperature), cut to the top k, then to the top p, and made to add up to 1 again. (V) → (V).
 *  Throws RangeError for a choice that nothing could come of. */
export function toChances(logits: ArrayLike<number>, spec: ChoiceSpec = {}): Float64Array {
  checkChoice(spec);
  const { temperature = 1, topK = Infinity, topP = 1 } = spec;
  const chances = soften(logits, temperature);
  if (topK >= chances.length && topP >= 1) return chances;
  const order = Array.from(chances.keys()).sort((a, b) => chances[b]! - chances[a]! || a - b);
  const kept = keepMass(chances, order.slice(0, topK), topP);
  const cut = new Float64Array(chances.length);
  for (const id of kept) cut[id] = chances[id]!;
  return normalise(cut);
}

/** One token: drawn from the chances. */
export function chooseToken(logits: ArrayLike<number>, random: Random, spec: ChoiceSpec = {}): number {
  return drawFrom(toChances(logits, spec), random);
}

/** Logits with what has been said made less likely: positive ones divided by `strength`, negative ones multiplied.
 *  Strength 1 changes nothing. (V) → (V) */
export function penalise(logits: ArrayLike<number>, said: Iterable<number>, strength: number): Float64Array {
  const changed = Float64Array.from(logits);
  for (const id of new Set(said)) changed[id] = changed[id]! > 0 ? changed[id]! / strength : changed[id]! * strength;
  return changed;
}

function soften(logits: ArrayLike<number>, temperature: number): Float64Array {
  const scores = Float64Array.from(logits);
  const largest = scores.reduce((a, b) => Math.max(a, b));
  if (temperature === 0) {
    const first = scores.indexOf(largest);
    return scores.map((_, id) => (id === first ? 1 : 0));
  }
  return normalise(scores.map((score) => Math.exp((score - largest) / temperature)));
}

/** The shortest beginning of `order` that has at least the share `topP` of all its chances. */
function keepMass(chances: Float64Array, order: number[], topP: number): number[] {
  const all = order.reduce((sum, id) => sum + chances[id]!, 0);
  let mass = 0;
  const end = order.findIndex((id) => (mass += chances[id]!) >= topP * all - 1e-12);
  return end < 0 ? order : order.slice(0, end + 1);
}

function normalise(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function checkChoice({ temperature = 1, topK = 1, topP = 1 }: ChoiceSpec): void {
  if (!(temperature >= 0)) throw new RangeError(`toChances: temperature must be at least 0, got ${temperature}`);
  if (!(topK >= 1)) throw new RangeError(`toChances: topK must be at least 1, got ${topK}`);
  if (!(topP > 0 && topP <= 1)) throw new RangeError(`toChances: topP must be above 0 and at most 1, got ${topP}`);
}
