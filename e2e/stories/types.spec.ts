// What types tell a reader who edits a cell of the real book; what it weighs; and an editor that has to do without.
import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open, watch } from "./reader.ts";

const section = `${bookUrl}mnist/mlp/?backend=wasm`;
/** TypeScript, declarations, messages, documentation and what shows them; everything but the editor itself. */
const budget = 1_450_000;
/** On two shared cores. */
const patience = { timeout: 45_000 };

async function edit(cell: Cell, text: string): Promise<void> {
  await cell.root.locator('[data-part="code"]').click();
  await expect(content(cell)).toBeFocused();
  await cell.edit(text);
  await cell.page.keyboard.press("Control+End");
}

/** Puts the caret into the first `text` of the cell, behind its first letter. */
async function caretInto(cell: Cell, text: string): Promise<void> {
  const before = (await cell.source()).split(text)[0]!.split("\n");
  await cell.root.evaluate((element, { line, column }) => (element as unknown as Placed).goTo(line, column), {
    line: before.length,
    column: before.at(-1)!.length + 2,
  });
  await expect(content(cell)).toBeFocused();
}

interface Placed {
  goTo(line: number, column: number): void;
}

const content = (cell: Cell): Locator => cell.root.locator(".cm-editor").first().locator(".cm-content");
const panel = (cell: Cell): Locator => cell.root.locator(".types-panel p");
const popup = (cell: Cell): Locator => cell.root.locator(".cm-tooltip-autocomplete");
const card = (cell: Cell): Locator => cell.root.locator(".cm-tooltip-hover .types-card");

/** Nothing else is painted over its corners. */
function isOnTop(element: Locator): Promise<boolean> {
  return element.evaluate((box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const corners = [left + 6, right - 6].flatMap((x) => [top + 6, bottom - 6].map((y) => [x, y] as const));
    return corners.every(([x, y]) => box.contains(document.elementFromPoint(x, y)));
  });
}

/** The scripts asked for so far, also by workers; each call gives those since the last one. */
function collect(page: Page): { take(): string[] } {
  const asked: string[] = [];
  page.context().on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.url().startsWith("http") && pathname.endsWith(".js")) asked.push(request.url());
  });
  return { take: () => [...new Set(asked.splice(0))] };
}

const nameOf = (url: string): string => url.split("/").at(-1)!;

async function weigh(url: string): Promise<number> {
  const text = await (await fetch(url)).arrayBuffer();
  return gzipSync(Buffer.from(text), { level: 9 }).length;
}

