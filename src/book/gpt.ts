// A GPT: a decoder-only Transformer with normalisation before each part (pre-LN), GELU, and an output layer that is the
// table of tokens itself. Parameters lie side by side under names like "block0.Wqkv", as the trainer wants them.
// Sources: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019); Vaswani et al. (2017).
import * as tf from "@tensorflow/tfjs";
import { causalAttention } from "./attention";
import { embed } from "./embedding";
import { gelu } from "./gelu";
import { layerNorm } from "./layer-norm";
import type { Net, Params } from "./mlp";
import { seeded } from "./random";
import { rotate } from "./rotary";

// B batch, T time, V tokens in the vocabulary, d channels, H heads, L blocks

export interface GptSpec {
  /** V */
  vocabulary: number;
  /** The longest text it has positions for. */
  context: number;
  /** d, a multiple of the heads. */
  width: number;
  numHeads: number;
  numBlocks: number;
  seed: number;
  /** "learned": a table (context, d) is added at the start. "rotary": queries and keys are turned in each block. */
  positions?: "learned" | "rotary";
  /** Whether dense layers have biases, as in GPT-2; true unless said. */
  biases?: boolean;
}

/** What `forward` must know beyond the parameters' shapes. */
export interface GptOptions extends Pick<GptSpec, "numHeads" | "positions"> {
  /** What training does to all that is written into the residual stream: dropout. Nothing unless said. */
  drop?: (X: tf.Tensor3D) => tf.Tensor3D;
}

export type GptNet = Net<Params, tf.Tensor2D, tf.Tensor2D>;

/** The parameters of one block; without biases bqkv, bo, b1, b2 are not there. */
export type BlockParams = {
  /** (d) each */
  gain1: tf.Tensor1D;
  bias1: tf.Tensor1D;
  /** (d, 3d), (3d): queries, keys, values */
  Wqkv: tf.Tensor2D;
  bqkv?: tf.Tensor1D;
  /** (d, d), (d) */
  Wo: tf.Tensor2D;
  bo?: tf.Tensor1D;
  /** (d) each */
  gain2: tf.Tensor1D;
  bias2: tf.Tensor1D;
  /** (d, 4d), (4d) */
  W1: tf.Tensor2D;
  b1?: tf.Tensor1D;
  /** (4d, d), (d) */
  W2: tf.Tensor2D;
  b2?: tf.Tensor1D;
};

/** A fresh GPT as GPT-2 begins: weights N(0, 0.02²), those that write into the residual stream N(0, 0.02²/2L),
 *  gains 1, biases 0. Throws RangeError unless the width is a multiple of the heads. */
export function initGpt(spec: GptSpec): GptNet {
  const { vocabulary, context, width: d, numBlocks, seed, biases = true, ...options } = spec;
  if (d % options.numHeads !== 0) throw new RangeError(`initGpt: ${options.numHeads} heads cannot share ${d} channels`);
  const random = seeded(seed);
  const normal = (rows: number, columns: number, spread = 0.02) =>
    tf.tensor2d(
      random.normals(rows * columns).map((value) => spread * value),
      [rows, columns],
    );
  const params: Params = { tokens: normal(vocabulary, d) }; // (V, d)
  if (options.positions !== "rotary") params.positions = normal(context, d); // (T, d)
  const residual = 0.02 / Math.sqrt(2 * numBlocks);
  for (let l = 0; l < numBlocks; l++) {
    const block: BlockParams = {
      gain1: tf.ones([d]),
      bias1: tf.zeros([d]),
      Wqkv: normal(d, 3 * d),
      Wo: normal(d, d, residual),
      gain2: tf.ones([d]),
      bias2: tf.zeros([d]),
      W1: normal(d, 4 * d),
      W2: normal(4 * d, d, residual),
      ...(biases && { bqkv: tf.zeros([3 * d]), bo: tf.zeros([d]), b1: tf.zeros([4 * d]), b2: tf.zeros([d]) }),
    };
    for (const [name, tensor] of Object.entries(block)) params[`block${l}.${name}`] = tensor;
  }
  Object.assign(params, { gain: tf.ones([d]), bias: tf.zeros([d]) });
  return { params, forward: gpt(options) };
}

