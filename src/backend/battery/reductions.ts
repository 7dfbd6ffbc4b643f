// Sums, means, largest values, running sums and counts: along each axis, over more rows than a GPU dispatch has, of
// nothing at all.
import { along, map, mean, nd, reduce, squeeze, sum, zip } from "./array";
import { float } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

type Reduction = [name: string, f: (numbers: number[]) => number, min?: number, max?: number];

export const logSumExp = (numbers: number[]): number => {
  const top = Math.max(...numbers);
  return top + Math.log(sum(numbers.map((x) => Math.exp(x - top))));
};

const reductions: Reduction[] = [
  ["sum", sum],
  ["mean", mean],
  ["max", (numbers) => Math.max(...numbers)],
  ["min", (numbers) => Math.min(...numbers)],
  ["logSumExp", logSumExp],
  ["prod", (numbers) => numbers.reduce((product, x) => product * x, 1), 0.8, 1.2],
];

const byAxis: Case[] = reductions.flatMap(([name, f, min, max]) =>
  [0, 1, -1].map((axis) => ({
    name: `${name} of (9, 31, 6) along axis ${axis}`,
    inputs: [float([9, 31, 6], min, max)],
    run: (tf: Tfjs, x: Tf.Tensor) =>
      (tf as unknown as Record<string, (x: Tf.Tensor, axis: number) => Tf.Tensor>)[name]!(x, axis),
    reference: (x: Nd) => squeeze(reduce(x, axis, f), axis),
  })),
);

const whole = (f: (numbers: number[]) => number) => (x: Nd) => nd([], [f([...x.data])]);

/** Along several axes, which may not stand side by side. */
const along2 = (x: Nd, axes: number[], f: (numbers: number[]) => number): Nd =>
  axes.toSorted((a, b) => b - a).reduce((y, axis) => squeeze(reduce(y, axis, f), axis), x);

const bySides: Case[] = [
  ...(["sum", "mean"] as const).flatMap((name) => [
    ...(
      [
        [[3000, 5], [0]],
        [[2, 5000, 17], [1]],
        [
          [40, 7, 33],
          [0, 1],
        ],
        [
          [5, 6, 8],
          [0, 2],
        ],
        [
          [2, 3, 1, 4, 5],
          [1, 3],
        ],
        [[4, 1, 6], [1]],
        [[20_000, 1], [0]],
      ] as [number[], number[]][]
    ).map(([shape, axes]) => ({
      name: `${name} of (${shape.join(", ")}) along ${axes.join(" and ")}`,
      inputs: [float(shape)],
      run: (tf: Tfjs, x: Tf.Tensor) => tf[name](x, axes),
      reference: (x: Nd) => along2(x, axes, name === "sum" ? sum : mean),
      heavy: shape[0]! * shape[1]! > 1000,
    })),
    {
      name: `the derivative of ${name} along axis 0, squared and differentiated again`,
      inputs: [float([6, 5])],
      run: (tf: Tfjs, x: Tf.Tensor) => tf.grad((z) => tf.sum(tf.square(tf[name](tf.square(z), 0))))(x),
      reference: (x: Nd) => {
        const factor = name === "sum" ? 1 : 1 / 6;
        const totals = squeeze(
          reduce(
            map(x, (v) => v * v * factor),
            0,
            sum,
          ),
          0,
        );
        return map(x, (v, i) => 4 * v * totals.data[i % 5]! * factor);
      },
    },
  ]),
  {
    name: "the derivative of relu(x)³, differentiated again",
    inputs: [float([33, 7])],
    run: (tf, x) => tf.grad((z) => tf.mul(tf.relu(z), tf.square(tf.relu(z))))(x!),
    reference: (x) => map(x, (v) => 3 * Math.max(v, 0) ** 2),
  },
];

const overAll: Case[] = [
  {
    name: "sum of all (70000)",
    inputs: [float([70_000], 0, 1)],
    run: (tf, x) => tf.sum(x!),
    reference: whole(sum),
    heavy: true,
  },
  { name: "sum of all (33, 70)", inputs: [float([33, 70])], run: (tf, x) => tf.sum(x!), reference: whole(sum) },
  {
    name: "mean of all (1, 300000)",
    inputs: [float([1, 300_000], 0, 1)],
    run: (tf, x) => tf.mean(x!),
    reference: whole(mean),
    heavy: true,
  },
  {
    name: "max of all (33, 70), all below 0",
    inputs: [float([33, 70], -5, -1)],
    run: (tf, x) => tf.max(x!),
    reference: whole((v) => Math.max(...v)),
  },
  {
    name: "sum of nothing (0, 4) along axis 0",
    inputs: [float([0, 4])],
    run: (tf, x) => tf.sum(x!, 0),
    reference: () => nd([4], [0, 0, 0, 0]),
  },
  {
    name: "mean along axes 0 and 2, kept",
    inputs: [float([5, 6, 7])],
    run: (tf, x) => tf.mean(x!, [0, 2], true),
    reference: (x) => reduce(reduce(x, 0, mean), 2, mean),
  },
  {
    name: "sum of (70000, 4) along axis 1",
    inputs: [float([70_000, 4])],
    run: (tf, x) => tf.sum(x!, 1),
    reference: (x) => squeeze(reduce(x, 1, sum), 1),
    heavy: true,
  },
  {
    name: "sum of (70000, 4) along axis 0",
    inputs: [float([70_000, 4])],
    run: (tf, x) => tf.sum(x!, 0),
    reference: (x) => squeeze(reduce(x, 0, sum), 0),
    heavy: true,
  },
  {
    name: "argMax along axis 1",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.argMax(x!, 1),
    reference: (x) =>
      squeeze(
        reduce(x, 1, (v) => v.indexOf(Math.max(...v))),
        1,
      ),
    gradient: false,
  },
  {
    name: "argMin along axis 0",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.argMin(x!, 0),
    reference: (x) =>
      squeeze(
        reduce(x, 0, (v) => v.indexOf(Math.min(...v))),
        0,
      ),
    gradient: false,
  },
  {
    name: "all along axis 1",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.all(tf.greater(x!, -1.95), 1).toFloat(),
    reference: (x) =>
      squeeze(
        reduce(x, 1, (v) => Number(v.every((n) => n > Math.fround(-1.95)))),
        1,
      ),
    gradient: false,
  },
  {
    name: "any along axis 0",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.any(tf.greater(x!, 1.95), 0).toFloat(),
    reference: (x) =>
      squeeze(
        reduce(x, 0, (v) => Number(v.some((n) => n > Math.fround(1.95)))),
        0,
      ),
    gradient: false,
  },
  {
    name: "norm along the last axis",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.norm(x!, 2, -1),
    reference: (x) =>
      squeeze(
        reduce(x, -1, (v) => Math.hypot(...v)),
        -1,
      ),
  },
  {
    name: "moments along axis 0",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.moments(x!, 0).variance,
    reference: (x) =>
      squeeze(
        reduce(x, 0, (v) => mean(v.map((n) => (n - mean(v)) ** 2))),
        0,
      ),
  },
];

