// A device chosen by trying, in a real browser: a software adapter that says it is a GPU stands in for a slow GPU.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { KernelPage, openHarness } from "./harness";
import type { Harness } from "./harness";

let harness: Harness;
let page: KernelPage;

beforeAll(async () => {
  harness = await openHarness();
}, 120_000);
afterEach(async () => page?.close());
afterAll(async () => harness?.close());

const slowGpu = `
const request = navigator.gpu.requestAdapter.bind(navigator.gpu);
navigator.gpu.requestAdapter = async (options) => new Proxy(await request(options), {
  get(target, name) {
    if (name === "info") return { vendor: "test", architecture: "slow", device: "", description: "" };
    const value = Reflect.get(target, name, target);
    return typeof value === "function" ? value.bind(target) : value;
  },
});`;
const cells = { tf: 'import * as tf from "@tensorflow/tfjs";\n`${tf.getBackend()} ${tf.memory().numTensors}`' };
const shape = { layers: [32, 32, 32], batchSize: 64 };

async function openDevice(): Promise<{ shown: string; reason: string | undefined }> {
  const shown = await page.show("tf");
  return { shown, reason: (await page.events("device")).at(-1)?.reason };
}

test("the section's model is tried on wasm and GPU after the first run, the reason is shown, and the next worker remembers", async () => {
  page = await KernelPage.open(harness, cells, { shape }, slowGpu);
  const first = await openDevice();
  expect(first).toEqual({
    shown: "wasm 0",
    reason:
      "guessed to be the fastest for a model of this size (a 32-32-32 perceptron, batch 64), and tried when there is time",
  });
  const times =
    /^a training step takes (?:> )?[\d.]+ ms on (\w+), (?:> )?[\d.]+ ms on (\w+) \(a 32-32-32 perceptron, batch 64\)/;
  await page.page.waitForFunction(() => "device-probes" in localStorage);
  const tried = (await page.events("device")).at(-1)?.reason ?? "";
  const fastest = times.exec(tried)?.[1];
  expect(tried).toMatch(times);
  expect(tried.includes("webgpu from the next start on")).toBe(fastest === "webgpu");
  await page.page.evaluate(() => window.kernel.restart());
  const remembered = tried.replace("; webgpu from the next start on", ""); // measured anew, a figure would differ
  expect(await openDevice()).toEqual({ shown: `${fastest} 0`, reason: remembered });

  // What was measured is believed: had the GPU been faster, it would be taken.
  await page.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("device-probes")!) as { probes: Record<string, object> };
    const [key] = Object.keys(kept.probes);
    const faster = { backend: "webgpu", stepMs: 1 };
    kept.probes[key!] = [faster, { backend: "wasm", stepMs: 3.14 }];
    localStorage.setItem("device-probes", JSON.stringify(kept));
    window.kernel.restart();
  });
  expect(await openDevice()).toEqual({
    shown: "webgpu 0",
    reason: "a training step takes 1 ms on webgpu, 3.1 ms on wasm (a 32-32-32 perceptron, batch 64)",
  });
});

test.each([
  [{ shape, forced: "cpu" as const }, "cpu 0", "asked for in the address"],
  [{ shape, prefer: "cpu" as const }, "cpu 0", "the choice of this section"],
])("nothing is tried where the device is said: %o", async (options, shown, reason) => {
  page = await KernelPage.open(harness, cells, options, slowGpu);
  expect(await openDevice()).toEqual({ shown, reason });
});
