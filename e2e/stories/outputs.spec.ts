// What a cell shows, looked at closely: values under the pointer and under the keys, data to take away, the reader's
// numbers beside the book's, models, matrices, sounds, the ledger.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open, watch } from "./reader.ts";

/** The figure says so when it takes keys. */
async function focusPlot(output: Locator): Promise<void> {
  const plot = output.locator(".figure-plot");
  await plot.focus();
  await expect(plot).toHaveAttribute("role", "application");
}

const path = "basics/hands/?backend=wasm";

test("a curve tells its values to the pointer, to the keys and to a spreadsheet", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, path);
  const curve = new Cell(page, "curve");
  await curve.run();
  const plot = curve.output.locator(".figure-plot");
  await expect(plot).toHaveAttribute("tabindex", "0");
  await plot.hover({ position: { x: 200, y: 100 } });
  const readout = curve.output.locator(".figure-readout");
  await expect(readout).toContainText(/步 \d+/);
  await expect(readout.locator(".readout-up")).toHaveCount(2);
  await page.mouse.move(0, 0);
  await expect(readout).toHaveCount(0);
  await plot.focus();
  await page.keyboard.press("Home");
  await expect(curve.output.getByRole("status")).toHaveText("步 1, 训练 2");
  await page.keyboard.press("ArrowRight");
  await expect(curve.output.getByRole("status")).toHaveText("步 2, 训练 1.414");
  await page.keyboard.press("ArrowDown");
  await expect(curve.output.getByRole("status")).toHaveText("步 2, 验证 1.614");
  await expect(plot).toHaveAttribute("aria-description", /训练：400 个点，从 2 到 0\.1；最小 0\.1（步 400）/);
  await curve.output.locator("details > summary").click();
  await expect(curve.output.locator(".figure-summary")).toContainText("验证：400 个点");
  await curve.output.locator('[data-figure-tool="copy"]').click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("step\ttraining\tvalidation\n1\t2\t2.2\n");
  const download = page.waitForEvent("download");
  await curve.output.locator('[data-figure-tool="png"]').click();
  expect((await download).suggestedFilename()).toBe("figure.png");
});

test("the reader's number stands beside the book's, and says when it lies outside the band", async ({ page }) => {
  await open(page, path);
  const curve = new Cell(page, "curve");
  await curve.run();
  await expect(curve.root.locator('[data-band="last"]')).toHaveAttribute("data-result", "inside");
  const early = curve.root.locator('[data-band="early"]');
  await expect(early).toHaveAttribute("data-result", "outside");
  await expect(early).toContainText("0.100 ± 0.005");
  await expect(early).toContainText("在书的范围之外");
});

test("matrices, models, tensors and sounds are what they are, to eyes and to a screen reader", async ({ page }) => {
  const seen = watch(page);
  await open(page, path);
  const cell = (id: string) => new Cell(page, id);
  for (const id of ["confusion", "attention", "tensors", "model", "layers", "sound"]) await cell(id).run();
  const confusion = cell("confusion").output;
  await expect(confusion.locator("svg rect, svg text").first()).toBeAttached();
  await focusPlot(confusion);
  await page.keyboard.press("Home");
  await expect(confusion.getByRole("status")).toHaveText(/其实是 0, 网络说 0, 900 · 占这一行 0\.9/);
  await page.keyboard.press("ArrowDown");
  await expect(confusion.getByRole("status")).toHaveText(/其实是 1, 网络说 0, 7 · /);
  const attention = cell("attention").output;
  await focusPlot(attention);
  await page.keyboard.press("End");
  await expect(attention.getByRole("status")).toHaveText(/在看的词元 the, 被看的词元 \., 权重 0/);
  await expect(cell("tensors").output).toContainText("非有限值 300 个");
  const map = cell("tensors").output.locator(".tensor-frame").last();
  await map.hover({ position: { x: 4, y: 4 } });
  await expect(map.locator(".figure-readout")).toContainText(/^\[0(, 0)*\]/);
  await page.mouse.move(0, 0);
  await expect(map.locator(".figure-readout")).toHaveCount(0);
  await map.focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  await expect(map.getByRole("status")).toHaveText(/^\[1, 1\] NaN$/);
  await expect(cell("model").output.locator("tbody tr")).toHaveCount(4);
  await expect(cell("model").output).toContainText("共 101,770 个参数");
  await expect(cell("layers").output.locator(".layer")).toHaveCount(3);
  await expect(cell("layers").output).toContainText("54,170");
  const seconds = await cell("sound")
    .output.locator("audio")
    .evaluate(async (audio: HTMLAudioElement) => {
      if (audio.readyState === 0) await new Promise((loaded) => audio.addEventListener("loadedmetadata", loaded));
      return audio.duration;
    });
  expect(seconds).toBeCloseTo(1, 2);
  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.html)
          .join(" ")
          .slice(0, 300)}`,
    ),
  ).toEqual([]);
  expect(seen.problems).toEqual([]);
});

test("the ledger tells of tensors and memory, and on request of the next run's kernels", async ({ page }) => {
  await open(page, path);
  const model = new Cell(page, "model");
  await expect(model.root.locator('[data-action="ledger"]')).toBeHidden();
  await model.run();
  await model.root.hover();
  await model.press("ledger");
  const ledger = model.root.locator('[data-part="ledger"]');
  await expect(ledger).toContainText("留着 5 个张量");
  await expect(ledger).toContainText("设备上共");
  await expect(ledger.locator("table")).toHaveCount(0);
  await ledger.getByRole("checkbox").check();
  await model.run();
  await expect(ledger.locator("tbody tr").filter({ hasText: /matmul/i })).toContainText("2");
  await model.press("ledger");
  await expect(ledger).toHaveCount(0);
});

test("a recorded figure of the book answers the pointer before anything has run", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => request.resourceType() === "script" && scripts.push(request.url()));
  await open(page, `${bookUrl}mnist/mlp/`);
  const train = new Cell(page, "train");
  const plot = train.output.locator(".figure-plot:visible");
  await plot.scrollIntoViewIfNeeded();
  await plot.hover();
  await expect(train.output.locator(".figure-readout")).toContainText(/步 \d+/);
  expect(scripts.filter((url) => /worker|kernel|editor|plot|tf|babel/i.test(url))).toEqual([]);
  await train.is("idle");
});
