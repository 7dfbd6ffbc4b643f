// The page as a whole: run to here, the list of cells, menus and shortcuts, by hand and by keyboard.
import { expect, test } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, chooseOfPage, open } from "./reader.ts";

const section = `${bookUrl}concepts/counting/`;
const english = `${bookUrl}en/concepts/counting/`;

test("Run to here runs what stands above and nothing below", async ({ page }) => {
  await open(page, section);
  await new Cell(page, "gpt3").choose("run-to-here");
  for (const id of ["four", "seed-lm", "gpt", "gpt3"]) await new Cell(page, id).is("done");
  await new Cell(page, "memory").is("idle");
});

test("run all runs every cell, stop all stops them, restart forgets values but keeps edits", async ({ page }) => {
  await open(page, section);
  const [first, last] = [new Cell(page, "four"), new Cell(page, "pitch")];
  const edited = `${await first.source()}\n// mine`;
  await first.edit(edited);
  await last.edit("for (;;) await new Promise((go) => setTimeout(go, 20));");
  const runAll = page.locator('[data-action="run-all"]').first();
  await runAll.click();
  await last.is("running", 60_000);
  await expect(runAll).toHaveText(/^全部运行 (\d+) \/ \d+$/);
  const [, ended, asked] = /(\d+) \/ (\d+)/.exec((await runAll.textContent())!)!;
  expect(Number(asked) - Number(ended), "only the endless cell is left").toBe(1);
  for (const id of ["four", "gpt3", "memory", "attend"]) await new Cell(page, id).is("done");
  await page.locator('[data-action="stop-all"]').first().click();
  await last.is("stopped", 10_000);
  await expect(runAll).toHaveText("全部运行");
  await page.locator('[data-action="restart"]').first().click();
  await first.is(/idle|stale/);
  expect(await first.source()).toBe(edited);
});

test("the list of cells follows their states, leads to each and runs it", async ({ page }) => {
  await open(page, english);
  const button = page.locator('[data-action="outline"]');
  await button.click();
  const list = page.getByRole("navigation", { name: "Cells of this page" });
  const row = (id: string) => list.locator(`[data-for="${id}"]`);
  await expect(row("gpt")).toContainText("not run");
  await row("gpt3").getByRole("button").click();
  await expect(row("gpt3")).toHaveAttribute("data-state", "done", { timeout: 20_000 });
  await expect(row("gpt")).toContainText("done");
  await new Cell(page, "gpt").edit("const gptCount = (shape: object) => 3;");
  await expect(row("gpt")).toContainText("needs a run");
  await row("pitch").getByRole("link").click();
  await expect(list).toBeHidden();
  await expect(new Cell(page, "pitch").root).toBeInViewport();
});

test("a menu goes by the keyboard, and gives the focus back", async ({ page }) => {
  await open(page, english);
  const button = page.locator('#cell-four [data-action="more"]');
  await button.focus();
  await page.keyboard.press("Enter");
  const items = page.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await expect(page.locator('#cell-four [data-action="weights"]')).toBeDisabled();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator('#cell-four [data-action="report"]')).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("a part of the page that is gone since a new release is missed in words, with the way out", async ({ page }) => {
  await open(page, section);
  await page.route("**/_astro/cell-menu*", (route) => route.abort());
  const two = new Cell(page, "four");
  await page.route("**/_astro/output-view*", (route) => route.abort());
  expect((await two.run()).error?.message).toContain("你的修改都已保存");
  await expect(two.root.getByRole("button", { name: "重新载入" })).toBeVisible();
  await page.unroute("**/_astro/output-view*");
  expect((await two.run()).state).toBe("done"); // the network is back, and nothing says any more that it is not
  await expect(page.locator('[data-part="page-status"]')).toHaveText("");
  await two.root.hover();
  await two.press("more");
  await expect(two.root.locator('[data-part="status"]')).toContainText("你的修改都已保存");
  await page.unroute("**/_astro/cell-menu*");
  await two.root.getByRole("button", { name: "重新载入" }).click();
  await expect(two.root.locator('[data-part="status"]')).not.toContainText("你的修改都已保存");
});

test("? shows the shortcuts, but not to one who types it, nor to one who turned single keys off", async ({ page }) => {
  await open(page, english);
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const two = new Cell(page, "four");
  await two.openEditor();
  await page.keyboard.type("?");
  expect(await two.source()).toContain("?");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(page.locator('#cell-seed-lm [data-action="run"]')).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.locator('#cell-four [data-action="run"]')).toBeFocused();
  await page.keyboard.press("?");
  await expect(dialog).toContainText("Shift + Enter");
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(dialog).toBeHidden();
  await chooseOfPage(page, "shortcuts");
  await expect(dialog.getByRole("checkbox")).not.toBeChecked();
});
