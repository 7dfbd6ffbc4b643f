// A compiled step where nobody records: it is the step itself, and keeps the same promises. Backends: cpu and wasm.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, test } from "vitest";
import { compileStep } from "./compile-step";
import { toOptimizer } from "./optimizers";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

describe.each(["cpu", "wasm"])("a compiled step on %s", (backend) => {
  beforeEach(async () => void (await tf.setBackend(backend)));

  test("is the step, now or ahead, and leaves nothing but its losses behind", async () => {
    const w = tf.variable(tf.scalar(0));
    const optimizer = tf.train.sgd(0.25);
    const step = compileStep((x: tf.Tensor) =>
      optimizer.minimize(() => w.sub(x).square().sum() as tf.Scalar, true, [w])!,
    );
    const x = tf.scalar(1);
    const before = tf.memory().numTensors;
    const losses = [step(x), await step.ahead(x), step(x)];
    expect(tf.memory().numTensors).toBe(before + 3);
    // w goes half of what is left at each step: 0, 1/2, 3/4.
    expect(losses.map((loss) => loss.dataSync()[0])).toEqual([1, 0.25, 0.0625]);
    step.dispose();
    optimizer.dispose();
    tf.dispose([losses, x, w]);
  });
});

test("AdamW shrinks the weights beside Adam's step, as its authors write it", async () => {
  await tf.setBackend("cpu");
  const [lr, decay, beta1, beta2, slopes] = [0.1, 0.5, 0.9, 0.999, [2, -1, 0.5]];
  const w = tf.variable(tf.scalar(1));
  const optimizer = toOptimizer("adamw", lr, decay);
  let [expected, m, v] = [1, 0, 0];
  for (const [i, g] of slopes.entries()) {
    optimizer.applyGradients([{ name: w.name, tensor: tf.scalar(g) }]);
    [m, v] = [beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g];
    const adam = m / (1 - beta1 ** (i + 1)) / (Math.sqrt(v / (1 - beta2 ** (i + 1))) + 1e-7);
    expected = expected - lr * decay * expected - lr * adam;
    expect(w.dataSync()[0]).toBeCloseTo(expected, 5);
  }
});
