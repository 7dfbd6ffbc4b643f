// Nothing is lost: edits through reload, language switch and shared links. On a section of the book that needs no
// tensors: `four` counts parameters, `seed-lm` reads what it imports, `pairs` is told in both languages.
import { expect, test } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, chooseOfPage, download, open, watch } from "./reader.ts";

const section = `${bookUrl}concepts/counting/`;
const english = `${bookUrl}en/concepts/counting/`;
/** Stands in the book's own text of `four`. */
const original = "denseCount(784, 128)";
const prose = { zh: "四样东西，写成四个函数", en: "Four things, four functions" };

test("a reload keeps edits and runs none of them", async ({ page }) => {
  await open(page, section);
  const two = new Cell(page, "four");
  await two.edit("const small = 100;\nsmall");
  await expect.poll(() => two.source()).toContain("100");
  await page.waitForTimeout(500);
  await page.reload();
  await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
  await expect.poll(() => two.source()).toBe("const small = 100;\nsmall");
  await two.is("idle");
  await expect(page.locator('[data-part="device"]').first()).toHaveAttribute("data-backend", "none");
});

test("reset gives the book's code back", async ({ page }) => {
  await open(page, section);
  const two = new Cell(page, "four");
  const original = await two.source();
  await two.edit("const small = 100;");
  await two.press("reset");
  expect(await two.source()).toBe(original);
});

test("switching the language keeps an edited cell's text and translates the others", async ({ page }) => {
  await open(page, section);
  await new Cell(page, "four").edit("const small = 6;\nsmall");
  await page.waitForTimeout(500);
  await open(page, english);
  expect(await new Cell(page, "four").source()).toBe("const small = 6;\nsmall");
  expect(await new Cell(page, "pairs").source()).toContain("a sentence");
  await expect(page.getByText(prose.en)).toBeVisible();
});

test("a shared link opens with the sender's code, marked and not run", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, section);
  await new Cell(page, "four").edit("const small = 77;\nsmall");
  await new Cell(page, "four").press("share");
  const link = await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("#")
    .then(() => page.evaluate(() => navigator.clipboard.readText()));
  const other = await context.newPage();
  await other.goto("about:blank");
  await open(other, link);
  const received = new Cell(other, "four");
  await expect.poll(() => received.source()).toBe("const small = 77;\nsmall");
  await received.is("idle");
});

test("undo goes back across a run, a reset and a change of language", async ({ page }) => {
  await open(page, section);
  const two = new Cell(page, "seed-lm");
  const original = await two.source();
  await two.openEditor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n100");
  await page.keyboard.press("Shift+Enter");
  await two.is("done");
  await two.press("reset");
  expect(await two.source()).toBe(original);
  await two.openEditor();
  await page.keyboard.press("Control+z");
  expect(await two.source()).toBe(`${original}\n100`);
  await page.locator('header a[hreflang="en"]').first().click();
  await expect(page.getByText(prose.en)).toBeVisible();
  expect(await two.source()).toBe(`${original}\n100`);
  await two.openEditor();
  await page.keyboard.press("Control+z");
  await expect.poll(() => two.source()).not.toContain("100");
  await page.goBack();
  await expect(page.getByText(prose.zh)).toBeVisible();
  expect(await two.source()).not.toContain("100");
});

test("resetting a cell or the whole page can be taken back", async ({ page }) => {
  await open(page, section);
  const [two, four] = [new Cell(page, "four"), new Cell(page, "seed-lm")];
  await two.edit("const small = 5;");
  await four.edit("const seedLm = 6;");
  await two.run();
  await two.press("reset");
  await page.waitForTimeout(400); // until the kernel has heard of it
  await two.root.locator('[data-part="status"] button').click();
  expect(await two.source()).toBe("const small = 5;");
  await page.locator('[data-action="reset-all"]').first().click();
  expect(await two.source()).toContain(original);
  await page.locator('[data-part="page-status"] button').click();
  expect([await two.source(), await four.source()]).toEqual(["const small = 5;", "const seedLm = 6;"]);
});

test("an edit of an older release is shown with a question, and what is chosen stays chosen", async ({ page }) => {
  await page.addInitScript(() => {
    const base = { full: "0".repeat(16), common: "0".repeat(16), language: "zh" };
    const older = {
      four: { text: "const small = 'older';", base },
      "seed-lm": { text: "const seedLm = 'older';", base },
    };
    if (!sessionStorage.getItem("seeded")) localStorage.setItem("book:edits:concepts/counting", JSON.stringify(older));
    sessionStorage.setItem("seeded", "yes");
  });
  await open(page, section);
  const [two, four] = [new Cell(page, "four"), new Cell(page, "seed-lm")];
  const notice = (cell: Cell) => cell.root.locator('[data-part="notice"]');
  expect(await two.source()).toBe("const small = 'older';");
  await notice(two).getByRole("button", { name: "比较" }).click();
  await expect(notice(two)).toContainText(`+ const small = ${original}`);
  await notice(two).getByRole("button", { name: "用新的" }).click();
  await notice(four).getByRole("button", { name: "保留我的" }).click();
  await page.reload();
  await expect.poll(() => four.source()).toBe("const seedLm = 'older';");
  expect(await two.source()).toContain(original);
  for (const cell of [two, four]) await expect(notice(cell)).toBeHidden();
});

