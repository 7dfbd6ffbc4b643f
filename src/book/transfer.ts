// Transfer learning (transfer-learning/transfer): a backbone of two convolutions and a dense layer, which learns on one
// task, and a head of one affine map, which is made anew for the next. Frozen, the backbone is a fixed function.
import * as tf from "@tensorflow/tfjs";
import { featureMaps } from "./cnn";
import type { Examples } from "./examples";
import type { Net, Params } from "./mlp";
import { seeded } from "./random";
import { sparseCrossEntropy } from "./sparse-cross-entropy";

// B batch, F₁ and F₂ filters, H features, K classes; an image is (28, 28, 1)

export type BackboneParams = {
  /** (5, 5, 1, F₁) */
  W1: tf.Tensor4D;
  b1: tf.Tensor1D;
  /** (5, 5, F₁, F₂) */
  W2: tf.Tensor4D;
  b2: tf.Tensor1D;
  /** (4 · 4 · F₂, H) */
  W3: tf.Tensor2D;
  b3: tf.Tensor1D;
};

export type HeadParams = {
  /** (H, K) */
  W4: tf.Tensor2D;
  /** (K) */
  b4: tf.Tensor1D;
};

export type TransferParams = BackboneParams & HeadParams;

/** What the backbone sees: convolution, ReLU, pool, twice; then a dense layer with ReLU. X (B, 784) → (B, H). */
export function backbone({ W1, b1, W2, b2, W3, b3 }: BackboneParams, X: tf.Tensor2D): tf.Tensor2D {
  const { second } = featureMaps({ W1, b1, W2, b2 }, X); // (B, 8, 8, F₂)
  const flat = second.maxPool(2, 2, "valid").reshape<tf.Tensor2D>([-1, W3.shape[0]]); // (B, 4 · 4 · F₂)
  return flat.matMul(W3).add(b3).relu();
}

/** One affine map. features (B, H) → logits (B, K). */
export function head({ W4, b4 }: HeadParams, features: tf.Tensor2D): tf.Tensor2D {
  return features.matMul(W4).add(b4);
}

/** Backbone and head. X (B, 784) → logits (B, K). */
export function transferNet(params: TransferParams, X: tf.Tensor2D): tf.Tensor2D {
  return head(params, backbone(params, X));
}

/** A fresh network, 8 and 16 filters of 5 × 5 and 64 features unless said; Glorot's weights, biases 0. */
export function initTransferNet(spec: { numOutputs: number; numFeatures?: number; seed: number }): Net<TransferParams> {
  const { numOutputs, numFeatures = 64, seed } = spec;
  const make = glorot(seed);
  const params = {
    W1: make<tf.Tensor4D>([5, 5, 1, 8], 25, 25 * 8),
    b1: tf.zeros<tf.Rank.R1>([8]),
    W2: make<tf.Tensor4D>([5, 5, 8, 16], 25 * 8, 25 * 16),
    b2: tf.zeros<tf.Rank.R1>([16]),
    W3: make<tf.Tensor2D>([256, numFeatures], 256, numFeatures),
    b3: tf.zeros<tf.Rank.R1>([numFeatures]),
    ...freshHead(numFeatures, numOutputs, make),
  };
  return { params, forward: transferNet };
}

/** The same backbone, in tensors of its own, under a head that knows nothing. */
export function withFreshHead(params: TransferParams, numOutputs: number, seed: number): Net<TransferParams> {
  const { W1, b1, W2, b2, W3, b3 } = params;
  const kept = { W1: W1.clone(), b1: b1.clone(), W2: W2.clone(), b2: b2.clone(), W3: W3.clone(), b3: b3.clone() };
  return { params: { ...kept, ...freshHead(W3.shape[1], numOutputs, glorot(seed)) }, forward: transferNet };
}

/** What may be frozen: the convolutions, or these and the dense layer, so that only the head is left to learn. */
export const layers = {
  convolutions: ["W1", "b1", "W2", "b2"],
  backbone: ["W1", "b1", "W2", "b2", "W3", "b3"],
} as const;

/** These parameters become part of the function and do not learn; the others do. */
export function freeze({ params }: Net<TransferParams>, names: readonly (keyof TransferParams)[]): Net<Params> {
  const isFixed = (name: string) => names.some((fixed) => fixed === name);
  const own = Object.entries(params).filter(([name]) => !isFixed(name));
  return { params: Object.fromEntries(own), forward: (learned, X) => transferNet({ ...params, ...learned }, X) };
}

