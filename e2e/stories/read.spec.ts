// Reading without running: complete without JavaScript, on a phone, in both languages, for everybody.
import { expect, test, type BrowserContext } from "playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { sectionPaths } from "../../content/contents.ts";
import { bookUrl } from "../../playwright.config.ts";
import { open, watch, watchHeavyScripts } from "./reader.ts";

const sections = ["linear-regression/mse/", "linear-regression/convergence/", "mnist/mlp/"];
const pages = ["", "en/", ...sections, ...sections.map((section) => `en/${section}`)];

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("prose and code of the small book are there", async ({ page }) => {
    await page.goto("basics/cells/");
    await expect(page.getByText("正文在没有 JavaScript 时也读得到。")).toBeVisible();
    const four = page.locator("#cell-four");
    await expect(four.locator('[data-part="code"]')).toContainText("const four = two * 2;");
    await expect(page.locator('[data-action="run"]').first()).toBeHidden();
  });

  for (const section of sections) {
    test(`${section}: every cell shows its code and what it gave when it was recorded`, async ({ page }) => {
      await page.goto(bookUrl + section);
      const cells = page.locator("live-cell:not([data-cell='exercise'])");
      expect(await cells.count()).toBeGreaterThan(3);
      expect(await page.locator(".katex").count()).toBeGreaterThan(5);
      expect(await page.locator("figure svg, live-cell [data-kind='figure'] svg").count()).toBeGreaterThan(0);
      const recorded = page.locator('live-cell [data-part="output"] [data-kind]');
      expect(await recorded.count()).toBeGreaterThan(3);
      await expect(page.locator("header :is(button, select)").filter({ visible: true })).toHaveCount(0);
    });
  }
});

for (const language of ["", "en/"]) {
  test(`every page of /${language} reads on a phone without scrolling sideways`, async ({ context }) => {
    test.setTimeout(180_000);
    const paths = ["", ...sectionPaths.map((section) => `${section}/`)].map((path) => language + path);
    const tooWide = await Promise.all(
      [0, 1].map((tab) =>
        findTooWide(
          context,
          paths.filter((_, i) => i % 2 === tab),
        ),
      ),
    );
    expect(tooWide.flat()).toEqual([]);
  });
}

/** Pages that are wider than a phone, looked at one after the other in a tab of their own. */
async function findTooWide(context: BrowserContext, paths: string[]): Promise<string[]> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 780 });
  const tooWide: string[] = [];
  for (const path of paths) {
    await page.goto(bookUrl + path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) tooWide.push(`${path}: ${overflow} px`);
  }
  return tooWide;
}

for (const path of pages) {
  test(`/${path} has no accessibility violation, no console error and asks no other host`, async ({ page }) => {
    const seen = watch(page);
    await page.goto(bookUrl + path, { waitUntil: "networkidle" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map((node) => node.html)
            .join(" ")
            .slice(0, 300)}`,
      ),
    ).toEqual([]);
    expect(seen.problems).toEqual([]);
  });
}

test("no kernel, editor or compiler byte is fetched until a cell is touched", async ({ page }) => {
  const heavy = watchHeavyScripts(page);
  await open(page, bookUrl + "mnist/mlp/");
  await page.waitForLoadState("networkidle");
  expect(heavy()).toEqual([]);
});

test("a page that does not exist says so in the reader's language", async ({ page }) => {
  const response = await page.goto(bookUrl + "no/such/page/");
  expect(response?.status()).toBe(404);
  await expect(page.locator("body")).toContainText("没有这一页");
  await expect(page.locator("body")).toContainText("There is no such page");
});

test("every link of the sidebar and the page footer leads to a page that exists", async ({ page }) => {
  for (const start of ["linear-regression/mse/", "en/mnist/mlp/"]) {
    await page.goto(bookUrl + start);
    const links = await page
      .locator("nav a[href], footer a[href]")
      .evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href.split("#")[0]!));
    for (const link of new Set(links.filter((href) => href.startsWith(bookUrl)))) {
      expect((await page.request.get(link)).status(), link).toBe(200);
    }
  }
});

test("a term tells its meaning under the pointer or at a Tab, and Escape puts the card away until one comes again", async ({
  page,
}) => {
  await page.goto(`${bookUrl}linear-regression/mse/`);
  const word = page.locator(".carded:has(.term)").first();
  const card = word.getByRole("tooltip", { includeHidden: true });
  await word.locator(".term").hover();
  await expect(card).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await page.mouse.move(0, 0);
  await word.locator(".term").focus();
  await expect(card).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
});
