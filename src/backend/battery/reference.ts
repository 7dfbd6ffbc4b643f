// What a case ought to give: values of the float64 reference, and its derivatives by central finite differences.
// Derivatives are taken at some numbers of each input and along some directions that move all its numbers at once.
import { nd, sizeOf } from "./array";
import type { Nd } from "./array";
import type { Case, Input } from "./case";

/** ∂L/∂x along a direction, for L = Σ weights · y. */
export interface Slope {
  input: number;
  direction: Float64Array;
  value: number;
}

export interface Expected {
  inputs: Nd[];
  y: Nd;
  /** Of y in the loss that is differentiated. */
  weights: Nd;
  slopes: Slope[];
}

const known = new WeakMap<Case, Expected>();

/** The same for every backend, so computed once. */
export function expect(one: Case): Expected {
  const before = known.get(one);
  if (before) return before;
  const inputs = one.inputs.map((input, i) => toArray(input, i + 3));
  const y = one.reference(...inputs);
  const weights = nd(y.shape, toArray({ shape: y.shape, min: -1, max: 1 }, 17).data);
  const slopes =
    one.gradient === false
      ? []
      : inputs.flatMap((_, i) => (isFloat(one.inputs[i]!) ? slopesOf(one, inputs, i, weights) : []));
  const expected = { inputs, y, weights, slopes };
  known.set(one, expected);
  return expected;
}

export function isFloat(input: Input): boolean {
  return !("below" in input) && (!("values" in input) || (input.dtype ?? "float32") === "float32");
}

/** Numbers that are the same on every machine and that float32 holds. */
export function toArray(input: Input, seed: number): Nd {
  if ("values" in input) return nd(input.shape, input.values.map(Math.fround));
  const next = randomOf(seed);
  const draw = () =>
    "below" in input ? Math.floor(next() * input.below) : between(input.min ?? -2, input.max ?? 2, next());
  return nd(input.shape, Float64Array.from({ length: sizeOf(input.shape) }, draw));
}

const between = (min: number, max: number, u: number): number => Math.fround(min + (max - min) * u);

/** Mulberry32: short, and good enough to leave no kink of a function hit exactly. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function slopesOf(one: Case, inputs: Nd[], input: number, weights: Nd): Slope[] {
  const size = inputs[input]!.data.length;
  if (size === 0) return [];
  const directions = [...axesOf(size, one.heavy ? 1 : 6), ...diagonalsOf(size, 2)];
  return directions.map((direction) => ({ input, direction, value: slope(one, inputs, input, weights, direction) }));
}

/** The first, the last and some numbers between. */
function axesOf(size: number, count: number): Float64Array[] {
  const places = Array.from({ length: Math.min(count, size) }, (_, i) =>
    i === 0 ? size - 1 : Math.floor(((i - 1) * size) / count),
  );
  return places.map((place) => new Float64Array(size).map((_, i) => (i === place ? 1 : 0)));
}

function diagonalsOf(size: number, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, seed) => toArray({ shape: [size], min: -1, max: 1 }, 100 + seed).data);
}

function slope(one: Case, inputs: Nd[], input: number, weights: Nd, direction: Float64Array): number {
  const step = one.step ?? 1e-6;
  const loss = (scale: number) => {
    const moved = inputs.map((x, i) =>
      i === input
        ? nd(
            x.shape,
            x.data.map((v, j) => v + scale * direction[j]!),
          )
        : x,
    );
    return one.reference(...moved).data.reduce((sum, v, j) => sum + v * weights.data[j]!, 0);
  };
  return (loss(step) - loss(-step)) / (2 * step);
}
