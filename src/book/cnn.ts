// The convolutional networks of chapter 9: records of parameters and pure functions of them, like the perceptron's.
// An image comes as a row of 784 pixels, as MNIST gives it; the functions give it back its height, width and channel.
import * as tf from "@tensorflow/tfjs";
import type { Net } from "./mlp";
import { seeded } from "./random";

// B batch, F filters, H hiddens, K classes; an image is (28, 28, 1)

export type CnnParams = {
  /** (3, 3, 1, F) */
  W1: tf.Tensor4D;
  /** (F) */
  b1: tf.Tensor1D;
  /** (13 · 13 · F, H) */
  W2: tf.Tensor2D;
  /** (H) */
  b2: tf.Tensor1D;
  /** (H, K) */
  W3: tf.Tensor2D;
  /** (K) */
  b3: tf.Tensor1D;
};

/** Convolution, ReLU, pool, two affine maps: eq-cnn. X (B, 784) → logits (B, K). */
export function cnn({ W1, b1, W2, b2, W3, b3 }: CnnParams, X: tf.Tensor2D): tf.Tensor2D {
  const images = X.reshape<tf.Tensor4D>([-1, 28, 28, 1]); // (B, 28, 28, 1)
  const maps = images.conv2d(W1, 1, "valid").add<tf.Tensor4D>(b1).relu(); // (B, 26, 26, F)
  const pooled = maps.maxPool(2, 2, "valid"); // (B, 13, 13, F)
  const flat = pooled.reshape<tf.Tensor2D>([-1, W2.shape[0]]); // (B, 13 · 13 · F)
  const hidden = flat.matMul(W2).add(b2).relu<tf.Tensor2D>(); // (B, H)
  return hidden.matMul(W3).add(b3); // (B, K)
}

export interface CnnSpec {
  numFilters: number;
  numHiddens: number;
  numOutputs: number;
  seed: number;
}

/** The network of eq-cnn as Keras starts it: Glorot's weights, biases 0. */
export function initCnn({ numFilters, numHiddens, numOutputs, seed }: CnnSpec): Net<CnnParams> {
  const make = glorot(seed);
  const numFlat = 13 * 13 * numFilters;
  const W1 = make<tf.Tensor4D>([3, 3, 1, numFilters], 9, 9 * numFilters);
  const W2 = make<tf.Tensor2D>([numFlat, numHiddens], numFlat, numHiddens);
  const W3 = make<tf.Tensor2D>([numHiddens, numOutputs], numHiddens, numOutputs);
  const params = { W1, b1: zeros(numFilters), W2, b2: zeros(numHiddens), W3, b3: zeros(numOutputs) };
  return { params, forward: cnn };
}

export type SmallCnnParams = {
  /** (5, 5, 1, F₁) */
  W1: tf.Tensor4D;
  b1: tf.Tensor1D;
  /** (5, 5, F₁, F₂) */
  W2: tf.Tensor4D;
  b2: tf.Tensor1D;
  /** (what is left of the places · F₂, K) */
  W3: tf.Tensor2D;
  b3: tf.Tensor1D;
};

/** What becomes of the last feature maps: laid out place by place, or the greatest of each map. */
export type Head = "flatten" | "global-max";

/** Twice convolution, ReLU, pool; then one affine map. X (B, 784) → logits (B, K). */
export function smallCnn({ W1, b1, W2, b2, W3, b3 }: SmallCnnParams, X: tf.Tensor2D): tf.Tensor2D {
  const second = featureMaps({ W1, b1, W2, b2 }, X).second; // (B, 8, 8, F₂)
  const flat = second.maxPool(2, 2, "valid").reshape<tf.Tensor2D>([-1, W3.shape[0]]); // (B, 4 · 4 · F₂)
  return flat.matMul(W3).add(b3); // (B, K)
}

/** The same, but of each map only its greatest value, wherever it stands, goes on. X (B, 784) → logits (B, K). */
export function globalMaxCnn({ W1, b1, W2, b2, W3, b3 }: SmallCnnParams, X: tf.Tensor2D): tf.Tensor2D {
  const second = featureMaps({ W1, b1, W2, b2 }, X).second; // (B, 8, 8, F₂)
  return second.max<tf.Tensor2D>([1, 2]).matMul(W3).add(b3); // (B, K)
}

/** What both convolutions see in each image: (B, 24, 24, F₁) and (B, 8, 8, F₂), after the ReLU. */
export function featureMaps({ W1, b1, W2, b2 }: Omit<SmallCnnParams, "W3" | "b3">, X: tf.Tensor2D) {
  const images = X.reshape<tf.Tensor4D>([-1, 28, 28, 1]);
  const first = images.conv2d(W1, 1, "valid").add<tf.Tensor4D>(b1).relu();
  const second = first.maxPool<tf.Tensor4D>(2, 2, "valid").conv2d(W2, 1, "valid").add<tf.Tensor4D>(b2).relu();
  return { first, second };
}

export interface SmallCnnSpec {
  /** Filters of the first and of the second convolution. */
  numFilters: [number, number];
  numOutputs: number;
  seed: number;
  /** "flatten" unless said. */
  head?: Head;
}

/** A small network, weights as Glorot and Bengio (2010), biases 0. */
export function initSmallCnn(spec: SmallCnnSpec): Net<SmallCnnParams> {
  const { numFilters, numOutputs, seed, head = "flatten" } = spec;
  const [first, last] = numFilters;
  const make = glorot(seed);
  const numFlat = head === "flatten" ? 4 * 4 * last : last;
  const W1 = make<tf.Tensor4D>([5, 5, 1, first], 25, 25 * first);
  const W2 = make<tf.Tensor4D>([5, 5, first, last], 25 * first, 25 * last);
  const W3 = make<tf.Tensor2D>([numFlat, numOutputs], numFlat, numOutputs);
  const params = { W1, b1: zeros(first), W2, b2: zeros(last), W3, b3: zeros(numOutputs) };
  return { params, forward: head === "flatten" ? smallCnn : globalMaxCnn };
}

/** Draws weights uniform with variance 2/(in + out), one tensor after the other. */
function glorot(seed: number) {
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

const zeros = (count: number): tf.Tensor1D => tf.zeros([count]);
