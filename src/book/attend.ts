// Attention composed of its steps, with masks and heads, and the weights given back to be looked at. The encoder of
// chapter 11 uses it on one text; with queries of one text and keys of another it is the cross-attention of chapter 12.
import * as tf from "@tensorflow/tfjs";

// B batch, H heads, T places (Tq of the queries, Tk of the keys), D channels of a head, C = H · D channels of the model

export interface Attended {
  /** For each query the mixture of the values, (B, H, Tq, D). */
  mixed: tf.Tensor4D;
  /** Who looks at whom, each row adding up to 1: (B, H, Tq, Tk). */
  weights: tf.Tensor4D;
}

/** softmax(Q Kᵀ/√D) V, eq-attention. queries (B, H, Tq, D), keys and values (B, H, Tk, D).
 *  `hidden` is 1 where nobody may look and 0 elsewhere, of a shape that broadcasts to (B, H, Tq, Tk). */
export function attend(queries: tf.Tensor4D, keys: tf.Tensor4D, values: tf.Tensor4D, hidden?: tf.Tensor): Attended {
  const scale = 1 / Math.sqrt(queries.shape[3]);
  const scores = queries.matMul(keys, false, true).mul<tf.Tensor4D>(scale); // (B, H, Tq, Tk)
  const seen = hidden ? scores.sub<tf.Tensor4D>(hidden.mul(1e9)) : scores; // (B, H, Tq, Tk)
  const weights = seen.softmax();
  return { mixed: weights.matMul(values) as tf.Tensor4D, weights };
}

/** 1 where a text is only filled up: ids (B, T), 0 for no character → (B, 1, 1, T), for any query of any head. */
export function paddingMask(ids: tf.Tensor2D): tf.Tensor4D {
  return ids.equal(0).toFloat().reshape([ids.shape[0], 1, 1, ids.shape[1]]);
}

/** 1 where a key stands later than the query: (1, 1, T, T). */
export function causalMask(length: number): tf.Tensor4D {
  const places = tf.range(0, length); // (T)
  return places.expandDims(0).greater(places.expandDims(1)).toFloat().reshape([1, 1, length, length]);
}

/** The channels shared out among the heads: (B, T, C) → (B, H, T, D). */
export function splitHeads(X: tf.Tensor3D, numHeads: number): tf.Tensor4D {
  const [B, T, C] = X.shape;
  return X.reshape<tf.Tensor4D>([B, T, numHeads, C / numHeads]).transpose([0, 2, 1, 3]);
}

/** The heads side by side again: (B, H, T, D) → (B, T, C). */
export function joinHeads(X: tf.Tensor4D): tf.Tensor3D {
  const [B, H, T, D] = X.shape;
  return X.transpose([0, 2, 1, 3]).reshape([B, T, H * D]);
}

export type AttentionParams = {
  /** (C, C) each */
  Wq: tf.Tensor2D;
  Wk: tf.Tensor2D;
  Wv: tf.Tensor2D;
  Wo: tf.Tensor2D;
};

/** Multi-head attention of the places of X to the places of M; M is X itself in self-attention.
 *  X (B, Tq, C), M (B, Tk, C) → (B, Tq, C) and the weights (B, H, Tq, Tk). */
export function multiHead(
  { Wq, Wk, Wv, Wo }: AttentionParams,
  X: tf.Tensor3D,
  M: tf.Tensor3D,
  { numHeads, hidden }: { numHeads: number; hidden?: tf.Tensor },
): { out: tf.Tensor3D; weights: tf.Tensor4D } {
  const { mixed, weights } = attend(
    splitHeads(times(X, Wq), numHeads),
    splitHeads(times(M, Wk), numHeads),
    splitHeads(times(M, Wv), numHeads),
    hidden,
  );
  return { out: times(joinHeads(mixed), Wo), weights };
}

/** The same matrix for every place: (B, T, C) · (C, E) → (B, T, E). */
export function times(X: tf.Tensor3D, W: tf.Tensor2D): tf.Tensor3D {
  const [B, T, C] = X.shape;
  return X.reshape<tf.Tensor2D>([B * T, C])
    .matMul(W)
    .reshape([B, T, W.shape[1]]);
}
