// Backends: cpu and wasm, in Node, as tfjs has them. Each known fault shows in its cases, so that these can be trusted to
// tell when it is mended. The same on webgl and webgpu: npm run battery.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { battery, refusals } from ".";
import { faults } from "./faults";
import { check, checkRefusal } from "./run";

setWasmPaths(new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

test("every fault names cases that there are", () => {
  const names = new Set([...battery, ...refusals].map(({ name }) => name));
  expect(faults.flatMap(({ cases }) => cases).filter((name) => !names.has(name))).toEqual([]);
});

describe.each(["cpu", "wasm"] as const)("stock tfjs on %s", (backend) => {
  beforeAll(async () => void (await tf.setBackend(backend)));

  const names = faults.filter(({ backends }) => backends.includes(backend)).flatMap(({ cases }) => cases);

  test.each(names)("fails: %s", { timeout: 30_000 }, async (name) => {
    const one = battery.find((entry) => entry.name === name);
    const refusal = refusals.find((entry) => entry.name === name);
    const found = one ? await check(tf, backend, one) : await checkRefusal(tf, refusal!);
    expect(found.length).toBeGreaterThan(0);
  });
});
