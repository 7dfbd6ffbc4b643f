import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { initMlp } from "./mlp";
import { findTensors, toSafetensors } from "./safetensors";

test("the file is what the format's description says, byte for byte", async () => {
  const file = await toSafetensors({ W: tf.tensor2d([[1, 2, 3]]), b: tf.tensor1d([7], "int32") });
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))).toEqual({
    W: { dtype: "F32", shape: [1, 3], data_offsets: [0, 12] },
    b: { dtype: "I32", shape: [1], data_offsets: [12, 16] },
  });
  expect([...new Float32Array(file.buffer.slice(8 + length, 8 + length + 12))]).toEqual([1, 2, 3]);
  expect([...new Int32Array(file.buffer.slice(8 + length + 12))]).toEqual([7]);
});

test("a network's parameters are found by their names, two networks' by the networks' too", () => {
  const net = initMlp({ numInputs: 3, numHiddens: 2, numOutputs: 2, seed: 0 });
  expect(Object.keys(findTensors({ net, history: { losses: [1] } }))).toEqual(["W1", "b1", "W2", "b2"]);
  expect(Object.keys(findTensors({ a: net, b: tf.scalar(1) }))).toEqual(["a.W1", "a.b1", "a.W2", "a.b2", "b"]);
});

test("a layers model gives its weights", () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], name: "d" })] });
  expect(Object.keys(findTensors({ model }))).toEqual(["d/kernel", "d/bias"]);
});
