// Nothing is lost: edits through reload, language switch and shared links.
import { expect, test } from "playwright/test";
import { Cell, open, watch } from "./reader.ts";

test("a reload keeps edits and runs none of them", async ({ page }) => {
  await open(page, "basics/cells/");
  const two = new Cell(page, "two");
  await two.edit("const two = 100;\ntwo");
  await expect.poll(() => two.source()).toContain("100");
  await page.waitForTimeout(500);
  await page.reload();
  await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
  await expect.poll(() => two.source()).toBe("const two = 100;\ntwo");
  await two.is("idle");
  await expect(page.locator('[data-part="device"]').first()).toHaveAttribute("data-backend", "none");
});

test("reset gives the book's code back", async ({ page }) => {
  await open(page, "basics/cells/");
  const two = new Cell(page, "two");
  const original = await two.source();
  await two.edit("const two = 100;");
  await two.press("reset");
  expect(await two.source()).toBe(original);
});

test("switching the language keeps an edited cell's text and translates the others", async ({ page }) => {
  await open(page, "basics/cells/");
  await new Cell(page, "two").edit("const two = 6;\ntwo");
  await page.waitForTimeout(500);
  await open(page, "en/basics/cells/");
  expect(await new Cell(page, "two").source()).toBe("const two = 6;\ntwo");
  expect(await new Cell(page, "words").source()).toContain("Hello");
  await expect(page.getByText("The prose is there without JavaScript.")).toBeVisible();
});

test("a shared link opens with the sender's code, marked and not run", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "basics/cells/");
  await new Cell(page, "two").edit("const two = 77;\ntwo");
  await new Cell(page, "two").press("share");
  const link = await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("#")
    .then(() => page.evaluate(() => navigator.clipboard.readText()));
  const other = await context.newPage();
  await other.goto("about:blank");
  await open(other, link);
  const received = new Cell(other, "two");
  await expect.poll(() => received.source()).toBe("const two = 77;\ntwo");
  await received.is("idle");
});

test("with ?safe nothing can run", async ({ page }) => {
  await open(page, "basics/cells/?safe");
  const result = await new Cell(page, "two").run();
  expect(result.state).not.toBe("done");
});

test("switching the language while a cell runs lets it run on, its curve growing, and Stop still stops it", async ({
  page,
}) => {
  const seen = watch(page);
  await open(page, "basics/cells/");
  const train = new Cell(page, "train");
  await train.edit(growing);
  await train.press("run");
  const curve = train.output.locator('path[stroke^="var(--figure"]');
  await expect(curve).toBeVisible({ timeout: 20_000 });
  await page.locator('header a[hreflang="en"], header a:has-text("English")').first().click();
  await expect(page.getByText("The prose is there without JavaScript.")).toBeVisible();
  await train.is("running");
  const points = () => curve.getAttribute("d");
  const before = await points();
  await expect.poll(points).not.toBe(before);
  await train.press("stop");
  await train.is("stopped", 5000);
  expect(seen.problems).toEqual([]);
});

/** A curve that grows by a point every 50 ms for ten seconds, with a progress bar below it. */
const growing = `
import { figure, progress } from "book";
const curve = figure({ marks: [{ type: "line", x: "step", y: "loss" }], data: { step: [], loss: [] } });
for (let step = 0; step < 200; step++) {
  curve.add({ step, loss: 1 / (1 + step) });
  progress("steps", step, 200);
  await new Promise((done) => setTimeout(done, 50));
}
const fitted = 1;
`;
