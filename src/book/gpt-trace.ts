// What happens inside a GPT on its way from ids to logits, with nothing left out: the residual stream after each part,
// and who looked at whom. The same numbers as `gpt`, composed step by step so that they can be looked at.
import * as tf from "@tensorflow/tfjs";
import {
  attentionPart,
  blockOf,
  countBlocks,
  dense,
  embedTokens,
  perceptronPart,
  toLogits,
  type GptOptions,
} from "./gpt";
import { layerNorm } from "./layer-norm";
import type { Params } from "./mlp";
import { rotate } from "./rotary";

// T tokens of one text, V tokens in the vocabulary, d channels, H heads, D = d/H, L blocks

export interface GptTrace {
  /** The residual stream: after the tables, then after the attention and the perceptron of each block, 1 + 2L × (T, d). */
  stream: tf.Tensor2D[];
  /** Who looked at whom in each block, L × (H, T, T), each row adding up to 1. */
  weights: tf.Tensor3D[];
  /** (T, V) */
  logits: tf.Tensor2D;
}

/** Follows one text, ids (1, T) int32. Its tensors are the caller's. */
export function traceGpt(params: Params, options: GptOptions, ids: tf.Tensor2D): GptTrace {
  const stream: tf.Tensor2D[] = [];
  const weights: tf.Tensor3D[] = [];
  const logits = tf.tidy(() => {
    const note = (X: tf.Tensor3D) => (stream.push(tf.keep(X.squeeze<tf.Tensor2D>([0]))), X);
    let X = note(embedTokens(params, ids)); // (1, T, d)
    for (let l = 0; l < countBlocks(params); l++) {
      const block = blockOf(params, l);
      weights.push(tf.keep(attentionWeights(params, l, X, options)));
      X = note(X.add(attentionPart(block, X, options))); // (1, T, d)
      X = note(X.add(perceptronPart(block, X))); // (1, T, d)
    }
    return toLogits(params, X); // (T, V)
  });
  return { stream, weights, logits };
}

/** softmax(QKᵀ/√D, causal) of block l for the stream before it. X (1, T, d) → (H, T, T), eq-causal-attention. */
export function attentionWeights(params: Params, l: number, X: tf.Tensor3D, options: GptOptions): tf.Tensor3D {
  const { numHeads, positions } = options;
  return tf.tidy(() => {
    const [, T, d] = X.shape;
    const { gain1, bias1, Wqkv, bqkv } = blockOf(params, l);
    const QKV = dense(layerNorm(X, { gain: gain1, bias: bias1 }), Wqkv, bqkv); // (1, T, 3d)
    const turned = positions === "rotary" ? rotate(QKV, numHeads) : QKV;
    const [Q, K] = tf
      .split(turned, 3, 2)
      .map((part) => part.reshape<tf.Tensor3D>([T, numHeads, d / numHeads]).transpose([1, 0, 2])); // (H, T, D)
    const scores = tf.matMul(Q!, K!, false, true).mul(1 / Math.sqrt(d / numHeads)); // (H, T, T)
    const places = tf.range(0, T, 1, "int32");
    const ahead = tf.greater(places, places.expandDims(1)).mul(tf.scalar(-1e9)); // (T, T)
    return scores.add(ahead).softmax() as tf.Tensor3D;
  });
}

/** What the model would say if it stopped after each part: logits (T, V) of every state of the stream. */
export function logitLens(params: Params, { stream }: Pick<GptTrace, "stream">): tf.Tensor2D[] {
  return stream.map((X) => tf.tidy(() => toLogits(params, X.expandDims<tf.Tensor3D>(0))));
}
