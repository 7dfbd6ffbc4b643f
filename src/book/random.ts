// Seeded random numbers that are the same on every machine: Philox4x32-10, a counter-based generator.
// Number i of a stream is a pure function of (seed, stream, i), so nothing depends on who asked first elsewhere.
// Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC11 (2011), and its test vectors.

type Counter = readonly [number, number, number, number];
type Key = readonly [number, number];

export interface Random {
  /** The next number of U[0, 1): a multiple of 2⁻²⁴, so float32 holds it exactly and never rounds it up to 1. */
  uniform(): number;
  /** The next number of N(0, 1), by Box–Muller. */
  normal(): number;
  /** The next whole number of 0 … n−1. Throws RangeError unless 1 ≤ n ≤ 2²⁴. */
  integer(n: number): number;
  /** `count` numbers of U[0, 1), shape (count). */
  uniforms(count: number): Float32Array;
  /** `count` numbers of N(0, 1), shape (count). */
  normals(count: number): Float32Array;
  /** 0 … n−1 in random order (Fisher–Yates). */
  permutation(n: number): number[];
  /** The items in random order, as a new array; the given one stays as it was. */
  shuffled<T>(items: readonly T[]): T[];
}

/** A generator for this seed. Streams of one seed are independent: use one for the data, another for the shuffling.
 *  Throws RangeError unless both are whole numbers of 0 … 2³²−1. */
export function seeded(seed: number, stream = 0): Random {
  const next = wordsOf([checkWord("seed", seed), checkWord("stream", stream)]);
  const uniform = () => (next() >>> 8) * 2 ** -24;
  const normal = boxMuller(uniform);
  const integer = (n: number) => Math.floor(uniform() * checkRange(n));
  return {
    uniform,
    normal,
    integer,
    uniforms: (count) => Float32Array.from({ length: count }, uniform),
    normals: (count) => Float32Array.from({ length: count }, normal),
    permutation: (n) =>
      shuffle(
        Array.from({ length: n }, (_, i) => i),
        integer,
      ),
    shuffled: (items) => shuffle([...items], integer),
  };
}

/** The Philox4x32-10 bijection: four 32-bit words from a 128-bit counter and a 64-bit key. */
export function philox4x32(counter: Counter, key: Key): Counter {
  let block = counter;
  for (let round = 0; round < 10; round++) {
    block = mix(block, [key[0] + round * 0x9e3779b9, key[1] + round * 0xbb67ae85]);
  }
  return block;
}

function mix([c0, c1, c2, c3]: Counter, [k0, k1]: Key): Counter {
  const [high0, low0] = multiply(0xd2511f53, c0);
  const [high1, low1] = multiply(0xcd9e8d57, c2);
  return [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
}

/** High and low 32 bits of a 32 × 32 bit product, in pieces that a double holds exactly. */
function multiply(a: number, b: number): [high: number, low: number] {
  const low = (a & 0xffff) * b;
  const high = (a >>> 16) * b + Math.floor(low / 2 ** 16);
  return [Math.floor(high / 2 ** 16) >>> 0, Math.imul(a, b) >>> 0];
}

/** The words of block 0, block 1, … one after the other. */
function wordsOf(key: Key): () => number {
  let block: Counter = [0, 0, 0, 0];
  let taken = 0;
  return () => {
    const place = taken % 4;
    if (place === 0) block = philox4x32([taken / 4, 0, 0, 0], key);
    taken++;
    return block[place]!;
  };
}

/** Box & Muller (1958): r = √(−2 ln(1−u₁)), then r cos 2πu₂ and r sin 2πu₂. 1−u₁ is never 0. */
function boxMuller(uniform: () => number): () => number {
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const value = kept;
      kept = undefined;
      return value;
    }
    const r = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    kept = r * Math.sin(angle);
    return r * Math.cos(angle);
  };
}

function shuffle<T>(items: T[], integer: (n: number) => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = integer(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

function checkWord(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
  throw new RangeError(`seeded: ${name} must be a whole number of 0 … 2³²−1, got ${value}`);
}

function checkRange(n: number): number {
  if (Number.isInteger(n) && n >= 1 && n <= 2 ** 24) return n;
  throw new RangeError(`integer: n must be a whole number of 1 … 2²⁴, got ${n}`);
}
