// U[0, 1) as random.ts draws it, from a generator that can pass over numbers and say where they stand: so that a training
// step draws on the device (step-host.ts) what it would have drawn here.
import { philox4x32, seeded } from "./random";

/** Where numbers stand: U[0, 1) number `from` of a stream, and those after it. */
export interface Place {
  seed: number;
  stream: number;
  from: number;
}

export interface SkippingUniforms {
  /** `count` numbers of U[0, 1), shape (count). */
  uniforms(count: number): Float32Array;
  /** Passes over `count` numbers. */
  skip(count: number): Place;
}

/** The same numbers as `seeded(seed, stream).uniforms`. Throws RangeError unless both are whole numbers of 0 … 2³²−1. */
export function skipping(seed: number, stream = 0): SkippingUniforms {
  seeded(seed, stream); // refuses what is no seed
  let taken = 0;
  const uniforms = (count: number): Float32Array => {
    const numbers = new Float32Array(count);
    let block = blockOf(taken);
    for (let i = 0; i < count; i++, taken++) {
      if (taken % 4 === 0) block = blockOf(taken);
      numbers[i] = (block[taken % 4]! >>> 8) * 2 ** -24;
    }
    return numbers;
  };
  const blockOf = (index: number) => philox4x32([Math.floor(index / 4), 0, 0, 0], [seed, stream]);
  return { uniforms, skip: (count) => ({ seed, stream, from: (taken += count) - count }) };
}
