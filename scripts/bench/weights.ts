// What a page weighs before a reader touches a cell, and what the first Run on WebGPU fetches.
import type { Browser } from "playwright";
import { parts, type Chapter } from "../../content/contents";
import { launchChromium, softwareWebGpuArgs } from "../browser";
import { closeFresh, edit, openFresh, press } from "./cells";
import { isCode, listWeights, sumBytes, weighInlineScripts, type Host, type Weight } from "./requests";
import { toFigure, toKilobytes, type Figure } from "./table";

const sections = ["mnist/mlp", "linear-regression/mse"];

export async function measureWeights(browser: Browser, site: Host): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const section of sections) figures.push(await weighPage(browser, site, section));
  return [...figures, await findHeaviest(browser, site), await weighRunPath(site)];
}

/** Everything that a page fetches before a cell is touched: document, styles, faces, scripts. The heaviest of the book. */
async function findHeaviest(browser: Browser, site: Host): Promise<Figure> {
  const pages: { path: string; weights: Weight[] }[] = [];
  for (const path of parts.flatMap(({ chapters }) => chapters).flatMap(toPaths)) {
    site.take();
    await closeFresh(await openFresh(browser, `${site.origin}${path}/`));
    pages.push({ path, weights: site.weigh(site.take()) });
  }
  const [heaviest, ...others] = pages.toSorted((a, b) => sumBytes(b.weights) - sumBytes(a.weights));
  const next = others.slice(0, 4).map(({ path, weights }) => `${path} ${toKilobytes(sumBytes(weights))}`);
  return toFigure(
    `heaviest page, ${heaviest!.path}, before a cell is touched, gzip`,
    sumBytes(heaviest!.weights),
    ["≤", 300_000],
    toKilobytes,
    `${listWeights(heaviest!.weights)}; next: ${next.join(", ")}`,
  );
}

const toPaths = ({ slug, sections }: Chapter): string[] =>
  sections.flatMap((section) => ["", "en/"].map((language) => `${language}${slug}/${section.slug}`));

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
