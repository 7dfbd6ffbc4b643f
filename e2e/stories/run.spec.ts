// Running, editing, stopping, failing: what the reader does with a cell.
import { expect, test } from "playwright/test";
import { Cell, open } from "./reader.ts";

test.beforeEach(async ({ page }) => open(page, "basics/cells/?backend=wasm"));

test("pressing Run first runs what the cell needs", async ({ page }) => {
  await new Cell(page, "four").press("run");
  await new Cell(page, "four").is("done");
  await new Cell(page, "two").is("done");
  await expect(new Cell(page, "four").output).toContainText("four is 4");
});

test("an edited cell gives the new result, and what depends on it turns stale, not running", async ({ page }) => {
  const two = new Cell(page, "two");
  const four = new Cell(page, "four");
  await four.run();
  await two.edit("const two = 5;\ntwo");
  await two.is("stale");
  const result = await two.run();
  expect(result.state).toBe("done");
  expect(result.outputs.map((output) => output.text)).toEqual(["5"]);
  await four.is("stale");
  await four.run();
  expect(await four.text()).toContain("10");
});

test("an edit leaves a cell that has not run idle", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.edit("const two = 7;\ntwo");
  await two.is("idle");
});

test("pressing Run twice gives what pressing it once gives", async ({ page }) => {
  const train = new Cell(page, "train");
  const once = await train.run();
  const twice = await train.run();
  expect(twice.outputs).toEqual(once.outputs);
});

test("typing into a cell and pressing Shift+Enter runs it", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.root.locator('[data-part="code"]').click();
  const editor = two.root.locator(".cm-content");
  await expect(editor).toBeFocused();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("two + 40");
  await page.keyboard.press("Shift+Enter");
  await two.is("done");
  expect(await two.text()).toContain("42");
});

test("the keyboard alone gets into the editor and out of it", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.root.locator('[data-part="code"]').click();
  await expect(two.root.locator(".cm-content")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(two.root.locator(".cm-content")).not.toBeFocused();
  await page.keyboard.press("Tab");
  const inside = await two.root.evaluate((element) => element.querySelector(".cm-content") === document.activeElement);
  expect(inside).toBe(false);
});

test("a loop that turns is stopped and the cell says stopped", async ({ page }) => {
  const long = new Cell(page, "long");
  await long.press("run");
  await long.is("running");
  await long.press("stop");
  await long.is("stopped", 3000);
});

test("an endless synchronous loop is ended, and the next run works", async ({ page }) => {
  const two = new Cell(page, "two");
  const four = new Cell(page, "four");
  await two.run();
  await four.edit("const spin = () => { while (true) {} };\nspin();\nconst four = 4;");
  await four.press("run");
  await four.is("running");
  await four.press("stop");
  await four.is("stopped", 8000);
  await four.press("reset");
  const result = await four.run();
  expect(result.state).toBe("done");
  expect(await four.text()).toContain("4");
});

test("an error names the cell's line and column, in the reader's language", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.edit("const two = 2;\nconst x = two.foo.bar;\n");
  const result = await two.run();
  expect(result.state).toBe("failed");
  expect(result.error).toMatchObject({ name: "TypeError", line: 2, column: 19 });
  await expect(two.output.locator('[data-kind="error"]')).toContainText("2");
});

test("a syntax error names its place and nothing runs", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.edit("const two = ;\n");
  const result = await two.run();
  expect(result.error).toMatchObject({ name: "SyntaxError", line: 1, column: 13 });
});

test("a rejection nobody awaited fails the cell that made it", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.edit(
    "const two = 2;\nvoid Promise.reject(new RangeError('lost'));\nawait new Promise((done) => setTimeout(done, 50));",
  );
  const result = await two.run();
  expect(result.state).toBe("failed");
  expect(result.error?.name).toBe("RangeError");
});

test("an unknown import says what can be imported", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.edit('import { x } from "bok";\nconst two = x;');
  const result = await two.run();
  expect(result.state).toBe("failed");
  expect(result.error?.message).toContain("bok");
  await expect(two.output).toContainText("book");
});

test("a cell that defines another cell's name is told whose it is", async ({ page }) => {
  const four = new Cell(page, "four");
  await four.edit("const two = 4;\ntwo");
  const result = await four.run();
  expect(result.state).toBe("failed");
  await expect(four.output).toContainText("two");
});

test("a slider's value reaches what reads it: auto cells follow", async ({ page }) => {
  const choose = new Cell(page, "choose");
  const square = new Cell(page, "square");
  await square.run();
  expect(await square.text()).toContain("9");
  const slider = choose.output.locator('input[type="range"]');
  await slider.fill("4");
  await expect.poll(() => square.text()).toContain("16");
});

test("a folded cell opens, and a table is a table", async ({ page }) => {
  const table = new Cell(page, "table");
  await table.run();
  await expect(table.output.locator("table tbody tr")).toHaveCount(2);
});

test("console.log and the last expression are outputs, in order", async ({ page }) => {
  const four = new Cell(page, "four");
  const { outputs } = await four.run();
  expect(outputs.map((output) => output.text)).toEqual(["four is 4", "4"]);
});

test("what a cell prints is text, not markup", async ({ page }) => {
  const two = new Cell(page, "two");
  await two.edit('const two = 2;\nconsole.log("<img src=x onerror=alert(1)><b>bold</b>");');
  await two.run();
  await expect(two.output.locator("img, b")).toHaveCount(0);
  await expect(two.output).toContainText("<b>bold</b>");
});

test("an exercise's check rejects the starter and accepts the solution", async ({ page }) => {
  const cell = page.locator("live-cell[data-cell='exercise']").first();
  const verdict = cell.locator('[data-part="check"]');
  await cell.locator('[data-action="check"]').click();
  await expect(verdict).toContainText("应为 4", { timeout: 20_000 });
  await expect(verdict).toHaveAttribute("data-result", "fail");
  await cell.evaluate((element) => {
    (element as unknown as { source: string }).source = "const double = (x: number): number => x * 2;";
  });
  await cell.locator('[data-action="check"]').click();
  await expect(verdict).toHaveAttribute("data-result", "pass", { timeout: 20_000 });
});
