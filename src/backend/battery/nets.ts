// Losses, normalisations and attention as the chapters write them, and derivatives of derivatives.
import { along, build, map, matMul, mean, nd, reduce, sum, zip } from "./array";
import { float, whole } from "./case";
import { logSoftmaxOf, softmaxOf } from "./softmax";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

const total = (x: Nd, f: (v: number) => number = (v) => v): Nd => nd([], [sum(x.data.map(f))]);
const average = (x: Nd): Nd => nd([], [mean([...x.data])]);

const standardise = (numbers: number[], epsilon: number): number[] => {
  const centre = mean(numbers);
  const variance = mean(numbers.map((x) => (x - centre) ** 2));
  return numbers.map((x) => (x - centre) / Math.sqrt(variance + epsilon));
};

const losses: Case[] = [
  {
    name: "softmaxCrossEntropy by the logits",
    inputs: [float([33, 12]), whole([33], 12)],
    run: (tf, logits, labels) => tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 12), logits!),
    reference: (logits, labels) =>
      nd([], [mean([...labels.data].map((label, i) => -along(logits, -1, logSoftmaxOf).data[i * 12 + label]!))]),
  },
  {
    name: "sigmoidCrossEntropy",
    inputs: [float([33, 12])],
    run: (tf, x) => tf.losses.sigmoidCrossEntropy(tf.ones([33, 12]), x!),
    reference: (x) => average(map(x, (v) => Math.log1p(Math.exp(-v)))),
  },
  {
    name: "meanSquaredError",
    inputs: [float([33, 12]), float([33, 12])],
    run: (tf, a, b) => tf.losses.meanSquaredError(a!, b!),
    reference: (a, b) => average(zip(a, b, (x, y) => (x - y) ** 2)),
  },
  {
    name: "huberLoss",
    inputs: [float([33, 12], -3, 3)],
    run: (tf, x) => tf.losses.huberLoss(tf.zeros([33, 12]), x!),
    reference: (x) => average(map(x, (v) => (Math.abs(v) <= 1 ? v * v * 0.5 : Math.abs(v) - 0.5))),
  },
  {
    name: "absoluteDifference",
    inputs: [float([33, 12])],
    run: (tf, x) => tf.losses.absoluteDifference(tf.zeros([33, 12]), x!),
    reference: (x) => average(map(x, Math.abs)),
  },
];

const norms: Case[] = [
  {
    name: "layer normalisation",
    inputs: [float([9, 20])],
    run: (tf, x) => {
      const { mean: centre, variance } = tf.moments(x!, -1, true);
      return tf.mul(tf.sub(x!, centre), tf.rsqrt(tf.add(variance, 1e-5)));
    },
    reference: (x) => along(x, -1, (numbers) => standardise(numbers, 1e-5)),
  },
  {
    name: "batchNorm of images by their own moments",
    inputs: [float([3, 5, 5, 2])],
    run: (tf, x) => {
      const { mean: centre, variance } = tf.moments(x!, [0, 1, 2]);
      return tf.batchNorm(x!, centre as Tf.Tensor1D, variance as Tf.Tensor1D, tf.zeros([2]), tf.ones([2]), 1e-3);
    },
    reference: (x) => ({
      ...along({ shape: [75, 2], data: x.data }, 0, (numbers) => standardise(numbers, 1e-3)),
      shape: x.shape,
    }),
  },
  {
    name: "localResponseNormalization",
    inputs: [float([2, 3, 3, 6])],
    run: (tf, x) => tf.localResponseNormalization(x as Tf.Tensor4D, 2, 1, 0.5, 0.5),
    reference: (x) =>
      along(x, -1, (v) =>
        v.map((n, i) => n / Math.sqrt(1 + 0.5 * sum(v.slice(Math.max(0, i - 2), i + 3).map((m) => m * m)))),
      ),
  },
  {
    name: "rows made of length 1",
    inputs: [float([9, 12])],
    run: (tf, x) => tf.div(x!, tf.norm(x!, 2, -1, true)),
    reference: (x) =>
      zip(
        x,
        reduce(x, -1, (v) => Math.hypot(...v)),
        (v, length) => v / length,
      ),
  },
];

