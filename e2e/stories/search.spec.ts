// Searching the real book: what is on a page is found there. Truth is the page's own text, not another index.
import { expect, test, type Page } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { findChromium, launchArgs } from "../../scripts/browser.ts";

// Pagefind forgets results that are garbage, so a search that lets go of them too early fails only now and then:
// here the garbage is collected all the time.
test.use({ launchOptions: { executablePath: findChromium(), args: [...launchArgs, "--js-flags=--expose-gc"] } });
test.setTimeout(120_000);
test.beforeEach(({ page }) =>
  page.addInitScript(() => void setInterval(() => (globalThis as { gc?: () => void }).gc?.(), 60)),
);

const sections = ["linear-regression/mse/", "linear-regression/convergence/", "mnist/mlp/"];
const terms: Record<string, string[]> = {
  "": "均方误差 学习率 噪声 准确率 小批量 交叉熵 特征 softmax 似然 测试集".split(" "),
  "en/": "gradient likelihood learning parameters validation MNIST".split(" "),
};

/** Text of each section as the index sees it. */
async function readTexts(page: Page, language: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const section of sections) {
    await page.goto(bookUrl + language + section);
    const text = await page.evaluate(() => {
      const main = document.querySelector("main")!.cloneNode(true) as HTMLElement;
      main
        .querySelectorAll("[data-pagefind-ignore], nav, footer, form, script, style")
        .forEach((node) => node.remove());
      return main.textContent.toLowerCase();
    });
    texts.set(section, text);
  }
  return texts;
}

async function search(page: Page, term: string): Promise<void> {
  await page.locator("site-search input").fill("");
  await expect(page.locator('site-search [data-part="count"]')).toHaveText("");
  await page.locator("site-search input").fill(term);
  await expect(page.locator('site-search [data-part="count"]')).not.toHaveText("", { timeout: 20_000 });
}

function readFound(page: Page): Promise<string[]> {
  return page
    .locator("site-search .search-title")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
}

for (const [language, words] of Object.entries(terms)) {
  test(`every word that stands on a page of /${language} is found there`, async ({ page }) => {
    const texts = await readTexts(page, language);
    await page.keyboard.press("Control+k");
    for (const word of words) {
      const expected = sections.filter((section) => texts.get(section)!.includes(word.toLowerCase()));
      await search(page, word);
      const found = await readFound(page);
      const missed = expected.filter((section) => !found.includes(bookUrl + language + section));
      expect(missed, word).toEqual([]);
    }
  });
}

test("an index that did not come is fetched again; arrows go through the results, Escape closes, Enter follows the first", async ({
  page,
}) => {
  await page.route("**/pagefind/pagefind.js*", (route) => route.abort());
  await page.goto(bookUrl);
  await page.keyboard.press("Control+k");
  await search(page, "均方误差");
  expect(await readFound(page)).toEqual([]);
  await page.unroute("**/pagefind/pagefind.js*");
  await search(page, "均方误差");
  const [first] = await readFound(page);
  expect(first).toContain(bookUrl);
  await page.keyboard.press("Escape");
  await expect(page.locator("site-search dialog")).toBeHidden();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("site-search .search-title").first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("site-search input")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.locator("site-search input").press("Enter");
  await page.waitForURL((url) => url.href.startsWith(first!));
});
