import { afterAll, beforeAll, expect, test, vi } from "vitest";

const asked = vi.fn(() => 0);

/** A page that is hidden: its frames never come. */
beforeAll(() => vi.stubGlobal("requestAnimationFrame", asked));
afterAll(() => vi.unstubAllGlobals());

test("tf.nextFrame comes although the page is hidden, and a cell's own animation asks the page", async () => {
  const { loadWithTasks } = await import("./frames");
  const { nextFrame } = await loadWithTasks(() => import("@tensorflow/tfjs-core"));
  await nextFrame();
  expect(asked).not.toHaveBeenCalled();
  requestAnimationFrame(() => {});
  expect(asked).toHaveBeenCalledOnce();
});
