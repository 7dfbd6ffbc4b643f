// The device ladder in a real browser: wasm everywhere, webgpu on a software adapter, no silent fallback.
import { expect, test, type Page } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open } from "./reader.ts";

const device = (page: Page) => page.locator('[data-part="device"]').first();

for (const backend of ["wasm", "webgl", "cpu"]) {
  test(`${backend} runs where it is forced, and the page says so`, async ({ page }) => {
    await open(page, `basics/cells/?backend=${backend}`);
    const train = await new Cell(page, "train").run();
    expect(train.error).toBeUndefined();
    expect(train.state).toBe("done");
    await expect(device(page)).toHaveAttribute("data-backend", backend);
  });
}

test("a cell without tfjs fetches no tfjs", async ({ page }) => {
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await open(page, "basics/cells/");
  await new Cell(page, "two").run();
  const bytes = await page.evaluate(() => performance.getEntriesByType("resource").length);
  expect(bytes).toBeGreaterThan(0);
  expect(urls.filter((url) => /\.wasm|tfjs|webgpu/i.test(url))).toEqual([]);
});

test("a backend that cannot be had is an error, not a fallback", async ({ page }) => {
  await open(page, "basics/cells/?backend=quantum");
  const result = await new Cell(page, "train").run();
  expect(result.state).toBe("failed");
  await expect(device(page)).toHaveAttribute("data-backend", "unavailable");
});

test("on webgpu the compute really happens there, and 30 steps of F02 lose what wasm loses", async ({ page }) => {
  test.setTimeout(240_000);
  const onWebGpu = await lossesOfF02(page, "webgpu");
  await expect(device(page)).toHaveAttribute("data-backend", "webgpu");
  const onWasm = await lossesOfF02(page, "wasm");
  await expect(device(page)).toHaveAttribute("data-backend", "wasm");
  expect(onWebGpu).toHaveLength(30);
  expect(onWasm).toHaveLength(30);
  onWasm.forEach((loss, step) => {
    expect(Math.abs(loss - onWebGpu[step]!), `step ${step}`).toBeLessThan(1e-3);
  });
});

/** Trains the book's MLP for 30 steps through an edited cell and returns the losses it printed. */
async function lossesOfF02(page: Page, backend: string): Promise<number[]> {
  await open(page, `${bookUrl}mnist/mlp/?backend=${backend}`);
  const cell = new Cell(page, "train");
  await cell.edit(probe);
  const result = await cell.run();
  expect(result.error).toBeUndefined();
  const printed = result.outputs.find((output) => output.text?.startsWith("probe "));
  const { losses, dispatches } = JSON.parse(printed!.text!.slice("probe ".length)) as {
    losses: number[];
    dispatches: number;
  };
  if (backend === "webgpu") expect(dispatches).toBeGreaterThan(0);
  await cell.press("reset");
  return losses;
}

/** Takes the place of the section's own training cell: 30 steps, and what the GPU was asked to do. */
const probe = `
import { fit } from "book/train";
const count = { dispatches: 0 };
const passes = globalThis.GPUComputePassEncoder?.prototype;
const dispatch = passes?.dispatchWorkgroups;
if (passes) passes.dispatchWorkgroups = function (...sizes) {
  count.dispatches++;
  return dispatch.apply(this, sizes);
};
const { net: trained, history } = await fit(net, data.train, { batchSize: 128, lr: 0.001, seed, steps: 30 });
console.log("probe " + JSON.stringify({ losses: history.losses, ...count }));
`;
