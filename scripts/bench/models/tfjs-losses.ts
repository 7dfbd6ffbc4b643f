// The losses of the training bench as a reader would write them in plain tfjs: nothing here knows what is behind an
// operation. B batch, D inputs, T time, C width, H heads, V vocabulary
import type * as Tf from "@tensorflow/tfjs";
import type { ModelName, Sizes } from "./specs";

type Tfjs = typeof Tf;
type Matrix = Tf.Tensor2D;
type Params = Record<string, Tf.Tensor>;
export type Loss = (tf: Tfjs, params: Params, X: Tf.Tensor, y: Tf.Tensor, sizes: Sizes) => Tf.Tensor;

const affine = (tf: Tfjs, X: Tf.Tensor, W: Tf.Tensor, b: Tf.Tensor): Tf.Tensor =>
  tf.add(tf.matMul(X as Matrix, W as Matrix), b);

function crossEntropy(tf: Tfjs, logits: Tf.Tensor, y: Tf.Tensor): Tf.Tensor {
  return tf.losses.softmaxCrossEntropy(tf.oneHot(y, logits.shape.at(-1)!), logits);
}

const linear: Loss = (tf, { w, b }, X, y) => tf.mean(tf.square(tf.sub(affine(tf, X, w!, b!), y)));

const mlp: Loss = (tf, { W1, b1, W2, b2 }, X, y) =>
  crossEntropy(tf, affine(tf, tf.relu(affine(tf, X, W1!, b1!)), W2!, b2!), y);

const cnn: Loss = (tf, { W1, b1, W2, b2, W3, b3 }, X, y) => {
  const images = tf.reshape(X, [-1, 28, 28, 1]) as Tf.Tensor4D;
  const maps = tf.relu(tf.add(tf.conv2d(images, W1 as Tf.Tensor4D, 1, "valid"), b1!)) as Tf.Tensor4D;
  const flat = tf.reshape(tf.maxPool(maps, 2, 2, "valid"), [-1, W2!.shape[0]!]);
  return crossEntropy(tf, affine(tf, tf.relu(affine(tf, flat, W2!, b2!)), W3!, b3!), y);
};

/** Gates in the order input, forget, candidate, output. */
const lstm: Loss = (tf, { tokens, Wx, Wh, b, head, headBias }, X, y, { B, T, C }) => {
  const inputs = tf.unstack(tf.gather(tokens!, X as Tf.Tensor2D), 1); // T times (B, 32)
  let [h, c]: [Tf.Tensor, Tf.Tensor] = [tf.zeros([B, C]), tf.zeros([B, C])];
  const states = inputs.map((x) => {
    const gates = tf.add(affine(tf, x, Wx!, b!), tf.matMul(h as Matrix, Wh as Matrix));
    const [i, f, g, o] = tf.split(gates, 4, 1) as [Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor];
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    return (h = tf.mul(tf.sigmoid(o), tf.tanh(c)));
  });
  return crossEntropy(tf, affine(tf, tf.reshape(tf.stack(states, 1), [B * T, C]), head!, headBias!), y);
};

const gpt: Loss = (tf, p, X, y, { B, T, C, H, numLayers }) => {
  const mask = tf.mul(tf.sub(1, tf.linalg.bandPart(tf.ones([T, T]), -1, 0)), -1e9);
  const embedded = tf.add(tf.gather(p["tokens"]!, X as Tf.Tensor2D), p["places"]!);
  let x: Tf.Tensor = tf.reshape(embedded, [B * T, C]);
  for (let i = 0; i < numLayers; i++) {
    const of = (name: string): Tf.Tensor => p[`${name}.${i}`]!;
    const packed = affine(tf, norm(tf, x, of("gain1"), of("shift1")), of("qkv"), of("qkvBias"));
    x = tf.add(x, affine(tf, attend(tf, packed, mask, [B, T, H, C / H]), of("out"), of("outBias")));
    const wide = gelu(tf, affine(tf, norm(tf, x, of("gain2"), of("shift2")), of("up"), of("upBias")));
    x = tf.add(x, affine(tf, wide, of("down"), of("downBias")));
  }
  const last = norm(tf, x, p["gain"]!, p["shift"]!) as Matrix;
  return crossEntropy(tf, tf.matMul(last, p["tokens"] as Matrix, false, true), y);
};

function norm(tf: Tfjs, x: Tf.Tensor, gain: Tf.Tensor, shift: Tf.Tensor): Tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), gain), shift);
}

function gelu(tf: Tfjs, x: Tf.Tensor): Tf.Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(x, tf.square(x)), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** Causal attention of packed queries, keys and values: (B·T, 3C) → (B·T, C). */
function attend(tf: Tfjs, packed: Tf.Tensor, mask: Tf.Tensor, [B, T, H, D]: [number, number, number, number]) {
  const heads = tf.unstack(tf.transpose(tf.reshape(packed, [B, T, 3, H, D]), [2, 0, 3, 1, 4]));
  const [q, k, v] = heads as [Tf.Tensor, Tf.Tensor, Tf.Tensor]; // (B, H, T, D)
  const weights = tf.softmax(tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(D)), mask));
  return tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [B * T, H * D]);
}

export const losses: Record<ModelName, Loss> = { linear, mlp, cnn, lstm, gpt2: gpt, gpt4: gpt };
