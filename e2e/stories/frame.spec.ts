// The frame of the book: its front page learns when it is asked to, the other language is offered once, and what was
// read is remembered on the reader's device.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "playwright/test";
import { bookUrl } from "../../playwright.config.ts";
import { Cell, open, watch, watchHeavyScripts } from "./reader.ts";

test("a stranger sees the front page's cell learn at a press, on the device for its size, and inside the book's band", async ({
  page,
}) => {
  const seen = watch(page);
  const heavy = watchHeavyScripts(page);
  await open(page, bookUrl);
  await page.waitForLoadState("networkidle");
  expect(heavy()).toEqual([]);
  const cell = new Cell(page, "learn");
  await expect(cell.output.locator("[data-kind=figure]")).toHaveCount(2); // recorded
  await cell.press("run");
  await cell.is("done", 60_000);
  expect((await cell.outputs()).filter(({ kind }) => kind === "figure")).toHaveLength(2);
  await expect(cell.root.locator('[data-band="accuracy"]')).toHaveAttribute("data-result", "inside");
  await expect(page.locator('[data-part="device"]').first()).toHaveAttribute("data-backend", "wasm");
  expect(seen.problems).toEqual([]);
});

test.describe("a reader whose browser speaks English", () => {
  test.use({ locale: "en-GB" });

  test("is offered the English page once, and finds marked what was read, until they want it forgotten", async ({
    page,
  }) => {
    const offer = page.locator('[data-part="language-offer"]');
    await page.goto(bookUrl + "how-to-read/map/");
    await expect(offer).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/how-to-read/map/");
    await expect(offer.getByRole("link")).toHaveAttribute("href", "/en/how-to-read/map/");
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await offer.getByRole("button").click();
    await expect(offer).toHaveCount(0);
    await page.goto(bookUrl);
    await expect(offer).toBeHidden();

    await page.goto(bookUrl + "en/how-to-read/map/");
    await expect(offer).toBeHidden();
    const here = page.locator(".book-map a[href='/en/how-to-read/map/']");
    await page.locator("footer.book-footer").scrollIntoViewIfNeeded();
    await expect(here).toHaveAttribute("data-read", "");
    await expect(page.locator('[data-part="progress-count"]')).toHaveText(/^1 \//);

    await page.goto(bookUrl);
    const goOn = page.locator('[data-part="progress-last"]');
    await expect(goOn).toHaveAttribute("href", /\/how-to-read\/map\/$/);
    await page.locator('[data-action="clear-progress"]').click();
    await expect(goOn).toBeHidden();
    await expect(page.locator(".contents a[data-read]")).toHaveCount(0);
  });
});
