// What a cell shows, looked at closely: values under the pointer and under the keys, data to take away, the reader's
// numbers beside the book's, models, matrices, sounds, the ledger. On the real book; what no section shows yet (sounds,
// maps of attention, tensors) by an edit of a reader's in one of its cells.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, download, open, watch, watchHeavyScripts } from "./reader.ts";

/** The figure says so when it takes keys. */
async function focusPlot(output: Locator): Promise<void> {
  const plot = output.locator(".figure-plot:visible"); // a recorded one is drawn for two widths
  await plot.focus();
  await expect(plot).toHaveAttribute("role", "application");
}

const mse = `${bookUrl}linear-regression/mse/?backend=wasm`;

test("a curve tells its values to the pointer, to the keys and to a spreadsheet", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, mse);
  const { output } = new Cell(page, "likelihood");
  await new Cell(page, "likelihood").run();
  const plot = output.locator(".figure-plot");
  await expect(plot).toHaveAttribute("tabindex", "0");
  await plot.hover({ position: { x: 200, y: 100 } });
  const readout = output.locator(".figure-readout");
  await expect(readout).toContainText(/w₁ 1\.9\d/);
  await expect(readout.locator(".readout-up")).toHaveCount(2);
  await page.mouse.move(0, 0);
  await expect(readout).toHaveCount(0);
  await plot.focus();
  await page.keyboard.press("Home");
  await expect(output.getByRole("status")).toHaveText(/^w₁ 1\.9, 负对数似然 (0\.9\d+|1)$/);
  await page.keyboard.press("ArrowRight");
  await expect(output.getByRole("status")).toHaveText(/^w₁ 1\.905, 负对数似然 0\.9\d*$/);
  await page.keyboard.press("ArrowDown");
  await expect(output.getByRole("status")).toHaveText(/^w₁ 1\.905, 均方误差 0\.9\d*$/);
  await expect(plot).toHaveAttribute("aria-description", /负对数似然：41 个点.*最小 0（w₁ 2）/);
  await output.locator("details > summary").click();
  await expect(output.locator(".figure-summary")).toContainText("均方误差：41 个点");
  await output.locator('[data-figure-tool="copy"]').click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^w1\tnll\tmse\n1\.9\t(0\.9\d+|1)\t(0\.9\d+|1)\n/);
  const { name, bytes } = await download(page, () => output.locator('[data-figure-tool="png"]').click());
  expect(name).toBe("figure.png");
  expect(bytes.readUInt32BE(16), "twice as wide as shown").toBeGreaterThan(1000);
});

test("the reader's number stands beside the book's, and says when it lies outside the band", async ({ page }) => {
  await open(page, mse);
  const train = new Cell(page, "train");
  await train.run();
  const band = train.root.locator('[data-band="overFloor"]');
  await expect(band).toHaveAttribute("data-result", "inside");
  await train.edit((await train.source()).replace("numEpochs = 3", "numEpochs = 1")); // is not enough
  await train.run();
  await expect(band).toHaveAttribute("data-result", "outside");
  await expect(band).toContainText("0.99 ± 0.18");
  await expect(band).toContainText("在书的范围之外");
});

test("what a reader shows in a cell of the book is what it is, to eyes and to a screen reader", async ({ page }) => {
  const seen = watch(page);
  await open(page, mse);
  const cell = new Cell(page, "count-lines");
  const show = async (source: string) => {
    await cell.edit(source);
    expect((await cell.run()).state).toBe("done");
  };
  await show(confusion);
  await focusPlot(cell.output);
  await page.keyboard.press("Home");
  await expect(cell.output.getByRole("status")).toHaveText(/其实是 0, 网络说 0, 900 · 占这一行 0\.9/);
  await page.keyboard.press("ArrowDown");
  await expect(cell.output.getByRole("status")).toHaveText(/其实是 1, 网络说 0, 7 · /);
  await show(attention);
  await focusPlot(cell.output);
  await page.keyboard.press("End");
  await expect(cell.output.getByRole("status")).toHaveText(/在看的词元 the, 被看的词元 \., 权重 0/);
  await show(tensor);
  await expect(cell.output).toContainText("非有限值 300 个");
  const map = cell.output.locator(".tensor-frame").last();
  await map.hover({ position: { x: 4, y: 4 } });
  await expect(map.locator(".figure-readout")).toContainText(/^\[0(, 0)*\]/);
  await page.mouse.move(0, 0);
  await expect(map.locator(".figure-readout")).toHaveCount(0);
  await map.focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  await expect(map.getByRole("status")).toHaveText(/^\[1, 1\] NaN$/);
  await show(sound);
  const seconds = await cell.output.locator("audio").evaluate(async (audio: HTMLAudioElement) => {
    if (audio.readyState === 0) await new Promise((loaded) => audio.addEventListener("loadedmetadata", loaded));
    return audio.duration;
  });
  expect(seconds).toBeCloseTo(1, 2);
  expect(seen.problems).toEqual([]);
});