test("two tabs that edit the same cell lose neither text", async ({ page, context }) => {
  const other = await context.newPage();
  await open(page, section);
  await open(other, section);
  const [here, there] = [new Cell(page, "four"), new Cell(other, "four")];
  const notice = (cell: Cell) => cell.root.locator('[data-part="notice"]');
  await there.edit("const small = 'there';");
  await expect(notice(here)).toBeVisible();
  expect(await here.source()).toContain(original);
  await here.edit("const small = 'here';");
  await expect(notice(there)).toBeVisible();
  await page.reload();
  await expect.poll(() => here.source()).toBe("const small = 'here';");
  await notice(here).getByRole("button", { name: "比较" }).click();
  await expect(notice(here)).toContainText("+ const small = 'there';");
  await notice(here).getByRole("button", { name: "用另一份" }).click();
  expect(await here.source()).toBe("const small = 'there';");
  await expect(notice(here)).toBeHidden();
  await expect(notice(there)).toBeHidden();
});

test("where the browser has no room, edits stay on the page, it says so and gives them as a file", async ({ page }) => {
  await page.addInitScript(() => {
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith("book:edits:")) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, value);
    };
  });
  await open(page, section);
  const two = new Cell(page, "four");
  await two.edit("const small = 100;\nsmall");
  const said = page.locator('[data-part="page-status"]');
  await expect(said).toContainText("浏览器不让保存");
  expect((await two.run()).outputs[0]?.text).toBe("100");
  const { bytes } = await download(page, () => said.getByRole("button").click());
  expect(JSON.parse(bytes.toString())).toMatchObject({
    sections: { "concepts/counting": { four: { text: "const small = 100;\nsmall" } } },
  });
});

test("all edits go out as a file and come in again in another browser; a damaged file changes nothing", async ({
  page,
  browser,
}) => {
  await open(page, english);
  await new Cell(page, "four").edit("const small = 100;");
  await new Cell(page, "seed-lm").edit("const seedLm = 4;");
  const { name, bytes } = await download(page, () => chooseOfPage(page, "export-edits"));
  expect(name).toMatch(/^book-edits-.*\.json$/);

  const elsewhere = await (await browser.newContext()).newPage();
  await open(elsewhere, `${new URL("./", page.url()).href}`);
  const [two, four] = [new Cell(elsewhere, "four"), new Cell(elsewhere, "seed-lm")];
  await four.edit("const seedLm = 'mine';");
  const bring = async (buffer: Buffer) => {
    const [chooser] = await Promise.all([
      elsewhere.waitForEvent("filechooser"),
      chooseOfPage(elsewhere, "import-edits"),
    ]);
    await chooser.setFiles({ name, mimeType: "application/json", buffer });
  };
  const dialog = elsewhere.getByRole("dialog");
  await bring(bytes.subarray(0, -9));
  await expect(dialog).toContainText("cut short");
  await dialog.getByRole("button", { name: "Close" }).click();
  expect(await two.source()).toContain(original);
  await bring(bytes);
  await expect(dialog.getByRole("listitem")).toHaveText([/four.*new/, /seed-lm.*differs from yours/]);
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect.poll(() => two.source()).toBe("const small = 100;");
  expect(await four.source()).toBe("const seedLm = 'mine';");
  await expect(four.root.locator('[data-part="notice"]')).toContainText("another edit of yours");
  await elsewhere.context().close();
});

test("with ?safe nothing can run", async ({ page }) => {
  await open(page, `${section}?safe`);
  const result = await new Cell(page, "four").run();
  expect(result.state).not.toBe("done");
});

test("switching the language while a cell runs lets it run on, its curve growing, and Stop still stops it", async ({
  page,
}) => {
  const seen = watch(page);
  await open(page, section);
  const train = new Cell(page, "four");
  await train.edit(growing);
  await train.press("run");
  const curve = train.output.locator('path[stroke^="var(--figure"]');
  await expect(curve).toBeVisible({ timeout: 20_000 });
  await page.locator('header a[hreflang="en"], header a:has-text("English")').first().click();
  await expect(page.getByText(prose.en)).toBeVisible();
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
`;