test("a reader who edits is told about types, in budget, and a run does not wait for them", async ({ page }) => {
  test.setTimeout(150_000);
  const seen = watch(page);
  const scripts = collect(page);
  await open(page, section);
  const cell = new Cell(page, "one-sided");
  expect(scripts.take().filter((url) => /editor|declarations/.test(nameOf(url)))).toEqual([]);

  await edit(cell, 'const fine = 1;\n\nconst wrong: number = "text";\nwrong');
  await expect(panel(cell)).toHaveText("第 3 行：不能将类型“string”分配给类型“number”。", patience);
  await expect(cell.root.locator(".cm-lintRange-error")).toHaveText("wrong");
  const panels = cell.root.locator(".cm-panels-bottom");
  await expect(panels, "code does not show through").not.toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  const first = scripts.take().filter((url) => !nameOf(url).startsWith("editor."));
  expect(first.some((url) => nameOf(url).startsWith("declarations"))).toBe(true);
  expect(first.some((url) => nameOf(url).startsWith("docs"))).toBe(false);
  await page.keyboard.press("Shift+Enter");
  await cell.is("done");
  expect(await cell.text()).toBe("text");
  scripts.take();

  await edit(cell, 'import * as tf from "@tensorflow/tfjs";\nconst ones = tf.ones([2]);\n');
  await page.keyboard.type("tf.matM");
  await expect(popup(cell)).toContainText("matMul", patience);
  const docs = popup(cell).locator(".cm-completionInfo");
  await expect(docs).toContainText("Computes the dot product of two matrices, A * B", patience);
  const [main, box] = [await page.locator("main").boundingBox(), await docs.boundingBox()];
  expect(box!.x, "the navigation does not cover it").toBeGreaterThanOrEqual(main!.x);
  const later = scripts.take();
  expect(later.map(nameOf)).toEqual([expect.stringMatching(/^docs/)]);
  const weights = await Promise.all([...first, ...later].map(weigh));
  const total = weights.reduce((sum, bytes) => sum + bytes, 0);
  expect(total).toBeGreaterThan(800_000);
  expect(total, JSON.stringify(weights)).toBeLessThanOrEqual(budget);

  await page.keyboard.press("Escape");
  await expect(popup(cell)).toHaveCount(0);
  await expect(content(cell)).toBeFocused();
  await caretInto(cell, "ones =");
  await page.keyboard.press("F1");
  await expect(card(cell)).toContainText("const ones: tf.Tensor", patience);
  await page.keyboard.press("Escape");
  await expect(card(cell)).toHaveCount(0);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\ntf.ones(");
  const signature = cell.root.locator(".types-card.cm-tooltip", { hasText: "shape" });
  await expect(signature).toBeVisible(patience);
  await page.keyboard.press("Shift+Enter");
  await expect(signature, "a run takes it from the code").toHaveCount(0);
  await page.keyboard.press("Control+f");
  await expect(cell.root.getByPlaceholder("查找")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(content(cell)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(content(cell)).not.toBeFocused();
  expect(seen.problems).toEqual([]);
});

test("a definition opens in the book and in another cell, and a new name reaches every cell", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, section);
  const net = new Cell(page, "net");
  const loss = new Cell(page, "initial-loss");
  await net.root.locator('[data-part="code"]').click();
  await expect(content(net)).toBeFocused();

  await caretInto(net, "countParams");
  await page.keyboard.press("F12");
  const source = net.root.locator(".types-source");
  await expect(source).toContainText("book/mlp", patience);
  await expect(source.locator(".cm-content")).toContainText("export function countParams");
  await page.keyboard.press("x");
  await expect(source.locator(".cm-content")).toContainText("export function countParams");
  await page.keyboard.press("Escape");
  await expect(source).toHaveCount(0);
  await expect(content(net)).toBeFocused();

  await caretInto(net, "seed }");
  await page.keyboard.press("F12");
  await expect(content(new Cell(page, "setup"))).toBeFocused(patience);

  expect(await loss.source()).toMatch(/\bnet\b/);
  await caretInto(net, "net = ");
  await page.keyboard.press("F2");
  const field = net.root.locator(".types-dialog input");
  await expect(field).toBeFocused(patience);
  await expect(field).toHaveValue("net");
  await field.fill("numHiddens");
  await page.keyboard.press("Enter");
  await expect(panel(net)).toContainText("名字 numHiddens 在这一页已经有了", patience);
  await page.keyboard.press("F2");
  await expect(field).toBeFocused(patience);
  await field.fill("network");
  await page.keyboard.press("Enter");
  await expect.poll(() => net.source(), patience).toContain("const network = ");
  expect(await loss.source()).not.toMatch(/\bnet\b/);
  expect(await loss.source()).toContain("network");
});

test("without the worker the editor edits and runs, and says what is missing", async ({ page }) => {
  await page.context().route("**/_astro/declarations*", (route) => route.abort());
  await open(page, section);
  const cell = new Cell(page, "one-sided");
  await edit(cell, "1 + ");
  await expect(panel(cell)).toContainText("类型提示没能载入", patience);
  await page.keyboard.type("1");
  await expect(popup(cell)).toHaveCount(0);
  await page.keyboard.press("Shift+Enter");
  await cell.is("done");
  expect(await cell.text()).toBe("2");
});

test("a finger and an input method are left in peace: completion comes when it is asked for", async ({ browser }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ isMobile: true, hasTouch: true, viewport: { width: 390, height: 780 } });
  const page = await context.newPage();
  await open(page, section);
  const cell = new Cell(page, "one-sided");
  await edit(cell, "const truthful = 1;\nconst wrong: string = truthful;\n");
  await expect(panel(cell)).toContainText("第 2 行", patience);
  await page.keyboard.type("truth");
  await expect(panel(cell)).toContainText("共 2 处", patience);
  await expect(popup(cell)).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).include("main").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`)).toEqual(
    [],
  );
  await cell.root.locator(".types-touch button").first().tap();
  await expect(popup(cell)).toContainText("truthful", patience);
  const bar = (await page.getByRole("toolbar", { name: "编辑" }).boundingBox())!;
  const lowerEdge = async () =>
    (await popup(cell)
      .boundingBox()
      .then((box) => box && box.y + box.height)) ?? Infinity;
  await expect.poll(lowerEdge, "the bar does not cover it").toBeLessThanOrEqual(bar.y + 1);
  await expect.poll(() => isOnTop(popup(cell)), "nor do the buttons and problems of the editor").toBe(true);
  await expect(content(cell)).toBeFocused();
  await page.keyboard.press("Escape");

  const session = await context.newCDPSession(page);
  await page.keyboard.press("Enter");
  await session.send("Input.imeSetComposition", { text: "tru", selectionStart: 3, selectionEnd: 3 });
  await expect(popup(cell)).toHaveCount(0);
  await session.send("Input.insertText", { text: "真" });
  await expect.poll(() => cell.source()).toMatch(/\n真$/);
  await context.close();
});
