// Small models of the kinds that the book trains, for tests of training itself: on numbers that every backend gets alike.
import * as tf from "@tensorflow/tfjs";
import { toArray } from "./battery/reference";

/** Parameters and the loss of one batch of data that are the same on every backend. */
export interface Model {
  params: tf.Variable[];
  loss(): tf.Scalar;
}

/** Numbers that are the same on both backends. */
const numbers = (shape: number[], seed: number, scale = 1): tf.Tensor =>
  tf.tensor(new Float32Array(toArray({ shape, min: -scale, max: scale }, seed).data), shape);
const parameter = (shape: number[], seed: number): tf.Variable => tf.variable(numbers(shape, seed, 0.4));
const labels = (count: number, below: number, seed: number): tf.Tensor =>
  tf.tensor(Int32Array.from(toArray({ shape: [count], below }, seed).data), [count], "int32");
const crossEntropy = (wanted: tf.Tensor, logits: tf.Tensor): tf.Scalar =>
  tf.losses.softmaxCrossEntropy(tf.oneHot(wanted, logits.shape.at(-1)!), logits);

function perceptron(): Model {
  const [w1, w2] = [parameter([12, 16], 1), parameter([16, 5], 2)];
  const [X, y] = [numbers([8, 12], 3), labels(8, 5, 4)];
  return { params: [w1, w2], loss: () => crossEntropy(y, tf.matMul(tf.relu(tf.matMul(X, w1)), w2)) };
}

/** Convolution, depthwise convolution, a pool of what no relu came before, and a dense layer. */
function convNet(): Model {
  const [w1, w2, w3] = [parameter([3, 3, 1, 4], 1), parameter([3, 3, 4, 1], 2), parameter([64, 3], 3)];
  const [X, y] = [numbers([4, 8, 8, 1], 4) as tf.Tensor4D, labels(4, 3, 5)];
  const loss = (): tf.Scalar => {
    const h = tf.conv2d(X, w1 as unknown as tf.Tensor4D, 1, "same") as tf.Tensor4D;
    const d = tf.depthwiseConv2d(tf.maxPool(h, 2, 2, "same"), w2 as unknown as tf.Tensor4D, 1, "same");
    return crossEntropy(y, tf.matMul(tf.relu(d).reshape([4, 64]), w3));
  };
  return { params: [w1, w2, w3], loss };
}

/** An embedding, (B, T, C)·(C, D), causal attention and its mask by einsum. */
function language(): Model {
  const [e, qkv, out] = [parameter([11, 8], 1), parameter([8, 24], 2), parameter([8, 11], 3)];
  const [words, next] = [labels(12, 11, 4).reshape([2, 6]), labels(12, 11, 5)];
  const mask = tf.tidy(() => tf.mul(tf.sub(tf.linalg.bandPart(tf.ones([6, 6]), -1, 0), 1), 1e9));
  const loss = (): tf.Scalar => {
    const [q, k, v] = tf.split(tf.matMul(tf.gather(e, words), qkv), 3, -1) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const weights = tf.softmax(tf.add(tf.einsum("bid,bjd->bij", q, k), mask));
    return crossEntropy(next, tf.matMul(tf.matMul(weights, v), out).reshape([12, 11]));
  };
  return { params: [e, qkv, out], loss };
}

/** y = Xw + b by the mean squared error. */
function linearRegression(): Model {
  const [w, b] = [parameter([2, 1], 1), parameter([1], 2)];
  const X = numbers([16, 2], 3);
  const y = tf.tidy(() => tf.add(tf.matMul(X, tf.tensor2d([2, -3.4], [2, 1])), 4.2));
  return { params: [w, b], loss: () => tf.losses.meanSquaredError(y, tf.add(tf.matMul(X, w), b)) };
}

/** Four steps of an LSTM cell, and a dense layer on the last state. */
function recurrent(): Model {
  const [kernel, bias, out] = [parameter([3 + 4, 16], 1), parameter([16], 2), parameter([4, 3], 3)];
  const [X, y] = [numbers([4, 5, 3], 4), labels(5, 3, 5)];
  const loss = (): tf.Scalar => {
    let [c, h] = [tf.zeros([5, 4]), tf.zeros([5, 4])] as [tf.Tensor2D, tf.Tensor2D];
    for (const x of tf.unstack(X)) {
      [c, h] = tf.basicLSTMCell(tf.scalar(1), kernel as never, bias as never, x as tf.Tensor2D, c, h);
    }
    return crossEntropy(y, tf.matMul(h, out));
  };
  return { params: [kernel, bias, out], loss };
}

/** An LSTM over a sequence and a GRU over its states, each one kernel, and a dense layer on all of them. */
function sequence(): Model {
  const [wx, wh, b] = [parameter([3, 16], 1), parameter([4, 16], 2), parameter([16], 3)];
  const [vx, vh, c] = [parameter([4, 15], 4), parameter([5, 15], 5), parameter([15], 6)];
  const out = parameter([5, 3], 7);
  const [X, y] = [numbers([5, 2, 3], 8), labels(10, 3, 9)];
  const run = (name: string, X: tf.Tensor, Wx: tf.Tensor, Wh: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    (tf.engine().runKernel(name, { X, Wx, Wh, b }) as unknown as tf.Tensor[])[0]!;
  const loss = (): tf.Scalar => {
    const states = run("Gru", run("Lstm", X, wx, wh, b), vx, vh, c);
    return crossEntropy(y, tf.matMul(states.reshape([10, 5]), out));
  };
  return { params: [wx, wh, b, vx, vh, c, out], loss };
}

export const models = { linearRegression, perceptron, convNet, recurrent, sequence, language };

/** Takes steps and reads the loss after them. */
export async function train({ params, loss }: Model, optimizer: tf.Optimizer, numSteps: number): Promise<number> {
  for (let step = 0; step < numSteps; step++) optimizer.minimize(loss, false, params);
  const last = tf.tidy(loss);
  const [value] = await last.data();
  last.dispose();
  return value!;
}
