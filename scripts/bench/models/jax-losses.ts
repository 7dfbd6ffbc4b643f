// The losses of the training bench in jax-js, as its documentation would have them written. jax-js counts references by
// hand: a function consumes its arguments, `.ref` keeps one for later. Parameters are consumed once for each use.
// B batch, D inputs, T time, C width, H heads, V vocabulary
import { lax, nn, numpy as np, type Array as JaxArray } from "@jax-js/jax";
import type { ModelName, Sizes } from "./specs";

export type JaxParams = Record<string, JaxArray>;
/** Consumes X and y, and the reference of each parameter. */
export type JaxLoss = (params: JaxParams, X: JaxArray, y: JaxArray, sizes: Sizes) => JaxArray;

const affine = (X: JaxArray, W: JaxArray, b: JaxArray): JaxArray => np.matmul(X, W).add(b);

/** y as rows of zeros and a one. */
const crossEntropy = (logits: JaxArray, y: JaxArray): JaxArray =>
  np.mean(np.sum(nn.logSoftmax(logits).mul(y), -1)).neg();

const linear: JaxLoss = ({ w, b }, X, y) => np.mean(np.square(affine(X, w!, b!).sub(y)));

const mlp: JaxLoss = ({ W1, b1, W2, b2 }, X, y) => crossEntropy(affine(nn.relu(affine(X, W1!, b1!)), W2!, b2!), y);

/** Channels come first in jax-js; what is flattened is put in tfjs's order, so that the same weights fit. */
const cnn: JaxLoss = ({ W1, b1, W2, b2, W3, b3 }, X, y) => {
  const images = X.reshape([-1, 1, 28, 28]);
  const maps = nn.relu(lax.conv(images, W1!, [1, 1], "VALID").add(b1!.reshape([32, 1, 1])));
  const pooled = lax.reduceWindow(maps, np.max, [2, 2], [2, 2]); // (B, 32, 13, 13)
  const flat = pooled.reshape([-1, 5408]);
  return crossEntropy(affine(nn.relu(affine(flat, W2!, b2!)), W3!, b3!), y);
};

/** X as rows of zeros and a one: a product is the only embedding with a gradient that is fast here. */
const lstm: JaxLoss = ({ tokens, Wx, Wh, b, head, headBias }, X, y, { B, T, C, V }) => {
  const embedded = np.matmul(X.reshape([B * T, V]), tokens!);
  const inputs = np.unstack(affine(embedded, Wx!, b!).reshape([B, T, 4 * C]), 1); // T times (B, 4C)
  let [h, c] = [np.zeros([B, C]), np.zeros([B, C])];
  const states = inputs.map((x) => {
    const [i, f, g, o] = np.split(x.add(np.matmul(h, Wh!.ref)), 4, 1) as [JaxArray, JaxArray, JaxArray, JaxArray];
    c = nn
      .sigmoid(f)
      .mul(c)
      .add(nn.sigmoid(i).mul(np.tanh(g)));
    h = nn.sigmoid(o).mul(np.tanh(c.ref));
    return h.ref;
  });
  Wh!.dispose();
  h.dispose();
  c.dispose();
  return crossEntropy(affine(np.stack(states, 1).reshape([B * T, C]), head!, headBias!), y);
};

const gpt: JaxLoss = (p, X, y, { B, T, C, H, V, numLayers }) => {
  const embedded = np.matmul(X.reshape([B * T, V]), p["tokens"]!.ref).reshape([B, T, C]);
  let x = embedded.add(p["places"]!).reshape([B * T, C]);
  for (let i = 0; i < numLayers; i++) {
    const of = (name: string): JaxArray => p[`${name}.${i}`]!;
    const packed = affine(norm(x.ref, of("gain1"), of("shift1")), of("qkv"), of("qkvBias"));
    x = x.add(affine(attend(packed, [B, T, H, C / H]), of("out"), of("outBias")));
    const wide = nn.gelu(affine(norm(x.ref, of("gain2"), of("shift2")), of("up"), of("upBias")));
    x = x.add(affine(wide, of("down"), of("downBias")));
  }
  const last = norm(x, p["gain"]!, p["shift"]!);
  return crossEntropy(np.matmul(last, np.matrixTranspose(p["tokens"]!)), y);
};

const norm = (x: JaxArray, gain: JaxArray, shift: JaxArray): JaxArray => nn.standardize(x).mul(gain).add(shift);

/** Causal attention of packed queries, keys and values: (B·T, 3C) → (B·T, C). */
function attend(packed: JaxArray, [B, T, H, D]: [number, number, number, number]): JaxArray {
  const [q, k, v] = np.split(packed.reshape([B, T, 3 * H, D]), 3, 2) as [JaxArray, JaxArray, JaxArray];
  return nn.dotProductAttention(q, k, v, { isCausal: true }).reshape([B * T, H * D]);
}

export const jaxLosses: Record<ModelName, JaxLoss> = { linear, mlp, cnn, lstm, gpt2: gpt, gpt4: gpt };