const running =
  (isExclusive: boolean, isReverse: boolean, step: (total: number, x: number) => number, start: number) =>
  (numbers: number[]): number[] => {
    const ordered = isReverse ? [...numbers].reverse() : numbers;
    let total = start;
    const totals = ordered.map((x) => {
      const before = total;
      total = step(total, x);
      return isExclusive ? before : total;
    });
    return isReverse ? totals.reverse() : totals;
  };

const flags: [boolean, boolean][] = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
];

const cumulative: Case[] = flags.flatMap(([exclusive, isReverse], i) => [
  ...[0, 1, 2].map((axis) => ({
    name: `cumsum along axis ${axis}${exclusive ? ", exclusive" : ""}${isReverse ? ", reversed" : ""}`,
    inputs: [float([4, 5, 6])],
    run: (tf: Tfjs, x: Tf.Tensor) => tf.cumsum(x, axis, exclusive, isReverse),
    reference: (x: Nd) =>
      along(
        x,
        axis,
        running(exclusive, isReverse, (total, n) => total + n, 0),
      ),
  })),
  {
    name: `cumprod along axis ${i % 3}${exclusive ? ", exclusive" : ""}${isReverse ? ", reversed" : ""}`,
    inputs: [float([4, 5, 6])],
    run: (tf: Tfjs, x: Tf.Tensor) => tf.cumprod(x, i % 3, exclusive, isReverse),
    reference: (x: Nd) =>
      along(
        x,
        i % 3,
        running(exclusive, isReverse, (total, n) => total * n, 1),
      ),
  },
]);

const bincounts: Case[] = [
  ...[false, true].map((isBinary) => ({
    name: `denseBincount of rows${isBinary ? ", whether or not" : ""}`,
    inputs: [{ shape: [20, 30], below: 12 }],
    run: (tf: Tfjs, x: Tf.Tensor) =>
      tf.denseBincount(x as Tf.Tensor2D, tf.tensor([]) as Tf.Tensor2D, 10, isBinary).toFloat(),
    reference: (x: Nd) => {
      const counts = nd([20, 10], new Float64Array(200));
      x.data.forEach((bin, i) => bin < 10 && (counts.data[Math.floor(i / 30) * 10 + bin]! += 1));
      return isBinary ? map(counts, (n) => Math.min(1, n)) : counts;
    },
    gradient: false,
  })),
  {
    name: "denseBincount of rows with weights",
    inputs: [{ shape: [7, 9], below: 4 }, float([7, 9])],
    run: (tf, x, weights) => tf.denseBincount(x as Tf.Tensor2D, weights as Tf.Tensor2D, 5),
    reference: (x, weights) => {
      const sums = nd([7, 5], new Float64Array(35));
      x.data.forEach((bin, i) => (sums.data[Math.floor(i / 9) * 5 + bin]! += weights.data[i]!));
      return sums;
    },
    gradient: false,
  },
  {
    name: "bincount of 300 numbers",
    inputs: [{ shape: [300], below: 10 }],
    run: (tf, x) => tf.bincount(x as Tf.Tensor1D, tf.tensor1d([]), 10).toFloat(),
    reference: (x) =>
      nd(
        [10],
        Array.from({ length: 10 }, (_, bin) => x.data.filter((v) => v === bin).length),
      ),
    gradient: false,
  },
];

const many: Case[] = [7, 8, 12, 20].map((count) => ({
  name: `addN of ${count} tensors`,
  inputs: Array.from({ length: count }, () => float([5, 7])),
  run: (tf, ...xs) => tf.addN(xs),
  reference: (...xs) => xs.reduce((total, x) => zip(total, x, (a, b) => a + b)),
}));

export const reductionCases: Case[] = [...byAxis, ...bySides, ...overAll, ...cumulative, ...bincounts, ...many];
