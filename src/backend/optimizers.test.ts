// Backends: wasm and cpu, in Node. One kernel for a step of an optimizer beside the operations that tfjs composes it from.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from ".";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

type Make = () => tf.Optimizer;

const optimizers: [kernelName: string, make: Make][] = [
  ["FusedAdam", () => tf.train.adam(0.01)],
  ["FusedSgd", () => tf.train.sgd(0.03)],
  ["FusedMomentum", () => tf.train.momentum(0.01, 0.9)],
  ["FusedNesterov", () => tf.train.momentum(0.01, 0.9, true)],
  ["FusedRmsProp", () => tf.train.rmsprop(0.01, 0.9, 0.5)],
  ["FusedCenteredRmsProp", () => tf.train.rmsprop(0.003, 0.9, 0.5, 1e-7, true)],
];

/** What variables of odd sizes are after 20 steps, and the optimiser's own state. */
async function train(make: Make): Promise<number[]> {
  const variables = [[7, 3], [5], []].map((shape, i) => tf.variable(tf.randomNormal(shape, 0, 1, "float32", i + 1)));
  const optimizer = make();
  const loss = () => tf.addN(variables.map((w) => tf.sum(tf.mul(tf.sin(w), tf.square(w))))) as tf.Scalar;
  for (let step = 0; step < 20; step++) optimizer.minimize(loss, false, variables);
  const state = (await optimizer.getWeights()).map(({ tensor }) => tensor);
  const numbers = [...variables, ...state].flatMap((tensor) => [...tensor.dataSync()]);
  tf.dispose(state[0]!);
  optimizer.dispose();
  tf.dispose(variables);
  return numbers;
}

describe.each(["wasm", "cpu"])("on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await registerCorrections(tf, backend as "wasm" | "cpu");
  });

  test.each(optimizers)("steps by %s are, bit for bit, those that tfjs composes", async (kernelName, make) => {
    const fused = await train(make);
    const kernel = tf.getKernel(kernelName, backend)!;
    tf.unregisterKernel(kernelName, backend);
    const composed = await train(make);
    tf.registerKernel(kernel);
    expect(fused.length).toBeGreaterThanOrEqual(1 + 27);
    expect(fused.every(Number.isFinite)).toBe(true);
    expect(fused).toEqual(composed);
  });
});

test("a model of layers learns by Adam, and leaves nothing", async () => {
  await tf.setBackend("wasm");
  const X = tf.randomNormal([32, 4], 0, 1, "float32", 5);
  const y = tf.tidy(() => tf.oneHot(tf.cast(tf.greater(tf.sum(X, 1), 0), "int32"), 2));
  const before = tf.memory().numTensors;
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, inputShape: [4], activation: "relu" }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  const optimizer = tf.train.adam(0.05);
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  const { history } = await model.fit(X, y, { epochs: 20, verbose: 0, yieldEvery: "never" });
  model.dispose();
  optimizer.dispose();
  const losses = history["loss"] as number[];
  expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
  expect(tf.memory().numTensors).toBe(before);
});
