// Backends: cpu and wasm, in Node. Small models trained through the corrections learn, and both backends tell the same
// losses. What they leave behind, on all four backends: e2e/backend/leaks.test.ts.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { describe, expect, test } from "vitest";
import { registerCorrections } from ".";
import { models, train } from "./models";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

describe.each(Object.entries(models))("the model %s", (_, make) => {
  test("tells the same losses on cpu and wasm, and learns", async () => {
    const losses: Record<string, number[]> = {};
    for (const backend of ["cpu", "wasm"] as const) {
      await tf.setBackend(backend);
      await registerCorrections(tf, backend);
      const [model, optimizer] = [make(), tf.train.adam(0.01)];
      losses[backend] = [];
      for (const steps of [0, 1, 1, 8, 20]) losses[backend].push(await train(model, optimizer, steps));
    }
    losses["wasm"]!.forEach((loss, i) => expect(loss).toBeCloseTo(losses["cpu"]![i]!, 4));
    expect(losses["wasm"]!.at(-1)).toBeLessThan(0.97 * losses["wasm"]![0]!);
  });
});
