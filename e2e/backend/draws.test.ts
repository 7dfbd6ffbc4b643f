// Backends: cpu and wasm in Node, webgl and webgpu by software in Chromium. The same seed draws the same on all four.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from "../../src/backend";
import { drawAll } from "./draws";
import { openHarness } from "./harness";
import type { Draws } from "./draws";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

let reference: Draws;

async function drawInNode(backend: "cpu" | "wasm"): Promise<Draws> {
  await tf.setBackend(backend);
  await registerCorrections(tf, backend);
  return drawAll();
}

async function drawInPage(backend: "webgl" | "webgpu"): Promise<Draws> {
  const harness = await openHarness();
  try {
    expect(await harness.page.evaluate((name) => window.backend.open(name, true), backend)).toBe(true);
    return await harness.page.evaluate(() => window.backend.drawAll());
  } finally {
    await harness.close();
  }
}

beforeAll(async () => {
  reference = await drawInNode("cpu");
});

describe("random numbers with a seed", () => {
  test.each(["wasm", "webgl", "webgpu"] as const)(
    "are on %s what they are on cpu",
    { timeout: 120_000 },
    async (backend) => {
      const found = backend === "wasm" ? await drawInNode(backend) : await drawInPage(backend);
      expect(Object.keys(found)).toEqual(Object.keys(reference));
      for (const [name, numbers] of Object.entries(found)) {
        const largest = Math.max(...numbers.map((number, i) => Math.abs(number - reference[name]![i]!)));
        expect(largest, name).toBeLessThan(name === "orthogonal" ? 1e-5 : 1e-6);
      }
    },
  );

  test("are the same again for the same seed, and leave no tensor behind", async () => {
    expect(await drawInNode("cpu")).toEqual(reference);
    expect(reference["tensors left"]).toEqual([0]);
  });

  test("drawn by logits come as often as softmax says", async () => {
    const counts = tf.tidy(() => {
      const drawn = tf.multinomial(tf.tensor1d([0, Math.log(2), Math.log(5)]), 8000, 3);
      return tf.sum(tf.oneHot(drawn.toInt() as tf.Tensor1D, 3), 0).arraySync() as number[];
    });
    [1000, 2000, 5000].forEach((mean, i) => {
      expect(Math.abs(counts[i]! - mean)).toBeLessThan(4 * Math.sqrt(mean * (1 - mean / 8000)));
    });
  });
});
