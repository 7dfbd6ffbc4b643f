// Training goes on while the reader looks at another tab: nothing in it waits for a frame or for the page's timers.
import { expect, test } from "vitest";
import { base, openHarness } from "./harness";
import { openTab } from "./tabs";

const train = `import * as tf from "@tensorflow/tfjs";
import { progress } from "book";
const w = tf.variable(tf.ones([8, 8]));
const optimizer = tf.train.sgd(1e-4);
for (let step = 1; ; step++) {
  optimizer.minimize(() => w.square().sum() as tf.Scalar);
  progress("steps", step, 1e9);
}`;
const patience = { timeout: 30_000 };

test("steps go on while the page is hidden", async () => {
  const harness = await openHarness();
  const tab = await openTab(harness.address);
  const steps = (): Promise<number> => tab.evaluate("window.kernel.view('train').outputs[0]?.done ?? 0");
  try {
    await expect.poll(() => tab.evaluate("'kernel' in window"), patience).toBe(true);
    const cell = { id: "train", source: train, auto: false, own: false };
    await tab.evaluate(`kernel.open({ language: "en", base: "${base}", forced: "wasm" });
kernel.setCells([${JSON.stringify(cell)}]);
void kernel.run(["train"]);`);
    await expect.poll(steps, patience).toBeGreaterThan(0);
    await tab.hide();
    await expect.poll(() => tab.evaluate("document.hidden"), patience).toBe(true);
    const before = await steps();
    await expect.poll(steps, patience).toBeGreaterThan(before + 1000);
    expect(await tab.evaluate("document.hidden")).toBe(true);
  } finally {
    await tab.close();
    await harness.close();
  }
});
