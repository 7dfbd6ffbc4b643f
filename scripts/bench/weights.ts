// What a page weighs before a reader touches a cell, and what the first Run on WebGPU fetches.
import type { Browser } from "playwright";
import { launchChromium, softwareWebGpuArgs } from "../browser";
import { closeFresh, edit, openFresh, press } from "./cells";
import { isCode, listWeights, sumBytes, weighInlineScripts, type Host } from "./requests";
import { toFigure, toKilobytes, type Figure } from "./table";

const sections = ["mnist/mlp", "linear-regression/mse"];

export async function measureWeights(browser: Browser, site: Host): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const section of sections) figures.push(await weighPage(browser, site, section));
  return [...figures, await weighRunPath(site)];
}

async function weighPage(browser: Browser, site: Host, section: string): Promise<Figure> {
  site.take();
  const page = await openFresh(browser, `${site.origin}${section}/`);
  const fetched = site.weigh(site.take().filter(isCode));
  const inline = weighInlineScripts(await (await fetch(`${site.origin}${section}/`)).text());
  await closeFresh(page);
  const weights = [...fetched, inline];
  const what = `JavaScript of ${section} before a cell is touched, gzip`;
  return toFigure(what, sumBytes(weights), ["≤", 25_000], toKilobytes, listWeights(weights));
}

/** Everything fetched from the press to the result of a cell that adds two tensors on a software WebGPU adapter. */
async function weighRunPath(site: Host): Promise<Figure> {
  const browser = await launchChromium(softwareWebGpuArgs);
  try {
    const page = await openFresh(browser, `${site.origin}mnist/mlp/?backend=webgpu`);
    await edit(page, "one-sided", tensorCell);
    site.take();
    await press(page, "one-sided", "2");
    await page.waitForLoadState("networkidle");
    const backend = await page.locator('[data-part="device"]').first().getAttribute("data-backend");
    if (backend !== "webgpu") throw new Error(`the run path was to be webgpu's, and the device is ${backend}`);
    const weights = site.weigh(site.take().filter(isCode));
    return toFigure(
      "run path with tfjs and WebGPU, gzip",
      sumBytes(weights),
      ["≤", 480_000],
      toKilobytes,
      listWeights(weights),
    );
  } finally {
    await browser.close();
  }
}

export const tensorCell = `import * as tf from "@tensorflow/tfjs";\n(await tf.scalar(1).add(1).data())[0]`;