const confusion = `
import { confusionFigure } from "book/heat-map";
const counts = Array.from({ length: 10 }, (_, label) =>
  Array.from({ length: 10 }, (_, said) => (label === said ? 900 + 10 * label : (7 * label + 3 * said) % 11)),
);
confusionFigure(counts);`;

const attention = `
import { attentionFigure } from "book/heat-map";
const tokens = ["the", "cat", "sat", "on", "the", "mat", "."];
const looks = tokens.map((_, i) => {
  const scores = tokens.map((_, j) => (j > i ? 0 : Math.exp(-Math.abs(i - j - 1))));
  const total = scores.reduce((a, b) => a + b);
  return scores.map((score) => score / total);
});
attentionFigure(looks, { queries: tokens, title: "谁看谁" });`;

const tensor = `
import * as tf from "@tensorflow/tfjs";
tf.linspace(-2, 2, 600).reshape([20, 30]).log();`;

const sound = `
import { sound } from "book/sound";
const samples = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 3) * Math.exp(-i / 3000));
sound(samples, { sampleRate: 8000, text: "一声渐弱的音" });`;

test("a model's summary, its graph and a matrix of mistakes stand in the book before anything has run", async ({
  page,
}) => {
  await open(page, `${bookUrl}mnist/forensics/`);
  const { output } = new Cell(page, "summary");
  await expect(output.locator("tbody tr")).not.toHaveCount(0);
  await expect(output).toContainText(/共 [\d,]+ 个参数/);
  await expect(output.locator(".layer").first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("#cell-summary").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`)).toEqual(
    [],
  );
  await open(page, `${bookUrl}mnist/mlp/`);
  const mistakes = new Cell(page, "confusion").output;
  await focusPlot(mistakes);
  await page.keyboard.press("End");
  await expect(mistakes.getByRole("status")).toHaveText(/^其实是 0, 网络说 9, count \d+$/);
});

test("the ledger tells of tensors and memory, and on request of the next run's kernels", async ({ page }) => {
  await open(page, mse);
  const model = new Cell(page, "model");
  await expect(model.root.locator('[data-action="ledger"]')).toBeHidden();
  await model.edit(
    (await model.source()).replace(/X\.shape.*$/, "const start = await halfMse(tf.zeros([2, 1]), tf.scalar(0));"),
  );
  await model.run();
  await model.root.hover();
  await model.press("ledger");
  const ledger = model.root.locator('[data-part="ledger"]');
  await expect(ledger).toContainText("留着 4 个张量");
  await expect(ledger).toContainText("设备上共");
  await expect(ledger.locator("table")).toHaveCount(0);
  await ledger.getByRole("checkbox").check();
  await model.run();
  await expect(ledger.locator("tbody tr").filter({ hasText: /matmul/i })).toContainText("1");
  await model.press("ledger");
  await expect(ledger).toHaveCount(0);
});

test("a recorded figure of the book answers the pointer before anything has run", async ({ page }) => {
  const heavy = watchHeavyScripts(page);
  await open(page, `${bookUrl}mnist/mlp/`);
  const train = new Cell(page, "train");
  const plot = train.output.locator(".figure-plot:visible");
  await plot.scrollIntoViewIfNeeded();
  await plot.hover();
  await expect(train.output.locator(".figure-readout")).toContainText(/步 \d+/);
  expect(heavy()).toEqual([]);
  await train.is("idle");
});
