// The multilayer perceptron of chapter 8 (mnist/mlp): two affine maps with a ReLU between them.
// A network is a record of parameters and a pure function of them; training makes a new record and leaves the old one.
import * as tf from "@tensorflow/tfjs";
import { seeded } from "./random";

// B batch, D inputs, H hiddens, K classes

/** Parameters by name. */
export type Params = Record<string, tf.Tensor>;

/** A network: its parameters, and what they do to a batch; unless said otherwise (B, D) → logits (B, K). */
export interface Net<P extends Params = Params, X extends tf.Tensor = tf.Tensor2D, Y extends tf.Tensor = tf.Tensor2D> {
  params: P;
  forward(params: P, X: X): Y;
}

/** A type and not an interface, so that it is also `Params`. */
export type MlpParams = {
  /** (D, H) */
  W1: tf.Tensor2D;
  /** (H) */
  b1: tf.Tensor1D;
  /** (H, K) */
  W2: tf.Tensor2D;
  /** (K) */
  b2: tf.Tensor1D;
};

export interface MlpSpec {
  numInputs: number;
  numHiddens: number;
  numOutputs: number;
  seed: number;
  /** Spread of the first weights: "glorot" is what Keras does, "he" suits ReLU in deeper networks. */
  init?: "glorot" | "he";
}

/** A fresh network: weights uniform with variance 2/(in+out) (Glorot & Bengio 2010) or 2/in (He et al. 2015), biases 0. */
export function initMlp({ numInputs, numHiddens, numOutputs, seed, init = "glorot" }: MlpSpec): Net<MlpParams> {
  const random = seeded(seed);
  const weights = (numIn: number, numOut: number) => {
    const variance = init === "he" ? 2 / numIn : 2 / (numIn + numOut);
    const limit = Math.sqrt(3 * variance); // U(−a, a) has variance a²/3
    return tf.tensor2d(
      random.uniforms(numIn * numOut).map((u) => (2 * u - 1) * limit),
      [numIn, numOut],
    );
  };
  const W1 = weights(numInputs, numHiddens); // (D, H)
  const W2 = weights(numHiddens, numOutputs); // (H, K)
  return { params: { W1, b1: tf.zeros([numHiddens]), W2, b2: tf.zeros([numOutputs]) }, forward: mlp };
}

/** ReLU(X W₁ + b₁) W₂ + b₂, eq-mlp. X (B, D) → logits (B, K). */
export function mlp({ W1, b1, W2, b2 }: MlpParams, X: tf.Tensor2D): tf.Tensor2D {
  const A1 = X.matMul(W1).add(b1).relu(); // (B, H)
  return A1.matMul(W2).add(b2); // (B, K)
}

/** How many numbers training may change. */
export function countParams(net: { params: Params }): number {
  return Object.values(net.params).reduce((total, tensor) => total + tensor.size, 0);
}
