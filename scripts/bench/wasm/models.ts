// The models of the wasm bench, as a reader would write them in plain tfjs: nothing here knows what is behind an
// operation. Each makes its data and parameters anew and returns one training step with Adam.
// B batch, T time, C width, H heads, V vocabulary
import type * as Tf from "@tensorflow/tfjs";
import { toNormalNumbers, toWholeNumbers } from "./numbers";

type Tfjs = typeof Tf;

/** Trains one step; returns the loss, on the device. */
export type Step = () => Tf.Scalar;

export interface Model {
  /** What a row of the table says of it. */
  title: string;
  make(tf: Tfjs): Step;
}

const toNormal = (tf: Tfjs, shape: number[], scale: number, seed: number): Tf.Tensor =>
  tf.tensor(toNormalNumbers(shape, scale, seed), shape);
const toWhole = (tf: Tfjs, shape: number[], below: number): Tf.Tensor =>
  tf.tensor(toWholeNumbers(shape, below), shape, "int32");

/** Hands out variables with seeds of their own. */
function drawer(tf: Tfjs): (shape: number[], scale: number) => Tf.Variable {
  let seed = 1;
  return (shape, scale) => tf.variable(toNormal(tf, shape, scale, seed++));
}

const mlp: Model = {
  title: "MLP 784-128-10, batch 32",
  make(tf) {
    const draw = drawer(tf);
    const [w1, b1, w2, b2] = [draw([784, 128], 0.05), draw([128], 0), draw([128, 10], 0.1), draw([10], 0)];
    const X = toNormal(tf, [32, 784], 1, 99) as Tf.Tensor2D;
    const y = tf.oneHot(toWhole(tf, [32], 10), 10);
    const optimizer = tf.train.adam(0.001);
    const loss = () => {
      const hidden = tf.relu(tf.add(tf.matMul(X, w1), b1));
      return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(hidden, w2), b2)) as Tf.Scalar;
    };
    return () => optimizer.minimize(loss, true)!;
  },
};

const cnn: Model = {
  title: "CNN 28×28, 3×3×32, 3×3×64, batch 32",
  make(tf) {
    const draw = drawer(tf);
    const [f1, c1, f2, c2] = [draw([3, 3, 1, 32], 0.2), draw([32], 0), draw([3, 3, 32, 64], 0.06), draw([64], 0)];
    const [w, b] = [draw([1600, 10], 0.02), draw([10], 0)];
    const X = toNormal(tf, [32, 28, 28, 1], 1, 99) as Tf.Tensor4D;
    const y = tf.oneHot(toWhole(tf, [32], 10), 10);
    const optimizer = tf.train.adam(0.001);
    const block = (x: Tf.Tensor, filter: Tf.Variable, bias: Tf.Variable) =>
      tf.maxPool(
        tf.relu(tf.add(tf.conv2d(x as Tf.Tensor4D, filter as unknown as Tf.Tensor4D, 1, "valid"), bias)) as Tf.Tensor4D,
        2,
        2,
        "valid",
      );
    const loss = () => {
      const features = tf.reshape(block(block(X, f1, c1), f2, c2), [32, 1600]);
      return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(features, w), b)) as Tf.Scalar;
    };
    return () => optimizer.minimize(loss, true)!;
  },
};

const gpt: Model = {
  title: "GPT 2×96, 4 heads, context 64, batch 8, vocabulary 65",
  make(tf) {
    const [B, T, C, H, V, numLayers] = [8, 64, 96, 4, 65, 2];
    const draw = drawer(tf);
    const [tokens, places] = [draw([V, C], 0.02), draw([T, C], 0.02)];
    const layers = Array.from({ length: numLayers }, () => ({
      gain1: draw([C], 1),
      shift1: draw([C], 0),
      qkv: draw([C, 3 * C], 0.06),
      out: draw([C, C], 0.06),
      gain2: draw([C], 1),
      shift2: draw([C], 0),
      up: draw([C, 4 * C], 0.06),
      upBias: draw([4 * C], 0),
      down: draw([4 * C, C], 0.03),
      downBias: draw([C], 0),
    }));
    const [gain, shift, head] = [draw([C], 1), draw([C], 0), draw([C, V], 0.06)];
    const words = toWhole(tf, [B * T], V) as Tf.Tensor1D;
    const next = tf.oneHot(toWhole(tf, [B * T], V), V);
    const mask = tf.tidy(() => tf.mul(tf.sub(1, tf.linalg.bandPart(tf.ones([T, T]), -1, 0)), -1e9));
    const optimizer = tf.train.adam(0.001);

    const norm = (x: Tf.Tensor, g: Tf.Tensor, s: Tf.Tensor) => {
      const { mean, variance } = tf.moments(x, -1, true);
      return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), g), s);
    };
    const gelu = (x: Tf.Tensor) => {
      const inner = tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
    };
    const split = (x: Tf.Tensor) => tf.transpose(tf.reshape(x, [B, T, H, C / H]), [0, 2, 1, 3]);
    const attend = (x: Tf.Tensor, qkv: Tf.Tensor, out: Tf.Tensor) => {
      const [q, k, v] = tf.split(tf.matMul(x as Tf.Tensor2D, qkv as Tf.Tensor2D), 3, 1).map(split) as [
        Tf.Tensor,
        Tf.Tensor,
        Tf.Tensor,
      ];
      const weights = tf.softmax(tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(C / H)), mask));
      const mixed = tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [B * T, C]);
      return tf.matMul(mixed as Tf.Tensor2D, out as Tf.Tensor2D);
    };
    const loss = () => {
      let x: Tf.Tensor = tf.reshape(tf.add(tf.reshape(tf.gather(tokens, words), [B, T, C]), places), [B * T, C]);
      for (const l of layers) {
        x = tf.add(x, attend(norm(x, l.gain1, l.shift1), l.qkv, l.out));
        const wide = gelu(
          tf.add(tf.matMul(norm(x, l.gain2, l.shift2) as Tf.Tensor2D, l.up as unknown as Tf.Tensor2D), l.upBias),
        );
        x = tf.add(x, tf.add(tf.matMul(wide as Tf.Tensor2D, l.down as unknown as Tf.Tensor2D), l.downBias));
      }
      const logits = tf.matMul(norm(x, gain, shift) as Tf.Tensor2D, head as unknown as Tf.Tensor2D);
      return tf.losses.softmaxCrossEntropy(next, logits) as Tf.Scalar;
    };
    return () => optimizer.minimize(loss, true)!;
  },
};

export const models = { mlp, cnn, gpt };