const attention: Case = {
  name: "causal attention (2, 3, 7, 4) by queries, keys and values",
  inputs: [float([2, 3, 7, 4]), float([2, 3, 7, 4]), float([2, 3, 7, 4])],
  run: (tf, q, k, v) => {
    const scores = tf.mul(tf.matMul(q!, k!, false, true), 0.5);
    const mask = tf.linalg.bandPart(tf.ones([7, 7]), -1, 0);
    return tf.matMul(tf.softmax(tf.add(scores, tf.mul(tf.sub(1, mask), -1e9))), v!);
  },
  reference: (q, k, v) => {
    const scores = matMul(q, k, false, true);
    const masked = build(scores.shape, (index) => {
      const [b, h, i, j] = index as [number, number, number, number];
      return j > i ? -Infinity : scores.data[((b * 3 + h) * 7 + i) * 7 + j]! / 2;
    });
    return matMul(along(masked, -1, softmaxOf), v);
  },
};

/** [name, f in tfjs, f in float64 as a sum over the numbers]. The case is the derivative of f, so its gradient is f″. */
type Twice = [name: string, f: (tf: Tfjs, x: Tf.Tensor) => Tf.Tensor, reference: (x: Nd) => Nd];

const elu = (x: number): number => (x > 0 ? x : Math.expm1(x));

const twice: Twice[] = [
  ["tanh", (tf, x) => tf.tanh(x), (x) => total(x, Math.tanh)],
  ["x·tanh(x)", (tf, x) => tf.mul(x, tf.tanh(x)), (x) => total(x, (v) => v * Math.tanh(v))],
  ["sigmoid", (tf, x) => tf.square(tf.sigmoid(x)), (x) => total(x, (v) => (1 + Math.exp(-v)) ** -2)],
  ["exp", (tf, x) => tf.mul(x, tf.exp(x)), (x) => total(x, (v) => v * Math.exp(v))],
  ["sqrt", (tf, x) => tf.sqrt(tf.add(x, 3)), (x) => total(x, (v) => Math.sqrt(v + 3))],
  ["elu", (tf, x) => tf.square(tf.elu(x)), (x) => total(x, (v) => elu(v) ** 2)],
  ["leakyRelu", (tf, x) => tf.square(tf.leakyRelu(x)), (x) => total(x, (v) => (v > 0 ? v : 0.2 * v) ** 2)],
  [
    "selu",
    (tf, x) => tf.square(tf.selu(x)),
    (x) => total(x, (v) => (1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * Math.expm1(v))) ** 2),
  ],
  ["softmax", (tf, x) => tf.square(tf.softmax(x)), (x) => total(along(x, -1, softmaxOf), (v) => v * v)],
  ["logSoftmax", (tf, x) => tf.square(tf.logSoftmax(x)), (x) => total(along(x, -1, logSoftmaxOf), (v) => v * v)],
];

const secondOrder: Case[] = twice.map(([name, f, reference]) => ({
  name: `the derivative of ${name}, differentiated again`,
  inputs: [float([4, 5])],
  run: (tf, x) => tf.grad((inner) => tf.sum(f(tf, inner)))(x!),
  reference: (x) => derivativeOf(reference, x),
  step: 1e-3,
  tolerance: 1e-3,
}));

/** By central differences with a step that leaves ten digits. */
function derivativeOf(f: (x: Nd) => Nd, x: Nd): Nd {
  const moved = (i: number, by: number) => f(map(x, (v, j) => (i === j ? v + by : v))).data[0]!;
  return map(x, (_, i) => (moved(i, 1e-4) - moved(i, -1e-4)) / 2e-4);
}

const penalty: Case = {
  name: "the gradient penalty of a critic, by its weights",
  inputs: [float([3, 4]), float([4, 6]), float([6, 1])],
  run: (tf, x, w, v) => {
    const critic = (points: Tf.Tensor) => tf.sum(tf.matMul(tf.tanh(tf.matMul(points, w!)), v!));
    return tf.square(tf.sub(tf.norm(tf.grad(critic)(x!), 2, -1), 1));
  },
  reference: (x, w, v) => {
    const slopes = map(matMul(x, w), (h) => 1 - Math.tanh(h) ** 2);
    const gradient = matMul(
      zip(slopes, nd([1, 6], v.data), (s, a) => s * a),
      w,
      false,
      true,
    );
    return nd([3], reduce(gradient, -1, (g) => (Math.hypot(...g) - 1) ** 2).data);
  },
};

export const netCases: Case[] = [...losses, ...norms, attention, ...secondOrder, penalty];
