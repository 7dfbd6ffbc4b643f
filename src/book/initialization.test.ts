// What the variances of mlp.ts promise of deep networks (backprop/depth). The variances themselves: train.test.ts.
import { describe, expect, test } from "vitest";
import { initMlp } from "./mlp";
import { seeded } from "./random";

type Rule = "glorot" | "he";

const squares = (values: ArrayLike<number>) => Array.from(values, (v) => v * v);
const meanOf = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Weights (n, n) as one row of numbers. */
function weights(n: number, init: Rule, seed: number): Float32Array {
  const { params } = initMlp({ numInputs: n, numHiddens: n, numOutputs: 1, seed, init });
  const values = params.W1.dataSync() as Float32Array;
  Object.values(params).forEach((tensor) => tensor.dispose());
  return values;
}

/** Mean square of the signal after so many layers of ReLU, relative to the input's. */
function keptAfter(depth: number, n: number, init: Rule): number {
  let signal: number[] = Array.from(seeded(5).normals(n));
  const before = meanOf(squares(signal));
  for (let l = 0; l < depth; l++) {
    const W = weights(n, init, l);
    signal = Array.from({ length: n }, (_, j) => Math.max(0, dot(signal, W, j)));
  }
  return meanOf(squares(signal)) / before;
}

const dot = (a: number[], W: Float32Array, j: number) => a.reduce((sum, v, i) => sum + v * W[i * a.length + j]!, 0);

describe("twenty layers of ReLU", () => {
  test("keep a signal's size with He's variance", () => {
    // One signal strays by about √(5·20/n) ≈ 0.6 in the logarithm at n = 300.
    expect(Math.abs(Math.log(keptAfter(20, 300, "he")))).toBeLessThan(2.5);
  });

  test("halve its mean square at every layer with Glorot's", () => {
    const kept = keptAfter(20, 300, "glorot");
    expect(Math.abs(Math.log(kept / 2 ** -20))).toBeLessThan(2.5);
  });
});
