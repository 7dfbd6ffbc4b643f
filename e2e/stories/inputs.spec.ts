// A reader's hand on what a cell asks for: numbers, texts, a drawing, points, files of their own; by pointer, by keys,
// before the first run and after a reload. On the real book, but for what no section asks for yet: a number that is
// typed, a text file.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open, watch } from "./reader.ts";

const fixture = "basics/hands/?backend=wasm";
const counting = `${bookUrl}concepts/counting/`;
const mse = `${bookUrl}linear-regression/mse/?backend=wasm`;
const convolution = `${bookUrl}cnn-vision/convolution/?backend=wasm`;

/** Draws a stroke through these shares of the element. */
async function draw(page: Page, surface: Locator, places: [number, number][]): Promise<void> {
  await surface.scrollIntoViewIfNeeded();
  const box = (await surface.boundingBox())!;
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]!));
  await expect(surface).toHaveAttribute("data-awake", "ready");
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 6 });
  await page.mouse.up();
}

test("what is typed reaches what reads it, and a number outside its range does not", async ({ page }) => {
  await open(page, counting);
  const [fields, said] = [new Cell(page, "four"), new Cell(page, "parts")];
  await fields.edit(`import { numberInput, textInput } from "book";
const batch = numberInput("批量", 32, { min: 1, max: 512, step: 1 });
const line = textInput("一行", { initial: "你好" });
const page = textInput("一页", { initial: "一\\n二", lines: 3 });`);
  await said.edit('`${batch} ${line} ${page.split("\\n").length}`');
  await said.run();
  expect(await said.text()).toBe("32 你好 2");
  await fields.output.getByLabel("批量").fill("64");
  await fields.output.getByLabel("一行").fill("再见");
  await expect.poll(() => said.text()).toBe("64 再见 2");
  await fields.output.getByLabel("一页").fill("一\n二\n三\n四");
  await expect.poll(() => said.text()).toBe("64 再见 4");
  await fields.output.getByLabel("批量").fill("9999");
  await fields.output.getByLabel("一行").fill("完");
  await expect.poll(() => said.text()).toBe("64 完 4");
});

test("a sentence becomes examples as it is typed, a slider is followed from its first move, a switch turns", async ({
  page,
}) => {
  await open(page, counting);
  const [pairs, tokens] = [new Cell(page, "pairs"), new Cell(page, "tokens")];
  await pairs.output.getByLabel("一句话").fill("春眠不觉晓，处处");
  await expect(pairs.output.locator("tbody tr")).toHaveCount(7);
  await expect(pairs.output.locator("tbody tr").last()).toContainText("处");
  const joins = tokens.output.getByRole("slider");
  await joins.evaluate((slider: HTMLInputElement) => {
    slider.dataset["held"] = "";
    slider.value = "0";
    slider.dispatchEvent(new Event("input", { bubbles: true })); // it moves and has not been let go
  });
  await expect.poll(() => tokens.text()).toContain("18 个词元");
  await expect(joins, "it has stayed in the hand").toHaveAttribute("data-held");
  const attend = new Cell(page, "attend");
  await attend.run();
  const firstRow = attend.output.locator("tbody tr").first();
  await expect(firstRow).toContainText("0.000");
  await attend.output.getByRole("checkbox").uncheck();
  await attend.run();
  await expect(firstRow).not.toContainText("0.000");
});

test("a control whose value goes on into something else is followed like any other", async ({ page }) => {
  await open(page, `${bookUrl}backprop/chain-rule/`);
  const trace = new Cell(page, "trace");
  const slider = trace.output.getByRole("slider").first();
  const told = () => trace.output.locator("table").innerText();
  const before = await told();
  await slider.fill("1");
  await expect.poll(told).not.toBe(before);
  const first = await told();
  await slider.fill("-1");
  await expect.poll(told).not.toBe(first);
});

test("a drawing is followed stroke by stroke, is there after a reload, and keys draw as well", async ({ page }) => {
  const seen = watch(page);
  await open(page, convolution);
  const edges = new Cell(page, "edges");
  const surface = edges.output.locator(".pad-paper");
  const clear = edges.output.getByRole("button", { name: "清空" });
  const map = () => edges.outputs().then((all) => JSON.stringify(all.filter(({ kind }) => kind === "image")));
  // The button is the first thing touched: what hears it is still on its way.
  await clear.click();
  await expect(edges.output.getByRole("status")).toHaveText("画板是空的");
  await edges.is("done");
  const empty = await map();
  await draw(page, surface, [
    [0.1, 0.1],
    [0.3, 0.1],
    [0.15, 0.5],
  ]);
  await expect.poll(map).not.toBe(empty);
  const drawn = await map();
  await edges.output.getByRole("combobox").selectOption("模糊（平均）");
  await expect.poll(map).not.toBe(drawn);
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain("模糊");
  const blurred = await map();

  await page.reload();
  await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
  await edges.run();
  expect(await map()).toBe(blurred);
  await clear.click();
  await expect(edges.output.getByText("画板是空的")).toBeVisible();
  await surface.focus();
  await page.keyboard.press("Space");
  await expect(edges.output.getByRole("status")).toHaveText("落笔");
  const before = await map();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(`Shift+${key}`);
  await page.keyboard.press("Space");
  await expect.poll(map).not.toBe(before);
  expect(seen.problems).toEqual([]);
});

