// Backends: cpu and wasm, in Node. Small models trained through the corrections: 1,000 steps leave nothing behind, and
// both backends tell the same losses.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { describe, expect, test } from "vitest";
import { registerCorrections } from ".";
import { toArray } from "./battery/reference";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

interface Model {
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

const models = { perceptron, convNet, language };

function train({ params, loss }: Model, optimizer: tf.Optimizer, numSteps: number): number {
  for (let step = 0; step < numSteps; step++) optimizer.minimize(loss, false, params);
  return tf.tidy(() => loss().dataSync()[0]!);
}

describe.each(Object.entries(models))("the model %s", (_, make) => {
  test("tells the same losses on cpu and wasm, and learns", async () => {
    const losses: Record<string, number[]> = {};
    for (const backend of ["cpu", "wasm"] as const) {
      await tf.setBackend(backend);
      await registerCorrections(tf, backend);
      const [model, optimizer] = [make(), tf.train.adam(0.01)];
      losses[backend] = [0, 1, 1, 8, 20].map((steps) => train(model, optimizer, steps));
    }
    losses["wasm"]!.forEach((loss, i) => expect(loss).toBeCloseTo(losses["cpu"]![i]!, 4));
    expect(losses["wasm"]!.at(-1)).toBeLessThan(0.9 * losses["wasm"]![0]!);
  });

  test("leaves no tensor and no byte behind in 1,000 steps on wasm", async () => {
    await tf.setBackend("wasm");
    await registerCorrections(tf, "wasm");
    const [model, optimizer] = [make(), tf.train.adam(0.001)];
    train(model, optimizer, 2);
    const count = () => ({ ...tf.memory(), data: (tf.backend() as tf.KernelBackend).numDataIds() });
    const before = count();
    train(model, optimizer, 1000);
    expect(count()).toEqual(before);
  });
});