/** Examples of these digits, at most so many of each, in the order in which they come; labels counted from the first. */
export function onlyDigits(examples: Examples, digits: readonly number[], perDigit = Infinity): Examples {
  const taken = new Map(digits.map((digit) => [digit, 0]));
  const rows: number[] = [];
  examples.labels.forEach((label, row) => {
    const count = taken.get(label);
    if (count === undefined || count >= perDigit) return;
    taken.set(label, count + 1);
    rows.push(row);
  });
  const labels = Uint8Array.from(rows, (row) => digits.indexOf(examples.labels[row]!));
  const batch = (numbers: ArrayLike<number>) => {
    const { X, y } = examples.batch(Array.from(numbers, (i) => rows[i]!));
    y.dispose();
    const own = Int32Array.from(Array.from(numbers), (i) => labels[i]!);
    return { X, y: tf.tensor1d(own, "int32") };
  };
  return { count: rows.length, labels, batch };
}

/** The share of `queries` whose k nearest references (by the angle between rows) have their label in the majority. */
export function nearestAccuracy(
  references: { rows: number[][]; labels: ArrayLike<number> },
  queries: { rows: number[][]; labels: ArrayLike<number> },
  k: number,
): number {
  const unit = (row: number[]) => {
    const length = Math.hypot(...row) || 1;
    return row.map((value) => value / length);
  };
  const known = references.rows.map(unit);
  const right = queries.rows.map(unit).filter((row, i) => {
    const near = known.map((other, j) => ({ j, near: other.reduce((sum, value, d) => sum + value * row[d]!, 0) }));
    const votes = new Map<number, number>();
    for (const { j, near: weight } of near.sort((a, b) => b.near - a.near).slice(0, k))
      votes.set(references.labels[j]!, (votes.get(references.labels[j]!) ?? 0) + 1 + 1e-3 * weight);
    return [...votes].reduce((a, b) => (b[1] > a[1] ? b : a))[0] === queries.labels[i];
  });
  return right.length / queries.rows.length;
}

/** How much each parameter matters to what `net` knows: the diagonal of the Fisher information, taken at the labels.
 *  The mean, over `count` examples spread evenly, of the squared gradient of one example's loss; shapes as in `net`. */
export function importance<P extends Params>(net: Net<P>, examples: Examples, count = 100): P {
  const names = Object.keys(net.params);
  const values = Object.values(net.params);
  const lossOf =
    (X: tf.Tensor2D, y: tf.Tensor1D) =>
    (...own: tf.Tensor[]) => {
      const params = Object.fromEntries(names.map((name, i) => [name, own[i]!])) as P;
      return sparseCrossEntropy(net.forward(params, X), y);
    };
  let sums = values.map((value) => tf.zerosLike(value));
  for (let i = 0; i < count; i++) {
    const { X, y } = examples.batch([Math.floor((i * examples.count) / count)]);
    const next = tf.tidy(() =>
      tf
        .grads(lossOf(X, y))(values)
        .map((g, j) => sums[j]!.add(g.square().div(count))),
    );
    tf.dispose([X, y, sums]);
    sums = next;
  }
  return Object.fromEntries(names.map((name, i) => [name, sums[i]!])) as P;
}

/** `net` on springs, eq-ewc: each parameter is held where it is, the harder the more it matters. Train this net with this
 *  loss; its forward says the penalty in a column after the logits (B, K + 1), so use the old forward afterwards. */
export function onSprings<P extends Params>(net: Net<P>, { matters, strength }: { matters: P; strength: number }) {
  const penaltyOf = (params: P): tf.Scalar =>
    tf.addN(
      Object.entries(params).map(([name, value]) =>
        value
          .sub(net.params[name]!)
          .square()
          .mul(matters[name]!)
          .sum()
          .mul(strength / 2),
      ),
    );
  const forward = (params: P, X: tf.Tensor2D): tf.Tensor2D => {
    const logits = net.forward(params, X); // (B, K)
    const penalty = penaltyOf(params).mul(tf.ones([logits.shape[0], 1])); // (B, 1)
    return tf.concat2d([logits, penalty as tf.Tensor2D], 1);
  };
  const loss = (outputs: tf.Tensor2D, y: tf.Tensor1D): tf.Scalar => {
    const [logits, penalty] = tf.split(outputs, [outputs.shape[1] - 1, 1], 1) as [tf.Tensor2D, tf.Tensor2D];
    return sparseCrossEntropy(logits, y).add(penalty.mean());
  };
  return { net: { params: net.params, forward }, loss };
}

type Make = <T extends tf.Tensor>(shape: T["shape"], numIn: number, numOut: number) => T;

function freshHead(numFeatures: number, numOutputs: number, make: Make): HeadParams {
  return {
    W4: make<tf.Tensor2D>([numFeatures, numOutputs], numFeatures, numOutputs),
    b4: tf.zeros<tf.Rank.R1>([numOutputs]),
  };
}

function glorot(seed: number): Make {
  const random = seeded(seed);
  return <T extends tf.Tensor>(shape: T["shape"], numIn: number, numOut: number): T => {
    const limit = Math.sqrt(6 / (numIn + numOut));
    const size = shape.reduce((product, n) => product * n, 1);
    return tf.tensor(
      random.uniforms(size).map((u) => (2 * u - 1) * limit),
      shape,
    ) as T;
  };
}
