// Products of matrices and batches of them, with and without transposed factors, and einsum.
import { at, build, map, matMul, nd, sum, zip } from "./array";
import { float } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** (m, k)·(k, n). The long ones reach the kernel for long products of webgpu. */
const sizes: [m: number, k: number, n: number][] = [
  [1, 7, 5],
  [33, 70, 21],
  [64, 64, 64],
  [1, 1024, 16],
  [4, 4, 2000],
  [130, 3, 67],
  [16, 2048, 16],
  [32, 2000, 128],
  [3, 2400, 44],
];

const flags: [boolean, boolean][] = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
];

const products: Case[] = sizes.flatMap(([m, k, n]) =>
  flags.map(([flipA, flipB]) => ({
    name: `matMul (${m}, ${k})·(${k}, ${n})${flipA ? ", a transposed" : ""}${flipB ? ", b transposed" : ""}`,
    inputs: [float(flipA ? [k, m] : [m, k]), float(flipB ? [n, k] : [k, n])],
    run: (tf: Tfjs, a: Tf.Tensor, b: Tf.Tensor) => tf.matMul(a, b, flipA, flipB),
    reference: (a: Nd, b: Nd) => matMul(a, b, flipA, flipB),
    heavy: m * k * n > 200_000,
    tolerance: k >= 1000 ? 3e-4 : 1e-4,
  })),
);

const batches: [string, number[], number[], boolean?, boolean?][] = [
  ["batches", [6, 17, 32], [6, 19, 32], false, true],
  ["batches of batches", [2, 3, 7, 8], [2, 3, 8, 9]],
  ["a batch by one matrix", [4, 9, 8], [8, 5]],
  ["a batch, transposed, by one matrix", [4, 8, 9], [8, 5], true],
  ["a batch by one matrix, transposed", [4, 9, 8], [5, 8], false, true],
  ["one matrix by a batch", [9, 8], [4, 8, 5]],
  ["a batch of 1 by a batch", [1, 9, 8], [4, 8, 5]],
  ["batches that stretch each other", [3, 1, 4, 5], [1, 2, 5, 6]],
  ["a batch of batches by a batch", [2, 3, 4, 5], [3, 5, 6]],
];

const batched: Case[] = batches.map(([name, a, b, flipA = false, flipB = false]) => ({
  name: `matMul of ${name}: (${a.join(", ")})·(${b.join(", ")})`,
  inputs: [float(a), float(b)],
  run: (tf, x, y) => tf.matMul(x!, y!, flipA, flipB),
  reference: (x, y) => matMul(x, y, flipA, flipB),
}));

/** The sum over all letters, one assignment of them at a time. */
function einsum(equation: string, ...tensors: Nd[]): Nd {
  const [left, result] = equation.split("->") as [string, string];
  const terms = left.split(",");
  const sizeOf = new Map(
    terms.flatMap((term, i) => [...term].map((letter, axis): [string, number] => [letter, tensors[i]!.shape[axis]!])),
  );
  const summed = [...sizeOf.keys()].filter((letter) => !result.includes(letter));
  const order = [...result, ...summed];
  return build(
    [...result].map((letter) => sizeOf.get(letter)!),
    (index) => {
      const inner = build(
        summed.map((letter) => sizeOf.get(letter)!),
        (rest) => {
          const place = (letter: string) => [...index, ...rest][order.indexOf(letter)]!;
          return terms.reduce((product, term, i) => product * at(tensors[i]!, ...[...term].map(place)), 1);
        },
      );
      return sum(inner.data);
    },
  );
}

const equations: [string, number[], number[]?][] = [
  ["ij,jk->ik", [5, 6], [6, 7]],
  ["ij,kj->ik", [5, 6], [7, 6]],
  ["bhid,bhjd->bhij", [2, 3, 4, 5], [2, 3, 6, 5]],
  ["btc,cd->btd", [2, 4, 5], [5, 3]],
  ["i,j->ij", [4], [6]],
  ["i,i->", [9], [9]],
  ["bi,bi->b", [3, 7], [3, 7]],
  ["ij->ji", [4, 6]],
  ["ijk->i", [3, 4, 5]],
  ["ij,k->k", [3, 4], [5]],
  ["abc,cb->a", [3, 4, 5], [5, 4]],
];

const sums: Case[] = equations.map(([equation, a, b]) => ({
  name: `einsum ${equation}`,
  inputs: [float(a), ...(b ? [float(b)] : [])],
  run: (tf, ...xs) => tf.einsum(equation, ...xs),
  reference: (...xs) => einsum(equation, ...xs),
}));

const others: Case[] = [
  {
    name: "dot of a matrix and a vector",
    inputs: [float([33, 70]), float([70])],
    run: (tf, a, b) => tf.dot(a!, b!),
    reference: (a, b) => nd([33], matMul(a, nd([70, 1], b.data)).data),
  },
  {
    name: "fused matMul with bias and relu",
    inputs: [float([13, 20]), float([20, 9]), float([9])],
    run: (tf, a, b, bias) => tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation: "relu" }),
    reference: (a, b, bias) =>
      build([13, 9], (index) => Math.max(0, at(matMulRow(a, b, index), 0) + bias.data[index[1]!]!)),
  },
  ...(
    [
      [13, 20, 9],
      [131, 300, 17],
      [1, 3, 1],
    ] as const
  ).map(([m, k, n]): Case => ({
    name: `fused matMul with bias (${m}, ${k})·(${k}, ${n})`,
    inputs: [float([m, k]), float([k, n]), float([n])],
    run: (tf, a, b, bias) => tf.fused.matMul({ a: a!, b: b!, bias: bias! }),
    reference: (a, b, bias) => zip(matMul(a, b), bias, (x, y) => x + y),
    heavy: true,
  })),
  {
    name: "fused matMul with bias of batches by a transposed matrix",
    inputs: [float([3, 4, 6]), float([3, 5, 6]), float([5])],
    run: (tf, a, b, bias) => tf.fused.matMul({ a: a!, b: b!, bias: bias!, transposeB: true }),
    reference: (a, b, bias) => zip(matMul(a, b, false, true), bias, (x, y) => x + y),
    gradient: false,
  },
  {
    name: "fused matMul with bias and relu of batches",
    inputs: [float([3, 4, 6]), float([3, 6, 5]), float([5])],
    run: (tf, a, b, bias) => tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation: "relu" }),
    reference: (a, b, bias) =>
      map(
        zip(matMul(a, b), bias, (x, y) => x + y),
        (x) => Math.max(x, 0),
      ),
    gradient: false,
  },
  {
    name: "matMul of no row (0, 5)·(5, 3)",
    inputs: [float([0, 5]), float([5, 3])],
    run: (tf, a, b) => tf.matMul(a!, b!),
    reference: () => nd([0, 3], []),
  },
];

/** One number of a product, as an array of one. */
function matMulRow(a: Nd, b: Nd, [i, j]: readonly number[]): Nd {
  const k = a.shape[1]!;
  return nd([1], [sum(Array.from({ length: k }, (_, l) => at(a, i!, l) * at(b, l, j!)))]);
}

export const matrices: Case[] = [...products, ...batched, ...sums, ...others];
