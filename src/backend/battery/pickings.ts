// Operations that pick numbers by index, scatter them, or make them from nothing.
import { at, build, map, nd, sizeOf } from "./array";
import { float, whole } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case } from "./case";

/** The numbers of x at places that are computed from the index in the result. */
const pick = (shape: readonly number[], x: Nd, from: (index: readonly number[]) => number[]): Nd =>
  build(shape, (index) => at(x, ...from(index)));

export const pickingCases: Case[] = [
  {
    name: "gather of rows",
    inputs: [float([33, 7]), whole([50], 33)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor1D),
    reference: (x, i) => pick([50, 7], x, ([n, j]) => [i.data[n!]!, j!]),
  },
  {
    name: "gather along axis 1",
    inputs: [float([5, 20, 3]), whole([9], 20)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor1D, 1),
    reference: (x, i) => pick([5, 9, 3], x, ([n, m, j]) => [n!, i.data[m!]!, j!]),
  },
  {
    name: "gather of an embedding, (16, 64) of 100 words",
    inputs: [float([100, 32]), whole([16, 64], 100)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor2D),
    reference: (x, i) => pick([16, 64, 32], x, ([n, t, d]) => [at(i, n!, t!), d!]),
    heavy: true,
  },
  {
    name: "gather of no row",
    inputs: [float([4, 3]), whole([0], 4)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor1D),
    reference: () => nd([0, 3], []),
  },
  {
    name: "gather in each of a batch",
    inputs: [float([4, 6, 3]), whole([4, 5], 6)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor2D, 1, 1),
    reference: (x, i) => pick([4, 5, 3], x, ([n, m, j]) => [n!, at(i, n!, m!), j!]),
  },
  {
    name: "gather by argMax of x itself",
    inputs: [float([6, 5])],
    run: (tf, x) => tf.gather(x!, tf.argMax(x!, 0) as Tf.Tensor1D),
    reference: (x) => pick([5, 5], x, ([m, j]) => [largestRow(x, m!), j!]),
  },
  {
    name: "gatherND",
    inputs: [float([6, 7, 2]), { shape: [4, 2], values: [0, 1, 5, 6, 0, 1, 3, 3], dtype: "int32" }],
    run: (tf, x, i) => tf.gatherND(x!, i!),
    reference: (x, i) => pick([4, 2], x, ([n, c]) => [at(i, n!, 0), at(i, n!, 1), c!]),
  },
  {
    name: "scatterND, two in one place",
    inputs: [{ shape: [3, 1], values: [0, 5, 5], dtype: "int32" }, float([3, 4])],
    run: (tf, i, x) => tf.scatterND(i!, x!, [9, 4]),
    reference: (_, x) =>
      build([9, 4], ([r, j]) => (r === 0 ? at(x, 0, j!) : r === 5 ? at(x, 1, j!) + at(x, 2, j!) : 0)),
  },
  {
    name: "sparseToDense, by the values and by what stands elsewhere",
    inputs: [{ shape: [3], values: [0, 5, 6], dtype: "int32" }, float([3]), float([])],
    run: (tf, i, x, other) => tf.sparseToDense(i!, x!, [9], other as Tf.Scalar),
    reference: (_, x, other) =>
      build([9], ([r]) => ([0, 5, 6].includes(r!) ? at(x, [0, 5, 6].indexOf(r!)) : at(other))),
  },
  {
    name: "unsortedSegmentSum",
    inputs: [float([40, 6]), whole([40], 9)],
    run: (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as Tf.Tensor1D, 9),
    reference: segmentSum(9),
  },
  {
    name: "unsortedSegmentSum of (4096, 16) into 65",
    inputs: [float([4096, 16]), whole([4096], 65)],
    run: (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as Tf.Tensor1D, 65),
    reference: segmentSum(65),
    heavy: true,
  },
  {
    name: "the values of topk",
    inputs: [float([9, 14])],
    run: (tf, x) => tf.topk(x!, 4).values,
    reference: (x) => build([9, 4], ([i, k]) => row(x, i!).sort((a, b) => b - a)[k!]!),
  },
  {
    name: "the places of topk",
    inputs: [float([9, 14])],
    run: (tf, x) => tf.topk(x!, 4).indices.toFloat(),
    reference: (x) => build([9, 4], ([i, k]) => row(x, i!).indexOf(row(x, i!).sort((a, b) => b - a)[k!]!)),
    gradient: false,
  },
  {
    name: "oneHot",
    inputs: [whole([20], 7)],
    run: (tf, i) => tf.oneHot(i!, 7).toFloat(),
    reference: (i) => build([20, 7], ([n, j]) => Number(i.data[n!] === j)),
  },
  {
    name: "cast to int32 cuts towards 0",
    inputs: [{ shape: [4], values: [1.9, -1.9, 2.5, -0.5] }],
    run: (tf, x) => tf.cast(x!, "int32").toFloat(),
    reference: (x) => map(x, Math.trunc),
    gradient: false,
  },
  {
    name: "linspace",
    inputs: [],
    run: (tf) => tf.linspace(-1, 3, 57),
    reference: () => build([57], ([i]) => -1 + (4 * i!) / 56),
  },
  { name: "range", inputs: [], run: (tf) => tf.range(0, 100, 3), reference: () => build([34], ([i]) => 3 * i!) },
];

function largestRow(x: Nd, column: number): number {
  const numbers = Array.from({ length: x.shape[0]! }, (_, i) => at(x, i, column));
  return numbers.indexOf(Math.max(...numbers));
}

const row = (x: Nd, i: number): number[] => Array.from(x.data.subarray(i * x.shape[1]!, (i + 1) * x.shape[1]!));

function segmentSum(count: number): (x: Nd, ids: Nd) => Nd {
  return (x, ids) => {
    const width = sizeOf(x.shape.slice(1));
    const sums = nd([count, width], new Float64Array(count * width));
    x.data.forEach((value, i) => (sums.data[ids.data[Math.floor(i / width)]! * width + (i % width)]! += value));
    return sums;
  };
}
