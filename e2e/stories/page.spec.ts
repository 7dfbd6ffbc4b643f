// The page as a whole: run to here, the list of cells, menus and shortcuts, by hand and by keyboard.
import { expect, test } from "playwright/test";
import { Cell, chooseOfPage, open } from "./reader.ts";

test("Run to here runs what stands above and nothing below", async ({ page }) => {
  await open(page, "basics/cells/");
  await new Cell(page, "words").choose("run-to-here");
  for (const id of ["two", "four", "words"]) await new Cell(page, id).is("done");
  await new Cell(page, "choose").is("idle");
});

test("the list of cells follows their states, leads to each and runs it", async ({ page }) => {
  await open(page, "en/basics/cells/");
  const button = page.locator('[data-action="outline"]');
  await button.click();
  const list = page.getByRole("navigation", { name: "Cells of this page" });
  const row = (id: string) => list.locator(`[data-for="${id}"]`);
  await expect(row("two")).toContainText("not run");
  await row("four").getByRole("button").click();
  await expect(row("four")).toHaveAttribute("data-state", "done", { timeout: 20_000 });
  await expect(row("two")).toContainText("done");
  await new Cell(page, "two").edit("const two = 3;");
  await expect(row("two")).toContainText("needs a run");
  await row("fails").getByRole("link").click();
  await expect(list).toBeHidden();
  await expect(new Cell(page, "fails").root).toBeInViewport();
});

test("a menu goes by the keyboard, and gives the focus back", async ({ page }) => {
  await open(page, "en/basics/cells/");
  const button = page.locator('#cell-two [data-action="more"]');
  await button.focus();
  await page.keyboard.press("Enter");
  const items = page.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await expect(page.locator('#cell-two [data-action="weights"]')).toBeDisabled();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator('#cell-two [data-action="report"]')).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("a part of the page that is gone since a new release is missed in words, with the way out", async ({ page }) => {
  await open(page, "basics/cells/");
  await page.route("**/_astro/cell-menu*", (route) => route.abort());
  const two = new Cell(page, "two");
  await two.root.hover();
  await two.press("more");
  await expect(two.root.locator('[data-part="status"]')).toContainText("你的修改都已保存");
  await page.unroute("**/_astro/cell-menu*");
  await two.root.getByRole("button", { name: "重新载入" }).click();
  await expect(two.root.locator('[data-part="status"]')).not.toContainText("你的修改都已保存");
});

test("? shows the shortcuts, but not to one who types it, nor to one who turned single keys off", async ({ page }) => {
  await open(page, "en/basics/cells/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const two = new Cell(page, "two");
  await two.openEditor();
  await page.keyboard.type("?");
  expect(await two.source()).toContain("?");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(page.locator('#cell-four [data-action="run"]')).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.locator('#cell-two [data-action="run"]')).toBeFocused();
  await page.keyboard.press("?");
  await expect(dialog).toContainText("Shift + Enter");
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(dialog).toBeHidden();
  await chooseOfPage(page, "shortcuts");
  await expect(dialog.getByRole("checkbox")).not.toBeChecked();
});
