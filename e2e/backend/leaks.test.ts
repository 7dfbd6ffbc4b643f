// Backends: cpu and wasm in Node, webgl and webgpu by software in Chromium. A training leaves no tensor, no byte, no data
// id and no buffer of the backend behind, a GPT whose steps are replayed no buffer of the GPU at all. 1,000 steps of each
// model; on the two slow backends only with BATTERY=full.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from "../../src/backend";
import { openHarness } from "./harness";
import { countAround, trainings } from "./leaks";
import type { Harness } from "./harness";

const isFull = process.env["BATTERY"] === "full";
const numSteps = 1000;
const numStepsBySoftware = isFull ? 1000 : 10;

/** Elsewhere the layers of a GPT are tfjs's operations, which the other models try. */
const trainingsOn = (backend: string) =>
  trainings.filter((name) => {
    if (name === "gpt, compiled") return isFull && /wasm|webgpu/.test(backend);
    return name !== "gpt" || /wasm|webgpu/.test(backend);
  });

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await registerCorrections(tf, backend);
  });

  test.each(trainingsOn(backend))(`${numSteps} steps of %s leave nothing behind`, async (name) => {
    const [before, after] = await countAround(name, numSteps);
    expect(after).toEqual(before);
  });
});

describe.each(["webgl", "webgpu"] as const)("on %s", (backend) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
    expect(await harness.page.evaluate((name) => window.backend.open(name, true), backend)).toBe(true);
  }, 120_000);
  afterAll(async () => harness?.close());

  const title = `${numStepsBySoftware} steps of %s leave nothing behind`;
  test.each(trainingsOn(backend))(title, { timeout: 600_000 }, async (name) => {
    const steps = numStepsBySoftware;
    const [before, after] = await harness.page.evaluate(
      ([training, count]) => window.backend.countAround(training, count),
      [name, steps] as const,
    );
    expect(before.buffers! + before.textures!).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });
});
