// Phones, input methods, keyboards alone: the same cell in other hands.
import { expect, test, type Page } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open } from "./reader.ts";

const section = `${bookUrl}concepts/counting/`;
/** Ends only when it is stopped. */
const endless = "while (true) await new Promise((next) => setTimeout(next, 9));";

test.describe("on a phone of 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("the editor does not make the page zoom, and the bar above the keyboard types, undoes and runs", async ({
    page,
  }) => {
    await open(page, section);
    const two = new Cell(page, "four");
    await two.root.locator('[data-part="code"]').tap();
    const editor = two.root.locator(".cm-content");
    await expect(editor).toBeFocused();
    expect(await editor.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(
      16,
    );
    const bar = page.getByRole("toolbar", { name: "编辑" });
    await expect(bar).toBeVisible();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    for (const symbol of [";", "(", "[", "{", "}", "]", ")", ";"])
      await bar.getByRole("button", { name: `输入 ${symbol}`, exact: true }).tap();
    await expect(editor).toBeFocused();
    expect(await two.source()).toMatch(/\n;\(\[\{\}\]\);$/);
    await bar.getByRole("button", { name: "撤销" }).tap();
    expect(await two.source()).not.toMatch(/\(\[\{\}\]\);$/);
    await bar.getByRole("button", { name: "重做" }).tap();
    await bar.getByRole("button", { name: "运行" }).tap();
    await two.is("done");
    const { height } = page.viewportSize()!;
    const box = (await bar.boundingBox())!;
    expect(Math.abs(box.y + box.height - height)).toBeLessThanOrEqual(1);
    await bar.getByRole("button", { name: "完成" }).tap();
    await expect(bar).toBeHidden();
  });

  test("the first tap on a field of points adds one, and the first tap on a curve tells its value", async ({
    page,
  }) => {
    await open(page, `${bookUrl}linear-regression/mse/?backend=wasm`);
    const field = new Cell(page, "own-points");
    const plane = field.output.locator(".field-plane");
    await plane.tap({ position: { x: 90, y: 60 } });
    await expect(plane.locator(".field-points circle")).toHaveCount(6);
    await expect(plane.locator("circle.chosen")).toHaveCount(1);
    await field.output.getByRole("button", { name: "删除选中的点" }).tap();
    await expect(plane.locator(".field-points circle")).toHaveCount(5);
    const curve = new Cell(page, "likelihood").output;
    await curve.locator(".figure-plot:visible").tap();
    await expect(curve.locator(".figure-readout")).toContainText("w₁");
    await curve.locator(".figure-plot:visible").tap({ position: { x: 60, y: 60 } }); // now that it is ready
    await expect(curve.locator(".figure-readout")).toContainText("w₁");
    await expect(curve.locator(".figure-plot:visible")).toHaveCSS("outline-style", "none");
    await page.locator("h2:visible").first().tap();
    await expect(curve.locator(".figure-readout")).toHaveCount(0);
  });

  test("nothing scrolls sideways while a cell is edited, and every button is as large as a thumb", async ({ page }) => {
    for (const path of ["mnist/mlp/", "en/linear-regression/mse/"]) {
      await open(page, bookUrl + path);
      expect(await findBrokenSliders(page)).toEqual([]);
      const cell = page.locator("live-cell").nth(1);
      await cell.locator('[data-part="code"]').tap();
      await expect(cell.locator(".cm-content")).toBeFocused();
      expect(await findOverflow(page)).toBeLessThanOrEqual(0);
      await cell.locator('[data-action="more"]').tap();
      expect(await findOverflow(page)).toBeLessThanOrEqual(0);
      expect(await findSmallButtons(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });
});

test("Chinese typed with an input method arrives whole; nothing is saved or run half-way; undo takes it back", async ({
  page,
}) => {
  await open(page, section);
  const client = await page.context().newCDPSession(page);
  const words = new Cell(page, "pairs");
  const before = await words.source();
  const saved = () => page.evaluate(() => localStorage.getItem("book:edits:concepts/counting") ?? "");
  await words.openEditor();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("// ");
  const settled = await words.source();
  for (const text of ["n", "ni", "ni h", "ni hao"])
    await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await expect(words.root.locator(".cm-content")).toContainText("ni hao");
  expect(await saved()).not.toContain("// n");
  expect(await words.source()).toBe(settled);
  await words.root.evaluate((element) => {
    const init = { key: "Enter", shiftKey: true, bubbles: true, cancelable: true, isComposing: true, keyCode: 229 };
    element.querySelector(".cm-content")!.dispatchEvent(new KeyboardEvent("keydown", init));
  });
  await words.is("idle");
  await client.send("Input.insertText", { text: "你好，世界" });
  await expect.poll(() => words.source()).toBe(`${before}\n// 你好，世界`);
  expect(await saved()).toContain("你好，世界");
  await page.keyboard.press("Control+z");
  await expect.poll(() => words.source()).not.toContain("你好，世界");
  await page.keyboard.press("Control+y");
  await expect.poll(() => words.source()).toBe(`${before}\n// 你好，世界`);
});

test("the keyboard alone edits, runs, stops, resets, and goes through the cell and out of it", async ({ page }) => {
  await open(page, `${bookUrl}en/concepts/counting/`);
  const long = new Cell(page, "seed-lm");
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["action"] ?? "");
  await page.locator('#cell-four [data-action="more"]').focus();
  await page.keyboard.press("Tab");
  const editor = long.root.locator(".cm-content");
  await expect(editor).toBeFocused();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(`\n${endless}`);
  await page.keyboard.press("Control+Enter");
  await long.is("running");
  // The first Escape may close a list of completions.
  await expect(async () => {
    await page.keyboard.press("Escape");
    expect(await focused()).toBe("run");
  }).toPass();
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("stop");
  await page.keyboard.press("Enter");
  await long.is("stopped", 5000);
  await expect.poll(focused).toBe("run");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("reset");
  await page.keyboard.press("Enter");
  await expect(long.root).not.toHaveAttribute("data-edited");
  for (const action of ["copy", "share"]) {
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(action);
  }
  await expect(async () => {
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("more");
  }).toPass({ timeout: 5000 });
});

test("one who asked for less motion sees a running cell stand still", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, section);
  const long = new Cell(page, "four");
  await long.edit(endless);
  await long.press("run");
  await long.is("running");
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === "running").length,
  );
  expect(moving).toBe(0);
  await long.press("stop");
  await long.is("stopped", 5000);
});

function findOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Buttons of cells, page and bar that are lower or narrower than 44 px. */
function findSmallButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("live-cell button, page-controls button, .touch-bar button")]
      .filter((button) => button.checkVisibility({ visibilityProperty: true }))
      .map((button) => ({ button, box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
      .map(({ button, box }) => `${button.dataset["action"] ?? button.textContent} ${box.width} × ${box.height}`),
  );
}

/** Sliders whose value has slipped under them. */
function findBrokenSliders(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".control-slider")]
      .filter((slider) => {
        const [range, value] = ["input", "output"].map((name) => slider.querySelector(name)!.getBoundingClientRect());
        return value!.top >= range!.bottom;
      })
      .map((slider) => slider.textContent),
  );
}
