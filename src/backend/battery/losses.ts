// Softmax cross-entropy as a loss: of rows of probabilities and of whole labels, large, masked, weighted, of no row.
// N rows, V classes
import { along, map, mean, nd, reduce, reshape, sum, zip } from "./array";
import { float, whole } from "./case";
import { logSoftmaxOf } from "./softmax";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** −Σ y ln p of each row: (…, V), (…, V) → (…). Where y is 0, ln p may be −∞. */
export function crossEntropies(labels: Nd, logits: Nd): Nd {
  const terms = zip(labels, along(logits, -1, logSoftmaxOf), (y, logP) => (y === 0 ? 0 : -y * logP));
  return reshape(reduce(terms, -1, sum), logits.shape.slice(0, -1));
}
export const average = (x: Nd): Nd => nd([], [mean([...x.data])]);
export const oneHot = (labels: Nd, size: number): Nd =>
  nd(
    [...labels.shape, size],
    [...labels.data].flatMap((label) => Array.from({ length: size }, (_, i) => (i === label ? 1 : 0))),
  );

export const sparse = (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor, isMean: boolean): Tf.Tensor => {
  const results = tf.engine().runKernel("SparseSoftmaxCrossEntropy", { labels, logits }, { mean: isMean });
  return (results as Tf.Tensor[])[0]!;
};

const shapes = [[3, 1], [2, 3], [33, 65], [5, 300], [2, 3, 7], [11]];

export const lossCases: Case[] = [
  ...shapes.map((shape) => ({
    name: `softmaxCrossEntropy of (${shape.join(", ")}) by labels and logits`,
    inputs: [float(shape, 0, 1), float(shape, -3, 3)],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits),
    reference: (labels: Nd, logits: Nd) => average(crossEntropies(labels, logits)),
    heavy: shape.includes(300),
  })),
  ...[
    [1, 1],
    [2, 3],
    [33, 65],
    [70, 10],
    [5, 300],
    [2, 3, 7],
  ].map((shape) => ({
    name: `SparseSoftmaxCrossEntropy of (${shape.join(", ")}), the mean`,
    inputs: [whole(shape.slice(0, -1), shape.at(-1)!), float(shape, -3, 3)],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => sparse(tf, labels, logits, true),
    reference: (labels: Nd, logits: Nd) => average(crossEntropies(oneHot(labels, shape.at(-1)!), logits)),
    heavy: shape.includes(300),
  })),
  ...[6, 40].map((numClasses) => ({
    name: `SparseSoftmaxCrossEntropy by ${numClasses} classes, each row for itself, some of no class`,
    inputs: [
      { shape: [5], values: [1, -1, numClasses, numClasses - 1, 0], dtype: "int32" as const },
      float([5, numClasses], -3, 3),
    ],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => sparse(tf, labels, logits, false),
    reference: (labels: Nd, logits: Nd) => crossEntropies(oneHot(labels, numClasses), logits),
  })),
  {
    name: "three times SparseSoftmaxCrossEntropy, the mean",
    inputs: [whole([9], 6), float([9, 6])],
    run: (tf, labels, logits) => tf.mul(sparse(tf, labels!, logits!, true), 3),
    reference: (labels, logits) => map(average(crossEntropies(oneHot(labels, 6), logits)), (loss) => 3 * loss),
  },
  {
    name: "softmaxCrossEntropy of no row",
    inputs: [float([0, 5]), float([0, 5])],
    run: (tf, labels, logits) => tf.losses.softmaxCrossEntropy(labels!, logits!, undefined, 0, tf.Reduction.SUM),
    reference: () => nd([], [0]),
  },
  {
    name: "softmaxCrossEntropy of whole labels, each row for itself",
    inputs: [whole([9], 6), float([9, 6])],
    run: (tf, labels, logits) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 6), logits!, undefined, 0, tf.Reduction.NONE),
    reference: (labels, logits) => crossEntropies(oneHot(labels, 6), logits),
  },
  {
    name: "softmaxCrossEntropy of bool labels",
    inputs: [whole([9], 6), float([9, 6])],
    run: (tf, labels, logits) => tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 6, 1, 0, "bool"), logits!),
    reference: (labels, logits) => average(crossEntropies(oneHot(labels, 6), logits)),
  },
  {
    name: "softmaxCrossEntropy with weights and smoothed labels",
    inputs: [whole([9], 6), float([9, 6]), float([9], 0.5, 2)],
    run: (tf, labels, logits, weights) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 6), logits!, weights, 0.1, tf.Reduction.SUM),
    reference: (labels, logits, weights) => {
      const smooth = map(oneHot(labels, 6), (y) => y * 0.9 + 0.1 / 6);
      return nd([], [sum(zip(crossEntropies(smooth, logits), weights, (loss, w) => loss * w).data)]);
    },
  },
  {
    name: "softmaxCrossEntropy of large and of masked logits",
    inputs: [whole([3], 2), { shape: [3, 4], values: [1e4, 0, -1e4, 5, 88, 89, -1e9, 90, -1e9, -1e9, 3, -1e9] }],
    run: (tf, labels, logits) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 4), tf.maximum(logits!, -2e4), undefined, 0, tf.Reduction.NONE),
    reference: (labels, logits) =>
      crossEntropies(
        oneHot(labels, 4),
        map(logits, (x) => Math.max(x, -2e4)),
      ),
    gradient: false,
  },
];
