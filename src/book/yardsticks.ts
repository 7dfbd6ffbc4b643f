// The models by which the speed of a device is measured: one of each kind that the book trains. npm run bench trains the
// same ones beside other libraries; how-to-read/device trains them in the reader's browser.
import * as tf from "@tensorflow/tfjs";
import { causalAttention } from "./attention";
import { cnn } from "./cnn";
import { embed } from "./embedding";
import { gelu } from "./gelu";
import { layerNorm } from "./layer-norm";
import { mlp, type Params } from "./mlp";
import { lstm } from "./recurrent";

// B batch, T time, C width, H heads, V vocabulary

export type Yardstick = "linear" | "mlp" | "cnn" | "lstm" | "gpt";

type Forward = (params: Params, X: tf.Tensor) => tf.Tensor2D;

const affine = (X: tf.Tensor, W: tf.Tensor, b: tf.Tensor): tf.Tensor2D =>
  tf.fused.matMul({ a: X as tf.Tensor2D, b: W as tf.Tensor2D, bias: b }) as tf.Tensor2D;

/** X (B, 10) → (B, 1). */
const linear: Forward = ({ w, b }, X) => affine(X, w!, b!);

/** Embedding, LSTM, one affine map at each place. X (B, T) int32 → logits (B · T, V). */
const words: Forward = ({ tokens, Wx, Wh, b, head, headBias }, X) => {
  const params = { Wx, Wh, b } as Parameters<typeof lstm>[1];
  const states = lstm(embed<tf.Tensor3D>(tokens as tf.Tensor2D, X), params); // (B, T, C)
  return affine(states.reshape([-1, states.shape[2]]), head!, headBias!);
};

const numHeads = 4;

/** A GPT with LayerNorm before each half of a layer, and one matrix for words in and out. X (B, T) int32 → logits (B · T, V). */
const gpt: Forward = (params, X) => {
  const [B, T] = X.shape as [number, number];
  const table = params["tokens"] as tf.Tensor2D;
  const C = table.shape[1];
  let x = embed<tf.Tensor3D>(table, X)
    .add<tf.Tensor>(params["places"]!)
    .reshape<tf.Tensor2D>([B * T, C]);
  for (let i = 0; params[`qkv.${i}`]; i++) {
    const of = (name: string): tf.Tensor => params[`${name}.${i}`]!;
    const norm = (half: number) => layerNorm(x, { gain: of(`gain${half}`), bias: of(`shift${half}`) } as Norm);
    const packed = affine(norm(1), of("qkv"), of("qkvBias")).reshape<tf.Tensor3D>([B, T, 3 * C]);
    const mixed = causalAttention(packed, numHeads).reshape([B * T, C]);
    x = x.add(affine(mixed, of("out"), of("outBias")));
    const wide = gelu(affine(norm(2), of("up"), of("upBias")));
    x = x.add(affine(wide, of("down"), of("downBias")));
  }
  const last = layerNorm(x, { gain: params["gain"], bias: params["shift"] } as Norm);
  return tf.matMul(last, table, false, true); // (B · T, V)
};

type Norm = Parameters<typeof layerNorm>[1];

export const forwards = { linear, mlp, cnn, lstm: words, gpt } as Record<Yardstick, Forward>;
