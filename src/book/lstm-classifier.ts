// The LSTM that reads a text and answers yes or no (text-classification/lstm): embedding, LSTM, one score from the state
// at the last character. What only fills a text up is read too, after that character, and so changes nothing.
import * as tf from "@tensorflow/tfjs";
import { embed } from "./embedding";
import type { Net } from "./mlp";
import { seeded } from "./random";
import { lstm } from "./recurrent";

// B batch, T characters, V kinds of characters, D embedding, H hiddens; gates in the order of book/recurrent

export type LstmClassifierParams = {
  /** (V, D): one row for each character. */
  E: tf.Tensor2D;
  /** (D, 4H) */
  Wx: tf.Tensor2D;
  /** (H, 4H) */
  Wh: tf.Tensor2D;
  /** (4H) */
  b: tf.Tensor1D;
  /** (H, 1) */
  w: tf.Tensor2D;
  /** (1) */
  c: tf.Tensor1D;
};

export interface LstmClassifierSpec {
  numKinds: number;
  width: number;
  numHiddens: number;
  seed: number;
  /** What the gate that keeps starts with; 1 unless said (Jozefowicz, Zaremba & Sutskever 2015). */
  forgetBias?: number;
}

/** Scores of texts: ids (B, T) int32, filled up with 0 → (B, 1). */
export function lstmClassifier({ E, Wx, Wh, b, w, c }: LstmClassifierParams, ids: tf.Tensor2D): tf.Tensor2D {
  const H = lstm(embed<tf.Tensor3D>(E, ids), { Wx, Wh, b }); // (B, T, H)
  return lastState(H, ids).matMul(w).add(c); // (B, 1)
}

/** The state at the last character that is not 0. H (B, T, H), ids (B, T) → (B, H). */
export function lastState(H: tf.Tensor3D, ids: tf.Tensor2D): tf.Tensor2D {
  const [B, T, numHiddens] = H.shape;
  const lengths = ids.notEqual(0).sum(1).toInt(); // (B)
  const isLast = tf.oneHot(lengths.sub(1).maximum(0).toInt(), T).reshape<tf.Tensor3D>([B, 1, T]);
  return isLast.toFloat<tf.Tensor3D>().matMul(H).reshape([B, numHiddens]); // (B, 1, T) · (B, T, H)
}

/** Weights uniform as Glorot and Bengio (2010), embeddings uniform on ±0.05 as in Keras, biases 0 but the forget gate's. */
export function initLstmClassifier(spec: LstmClassifierSpec): Net<LstmClassifierParams> {
  const { numKinds, width, numHiddens, seed, forgetBias = 1 } = spec;
  const random = seeded(seed);
  const uniform = (rows: number, columns: number, limit: number) =>
    tf.tensor2d(
      random.uniforms(rows * columns).map((u) => (2 * u - 1) * limit),
      [rows, columns],
    );
  const glorot = (rows: number, columns: number) => uniform(rows, columns, Math.sqrt(6 / (rows + columns)));
  const b = Float32Array.from({ length: 4 * numHiddens }, (_, j) =>
    Math.floor(j / numHiddens) === 1 ? forgetBias : 0,
  );
  const params = {
    E: uniform(numKinds, width, 0.05),
    Wx: glorot(width, 4 * numHiddens),
    Wh: glorot(numHiddens, 4 * numHiddens),
    b: tf.tensor1d(b),
    w: glorot(numHiddens, 1),
    c: tf.zeros<tf.Rank.R1>([1]),
  };
  return { params, forward: lstmClassifier };
}
