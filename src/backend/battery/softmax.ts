// softmax and its logarithm: of large numbers, of no row, of more rows than a dispatch has workgroups.
import { along, nd, sum } from "./array";
import { float } from "./case";
import { logSumExp } from "./reductions";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

export const softmaxOf = (numbers: number[]): number[] => {
  const top = Math.max(...numbers);
  const powers = numbers.map((x) => Math.exp(x - top));
  const total = sum(powers);
  return powers.map((p) => p / total);
};
export const logSoftmaxOf = (numbers: number[]): number[] => {
  const whole = logSumExp(numbers);
  return numbers.map((x) => x - whole);
};

export const softmaxCases: Case[] = [
  ...[
    [33, 70],
    [2, 3, 5, 8],
    [1, 2],
    [5, 2000],
  ].map((shape) => ({
    name: `softmax of (${shape.join(", ")})`,
    inputs: [float(shape)],
    run: (tf: Tfjs, x: Tf.Tensor) => tf.softmax(x),
    reference: (x: Nd) => along(x, -1, softmaxOf),
  })),
  {
    name: "softmax of 70,000 rows",
    inputs: [float([70_000, 4])],
    run: (tf, x) => tf.softmax(x!),
    reference: (x) => along(x, -1, softmaxOf),
    heavy: true,
  },
  {
    name: "softmax of attention (64, 8, 160, 3)",
    inputs: [float([64, 8, 160, 3])],
    run: (tf, x) => tf.softmax(x!),
    reference: (x) => along(x, -1, softmaxOf),
    heavy: true,
  },
  {
    name: "softmax of no row (0, 5)",
    inputs: [float([0, 5])],
    run: (tf, x) => tf.softmax(x!),
    reference: () => nd([0, 5], []),
  },
  {
    name: "softmax of large numbers",
    inputs: [{ shape: [2, 3], values: [1e4, 0, -1e4, 88, 89, 90] }],
    run: (tf, x) => tf.softmax(x!),
    reference: (x) => along(x, -1, softmaxOf),
  },
  {
    name: "logSoftmax of (33, 70)",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.logSoftmax(x!),
    reference: (x) => along(x, -1, logSoftmaxOf),
  },
  {
    name: "logSoftmax of 70,000 rows",
    inputs: [float([70_000, 4])],
    run: (tf, x) => tf.logSoftmax(x!),
    reference: (x) => along(x, -1, logSoftmaxOf),
    heavy: true,
  },
];