/** The function of a GPT: ids (B, T) int32 → logits (B·T, V), row b·T + t what may follow after place t of text b. */
export function gpt(options: GptOptions): GptNet["forward"] {
  return (params, ids) => {
    let X = dropped(options, embedTokens(params, ids)); // (B, T, d)
    for (let l = 0; l < countBlocks(params); l++) X = gptBlock(blockOf(params, l), X, options); // (B, T, d)
    return toLogits(params, X); // (B·T, V)
  };
}

/** One block: X + attention(norm X), then that + perceptron(norm of that). X (B, T, d) → (B, T, d), eq-gpt-block. */
export function gptBlock(block: BlockParams, X: tf.Tensor3D, options: GptOptions): tf.Tensor3D {
  const Y = X.add<tf.Tensor3D>(dropped(options, attentionPart(block, X, options))); // (B, T, d)
  return Y.add<tf.Tensor3D>(dropped(options, perceptronPart(block, Y))); // (B, T, d)
}

/** What attention writes into the residual stream. X (B, T, d) → (B, T, d). */
export function attentionPart(block: BlockParams, X: tf.Tensor3D, { numHeads, positions }: GptOptions): tf.Tensor3D {
  const N = layerNorm(X, { gain: block.gain1, bias: block.bias1 }); // (B, T, d)
  const QKV = dense(N, block.Wqkv, block.bqkv); // (B, T, 3d)
  const mixed = causalAttention(positions === "rotary" ? rotate(QKV, numHeads) : QKV, numHeads); // (B, T, d)
  return dense(mixed, block.Wo, block.bo); // (B, T, d)
}

/** What the perceptron of each place writes into the residual stream. X (B, T, d) → (B, T, d). */
export function perceptronPart(block: BlockParams, X: tf.Tensor3D): tf.Tensor3D {
  const N = layerNorm(X, { gain: block.gain2, bias: block.bias2 }); // (B, T, d)
  const hidden = gelu(dense(N, block.W1, block.b1)); // (B, T, 4d)
  return dense(hidden, block.W2, block.b2); // (B, T, d)
}

/** The rows of the ids, with where they stand: ids (B, T) → (B, T, d). `from` is the place of the first.
 *  Throws RangeError where the text is longer than the table of positions. */
export function embedTokens(params: Params, ids: tf.Tensor2D, from = 0): tf.Tensor3D {
  const X = embed<tf.Tensor3D>(params.tokens as tf.Tensor2D, ids); // (B, T, d)
  if (!params.positions) return X;
  const [T, context] = [ids.shape[1], params.positions.shape[0]!];
  if (from + T > context) throw new RangeError(`gpt: a text of ${from + T} tokens, and positions for ${context}`);
  return X.add(params.positions.slice([from, 0], [T, -1])); // (B, T, d) + (T, d)
}

/** The last normalisation, then how well each row of the table of tokens fits: X (B, T, d) → logits (B·T, V). */
export function toLogits({ gain, bias, tokens }: Params, X: tf.Tensor3D): tf.Tensor2D {
  const [B, T, d] = X.shape;
  const N = layerNorm(X, { gain: gain as tf.Tensor1D, bias: bias as tf.Tensor1D }); // (B, T, d)
  return tf.matMul(N.reshape<tf.Tensor2D>([B * T, d]), tokens as tf.Tensor2D, false, true); // (B·T, d)·(d, V)
}

/** X W + b at each place: X (B, T, d), W (d, k), b (k) or none → (B, T, k). */
export function dense(X: tf.Tensor3D, W: tf.Tensor2D, b?: tf.Tensor1D): tf.Tensor3D {
  const [B, T, d] = X.shape;
  const rows = X.reshape<tf.Tensor2D>([B * T, d]);
  const product = b ? tf.fused.matMul({ a: rows, b: W, bias: b }) : rows.matMul(W); // (B·T, k)
  return product.reshape([B, T, W.shape[1]]);
}

function dropped({ drop }: GptOptions, X: tf.Tensor3D): tf.Tensor3D {
  return drop ? drop(X) : X;
}

/** L */
export function countBlocks(params: Params): number {
  let l = 0;
  while (`block${l}.Wqkv` in params) l++;
  return l;
}

/** The parameters of block l under their own names. */
export function blockOf(params: Params, l: number): BlockParams {
  const prefix = `block${l}.`;
  const own = Object.entries(params).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])) as BlockParams;
}
