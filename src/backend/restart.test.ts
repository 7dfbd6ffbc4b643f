// Backend: wasm, in Node. A backend that has ended can start again: corrected kernels work on the memory of the new start.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { expect, test } from "vitest";
import { registerCorrections } from ".";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

test("a corrected wasm backend that is started a second time computes as the first time", async () => {
  const compute = () =>
    tf.tidy(() => {
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      const gradient = tf.grad((w) => tf.sum(tf.softmax(tf.matMul(x, w as tf.Tensor2D, false, true))))(x);
      return [...tf.sum(x, 0).dataSync(), ...tf.gather(x, [1]).dataSync(), gradient.dataSync().length];
    });
  await tf.setBackend("wasm");
  await registerCorrections(tf, "wasm");
  const before = compute();
  const start = tf.findBackendFactory("wasm");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", start);
  await tf.setBackend("wasm");
  await registerCorrections(tf, "wasm");
  expect(compute()).toEqual(before);
});
