// Sharing and leaving: a page's edits in a link, the page as a program and a notebook, weights, a report.
import { execSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, chooseOfPage, download, open } from "./reader.ts";

const section = `${bookUrl}concepts/counting/`;
const english = `${bookUrl}en/concepts/counting/`;
/** Stands in the book's own text of `four`. */
const original = "denseCount(784, 128)";

/** Inside the project, so that packages are found. */
const folder = mkdtempSync(resolve(".cache/leave-"));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** Does what the file's first line says, but for the packages, which are here. */
function run(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  const command = text.split("\n")[0]!.replace(/^\/\/ (npm i .* && )?/, "");
  const env = { ...process.env, FORCE_COLOR: "0", NODE_NO_WARNINGS: "1" };
  return execSync(command, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env });
}

test("a page's edits travel in a link: shown and marked, not run; kept or discarded", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, section);
  await new Cell(page, "four").edit("const small = 7;");
  await new Cell(page, "seed-lm").edit('const seedLm = "四";');
  await chooseOfPage(page, "share-page");
  await expect(page.locator('[data-part="page-status"]')).toContainText("2 个单元");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => localStorage.clear());

  await page.goto("about:blank");
  await open(page, link);
  const [two, four] = [new Cell(page, "four"), new Cell(page, "seed-lm")];
  await expect.poll(() => four.source()).toBe('const seedLm = "四";');
  await expect(two.root).toHaveAttribute("data-shared", "");
  await two.is("idle");
  await two.root.locator('[data-part="notice"]').getByRole("button", { name: "放弃" }).click();
  expect(await two.source()).toContain(original);
  await page.locator('header a[hreflang="en"]').first().click();
  await expect(page.getByText("Four things, four functions")).toBeVisible();
  await expect.poll(() => four.source()).toBe('const seedLm = "四";');
  await four.root.locator('[data-part="notice"]').getByRole("button", { name: "Keep" }).click();
  await expect.poll(() => new URL(page.url()).hash).toBe("#cell-seed-lm");
  await page.reload();
  await expect.poll(() => four.source()).toBe('const seedLm = "四";');
  expect(await two.source()).toContain(original);
});

test("going on with a sender's code does not cost the reader their own", async ({ page }) => {
  await open(page, english);
  const two = new Cell(page, "four");
  const notice = two.root.locator('[data-part="notice"]');
  await two.edit("const small = 'my own';");
  const shared = await page.evaluate(async () => {
    const stream = new Blob(["const small = 'sent';"]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");
  });
  await page.evaluate((code) => void (location.hash = `#cell-four&code=${code}`), shared);
  await expect.poll(() => two.source()).toBe("const small = 'sent';");
  await two.edit("const small = 'sent, and ';");
  await two.edit("const small = 'sent, and changed';");
  await open(page, `${page.url().replace(/#.*/, "")}?reloaded`);
  await expect.poll(() => two.source()).toBe("const small = 'sent, and changed';");
  await notice.getByRole("button", { name: "Use the other" }).click();
  expect(await two.source()).toBe("const small = 'my own';");
});

test("code too long for a link is offered as a file", async ({ page }) => {
  await open(page, section);
  const two = new Cell(page, "four");
  const noise = Array.from({ length: 2000 }, (_, i) => Math.sin(i).toString(36).slice(2)).join(" ");
  await two.edit(`const small = "${noise}";`);
  await two.press("share");
  await expect(two.root.locator('[data-part="status"]')).toContainText("截断");
  const { bytes } = await download(page, () => two.root.locator('[data-part="status"] button').click());
  expect(bytes.toString()).toContain(noise.slice(-100));
});

test("a section leaves as a program: inputs at their values, edits in it, and Node runs it to its end; and as a notebook", async ({
  page,
}) => {
  await open(page, `${bookUrl}linear-regression/mse/?backend=wasm`);
  await new Cell(page, "count-lines").edit('console.log("the reader was here");');
  await new Cell(page, "by-hand").output.getByLabel("斜率 w").fill("2");
  await new Cell(page, "by-hand").is("done");
  const { name, bytes } = await download(page, () => chooseOfPage(page, "download-script"));
  const text = bytes.toString();
  expect(name).toBe("mse.ts");
  expect(text.split("\n")[0]).toMatch(/^\/\/ npm i @tensorflow\/tfjs@[\d.]+ && node .*mse\.ts$/);
  expect(text).toContain("const slope = 2 as number;");
  const printed = run(name, text).split("\n");
  expect(printed).toContain("the reader was here");
  expect(printed.some((line) => line.startsWith("第 3 轮，½MSE"))).toBe(true);
  const file = await download(page, () => chooseOfPage(page, "download-notebook"));
  expect(file.name).toBe("mse.ipynb");
  const notebook = JSON.parse(file.bytes.toString()) as {
    nbformat: number;
    cells: { cell_type: string; source: string[] }[];
  };
  expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "deno" } } });
  expect(notebook.cells.filter(({ cell_type }) => cell_type === "markdown").length).toBeGreaterThan(2);
});

test("weights leave as safetensors, as an independent reader of the format finds them", async ({ page }) => {
  await open(page, `${bookUrl}linear-regression/mse/?backend=wasm`);
  const train = new Cell(page, "count-lines");
  await train.edit(`
import * as tf from "@tensorflow/tfjs";
const net = { params: { W: tf.tensor2d([[1, 2, 3], [4, 5, 6]]), b: tf.tensor1d([7, 8], "int32") } };`);
  await train.run();
  const { name, bytes } = await download(page, () => train.choose("weights"));
  expect(name).toBe("count-lines.safetensors");
  await train.is("done");
  expect(readSafetensors(bytes)).toEqual({
    W: { dtype: "F32", shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
    b: { dtype: "I32", shape: [2], values: [7, 8] },
  });
  const words = new Cell(page, "seed-gradient");
  await words.edit("(await net.params.W.data())[5]");
  expect((await words.run()).outputs[0]?.text).toBe("6"); // the values have stayed
});

test("a report is filled in, shown before it leaves, and carries edit, result, device and release", async ({
  page,
}) => {
  await open(page, `${english}?backend=wasm`);
  await page
    .locator("page-controls")
    .evaluate((element) => void (element.dataset["repository"] = "https://github.com/owner/name"));
  const two = new Cell(page, "four");
  await two.edit("const small = 2;\nnull.length;");
  await two.run();
  await two.choose("report");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("null.length;");
  const address = new URL((await dialog.getByRole("link").getAttribute("href"))!);
  expect(address.pathname).toBe("/owner/name/issues/new");
  expect(address.searchParams.get("title")).toBe("concepts/counting: cell four");
  const body = address.searchParams.get("body")!;
  for (const part of ["```ts\nconst small = 2;\nnull.length;", "failed", "TypeError", "Device", "Release"])
    expect(body).toContain(part);
  expect(body).toMatch(/Release: [0-9a-f]{7}|Release: \d{4}-/);
});

/** By https://github.com/huggingface/safetensors#format, and by nothing of ours. */
function readSafetensors(file: Buffer): Record<string, { dtype: string; shape: number[]; values: number[] }> {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString("utf8", 8, 8 + length)) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  return Object.fromEntries(
    Object.entries(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const read = (at: number) => (dtype === "F32" ? file.readFloatLE(at) : file.readInt32LE(at));
        const values = Array.from({ length: (to - from) / 4 }, (_, i) => read(8 + length + from + 4 * i));
        return [name, { dtype, shape, values }];
      },
    ),
  );
}
