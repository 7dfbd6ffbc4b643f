// A reader's hand on what a cell asks for: numbers, texts, a drawing, points, files of their own; by pointer, by keys,
// before the first run and after a reload.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "playwright/test";
import { Cell, open, watch } from "./reader.ts";

const path = "basics/hands/?backend=wasm";

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
  await open(page, path);
  const said = new Cell(page, "said");
  await said.run();
  expect(await said.text()).toBe("32 你好 2");
  const { output } = new Cell(page, "fields");
  await output.getByLabel("批量").fill("64");
  await output.getByLabel("一行").fill("再见");
  await expect.poll(() => said.text()).toBe("64 再见 2");
  await output.getByLabel("一页").fill("一\n二\n三\n四");
  await expect.poll(() => said.text()).toBe("64 再见 4");
  await output.getByLabel("批量").fill("9999");
  await output.getByLabel("一行").fill("完");
  await expect.poll(() => said.text()).toBe("64 完 4");
});

test("a drawing is centred, follows every stroke, and is there after a reload; keys draw as well", async ({ page }) => {
  const seen = watch(page);
  await open(page, path);
  const [pad, ink] = [new Cell(page, "pad"), new Cell(page, "ink")];
  await ink.run();
  expect(await ink.text()).toBe("空");
  const surface = pad.output.locator(".pad-paper");
  await draw(page, surface, [
    [0.1, 0.1],
    [0.3, 0.1],
    [0.15, 0.5],
  ]);
  await expect.poll(() => ink.text()).toMatch(/^中心在 1[34]\.\d$/);
  await page.reload();
  await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
  await ink.run();
  expect(await ink.text()).toMatch(/^中心在/);
  await surface.hover();
  await expect(surface).toHaveAttribute("data-awake", "ready");
  await pad.output.getByRole("button", { name: "清空" }).click();
  await expect.poll(() => ink.text()).toBe("空");
  await expect(pad.output.getByRole("status")).toHaveText("画板是空的");
  await draw(page, surface, [
    [0.4, 0.2],
    [0.4, 0.7],
  ]);
  await expect(pad.output.getByText("画板是空的")).toHaveCount(0);
  await pad.output.getByRole("button", { name: "清空" }).click();
  await surface.focus();
  await page.keyboard.press("Space");
  await expect(pad.output.getByRole("status")).toHaveText("落笔");
  for (const key of ["ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(`Shift+${key}`);
  await page.keyboard.press("Space");
  await expect.poll(() => ink.text()).toMatch(/^中心在/);
  await page.keyboard.press("Backspace");
  await expect.poll(() => ink.text()).toBe("空");
  expect(seen.problems).toEqual([]);
});

test("points are dragged, added and removed, and the fit follows", async ({ page }) => {
  await open(page, path);
  const [field, fit] = [new Cell(page, "field"), new Cell(page, "fit")];
  await fit.run();
  expect(await fit.text()).toContain("斜率 1.00，3 个点");
  const surface = field.output.locator(".field-plane");
  // From (3, 3) to the bottom: the slope turns.
  await draw(page, surface, [
    [40 / 440 + (386 / 440) * 0.75, (24 + 236 * 0.25) / 300],
    [0.75, 0.9],
  ]);
  await expect.poll(() => fit.text()).toMatch(/斜率 −?-0\.\d\d，3 个点/);
  await draw(page, surface, [
    [0.3, 0.15],
    [0.3, 0.15],
  ]);
  await expect.poll(() => fit.text()).toContain("4 个点");
  await surface.focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => fit.text()).toContain("3 个点");
  await page.keyboard.press("Home");
  await expect(field.output.getByRole("status")).toHaveText(/第 1 点：1，1/);
  await page.keyboard.press("ArrowUp");
  await expect(field.output.getByRole("status")).toHaveText("第 1 点：1，1.08");
  await field.output.getByRole("button", { name: "放回原处" }).click();
  await expect.poll(() => fit.text()).toContain("斜率 1.00，3 个点");
});

test("a reader's file is read in the page, refused where it cannot be, and kept nowhere", async ({ page }) => {
  const seen = watch(page);
  await open(page, path);
  const [files, read] = [new Cell(page, "files"), new Cell(page, "read")];
  await read.run();
  expect(await read.text()).toContain("4 个字，4 种");
  const [corpus, picture] = [files.output.locator("input").nth(0), files.output.locator("input").nth(1)];
  const give = (input: Locator, name: string, mimeType: string, buffer: Buffer) =>
    input.setInputFiles({ name, mimeType, buffer });
  await corpus.focus();
  await give(corpus, "poem.txt", "text/plain", Buffer.from("春眠不觉晓，春"));
  await expect.poll(() => read.text()).toContain("7 个字，6 种");
  await give(corpus, "long.txt", "text/plain", Buffer.alloc(2000, "x"));
  await expect(files.output.getByRole("status").first()).toContainText("超过了 1 kB");
  await give(corpus, "bytes.txt", "text/plain", Buffer.from([0xff, 0xfe, 0x00, 0x41]));
  await expect(files.output.getByRole("status").first()).toContainText("UTF-8");
  expect(await read.text()).toContain("7 个字，6 种");
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
  await picture.focus();
  await give(picture, "dot.png", "image/png", Buffer.from(png, "base64"));
  await expect(read.output.locator('[data-kind="image"]')).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).not.toMatch(/春眠|poem|dot\.png/);
  expect(seen.problems).toEqual([]);
});

test("every control has a name, and room for a finger", async ({ page }) => {
  await open(page, path);
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