test("points are dragged, from before anything has run, added and removed, and the fit follows", async ({ page }) => {
  await open(page, mse);
  const [field, fit] = [new Cell(page, "own-points"), new Cell(page, "own-fit")];
  const surface = field.output.locator(".field-plane");
  const dots = surface.locator(".field-points circle");
  // From (5, 5.1) down; the kernel starts and the cell runs while the point is held.
  await surface.scrollIntoViewIfNeeded();
  const box = (await surface.boundingBox())!;
  const place = ([across, down]: [number, number]) => [box.x + across * box.width, box.y + down * box.height] as const;
  await page.mouse.move(...place(at(5, 5.1)));
  await expect(surface).toHaveAttribute("data-awake", "ready");
  await page.mouse.down();
  await page.mouse.move(...place(at(5, 4)), { steps: 3 });
  await fit.is("done");
  await page.mouse.move(...place(at(5, 2)), { steps: 3 });
  await page.mouse.up();
  await expect(dots).toHaveCount(5);
  await expect(surface.locator("circle.chosen")).toHaveCount(1);
  await expect.poll(() => fit.text()).toContain("斜率 0.33");
  const reset = field.output.getByRole("button", { name: "放回原处" });
  await reset.click();
  await expect.poll(() => fit.text()).toContain("斜率 0.95，截距 0.15，MSE 0.047");
  const add = field.output.getByRole("button", { name: "添加一点" });
  for (const count of [6, 7]) {
    await add.click();
    await expect(dots).toHaveCount(count);
  }
  await draw(page, surface, [at(1, 5), at(1, 5)]);
  await expect(dots).toHaveCount(8);
  await surface.focus();
  await page.keyboard.press("Delete");
  await expect(dots).toHaveCount(7);
  await page.keyboard.press("Home");
  await expect(field.output.getByRole("status")).toHaveText("第 1 点：1，1.2");
  await page.keyboard.press("ArrowUp");
  await expect(field.output.getByRole("status")).toHaveText("第 1 点：1，1.32");
  await reset.click();
  await expect.poll(() => fit.text()).toContain("斜率 0.95，截距 0.15，MSE 0.047");
});

/** Shares of the plane of own-points, whose axes go from 0 to 6. */
function at(x: number, y: number): [number, number] {
  return [(40 + (386 * x) / 6) / 440, (24 + 236 * (1 - y / 6)) / 300];
}

test("a reader's own picture goes through the book's filters, and stays in the page", async ({ page }) => {
  const seen = watch(page);
  await open(page, convolution);
  const photo = new Cell(page, "photo");
  await photo.run();
  const outline = () => photo.outputs().then((all) => all.find(({ kind }) => kind === "image")?.text);
  expect(await outline()).toContain("太阳和山");
  const input = photo.output.locator("input");
  await input.focus();
  const give = (name: string, buffer: Buffer) => input.setInputFiles({ name, mimeType: "image/png", buffer });
  await give("not.png", Buffer.from("not a picture"));
  await expect(photo.output.getByRole("status")).toContainText("不认识这种图片");
  await give("dot.png", await page.screenshot({ clip: { x: 0, y: 0, width: 64, height: 40 } }));
  await photo.is("stale");
  await photo.run();
  expect(await outline()).toContain("dot.png");
  await page.reload(); // what was computed of it stays for the tab's life, the picture does not
  await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
  await photo.run();
  expect(await outline()).toContain("太阳和山");
  expect(seen.problems).toEqual([]);
});

function stored(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
}

test("a reader's text is read in the page, refused where it cannot be, and kept nowhere", async ({ page }) => {
  const seen = watch(page);
  await open(page, counting);
  const [files, read] = [new Cell(page, "four"), new Cell(page, "parts")];
  await files.edit(`import { textFile } from "book";
const corpus = textFile("自己的语料", { initial: "天地玄黄", maxBytes: 1000 });`);
  await read.edit("`${corpus.text.length} 个字，${new Set(corpus.text).size} 种`");
  await read.run();
  expect(await read.text()).toContain("4 个字，4 种");
  const corpus = files.output.locator("input").nth(0);
  const give = (name: string, buffer: Buffer) => corpus.setInputFiles({ name, mimeType: "text/plain", buffer });
  await corpus.focus();
  await give("poem.txt", Buffer.from("春眠不觉晓，春"));
  await expect.poll(() => read.text()).toContain("7 个字，6 种");
  await give("long.txt", Buffer.alloc(2000, "x"));
  await expect(files.output.getByRole("status").first()).toContainText("超过了 1 kB");
  await give("bytes.txt", Buffer.from([0xff, 0xfe, 0x00, 0x41]));
  await expect(files.output.getByRole("status").first()).toContainText("UTF-8");
  expect(await read.text()).toContain("7 个字，6 种");
  expect(await stored(page)).not.toMatch(/春眠|poem/);
  expect(seen.problems).toEqual([]);
});

test("every control has a name, and room for a finger", async ({ page }) => {
  await open(page, fixture);
  for (const id of ["fields", "pad", "field", "files"]) await new Cell(page, id).run();
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
});
