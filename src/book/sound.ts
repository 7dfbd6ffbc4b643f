// Samples as a sound that can be played: `sound(samples, …)` as the last expression shows a player.
import type { SoundSpec } from "./sound-spec";

export type { SoundSpec } from "./sound-spec";

const longest = 120;

export interface SoundOptions {
  /** Samples a second; 16,000 unless said. */
  sampleRate?: number;
  /** What is heard, in a sentence. */
  text?: string;
}

/** Samples −1 … 1 as a sound; what is louder is cut off. Throws RangeError for more than two minutes, or a number that is none. */
export function sound(samples: ArrayLike<number>, { sampleRate = 16_000, text = "" }: SoundOptions = {}): SoundSpec {
  const seconds = samples.length / sampleRate;
  if (!(seconds <= longest)) throw new RangeError(`sound: ${seconds.toFixed(0)} s are more than ${longest} s`);
  const copy = Float32Array.from(samples);
  const wrong = copy.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`sound: sample ${wrong} is ${copy[wrong]}`);
  return { samples: copy, sampleRate, text };
}
