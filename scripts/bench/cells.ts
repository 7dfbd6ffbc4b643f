// Cells of a page in a fresh browser context, pressed as a reader presses them, and the time until they answer.
import type { Browser, Page } from "playwright";

/** The element of the page's contract, as far as this file uses it. */
interface LiveCell extends HTMLElement {
  source: string;
  run(): Promise<{ state: string; ms: number; error?: { message: string } }>;
}

interface OutputDetail {
  change: { op: string; output?: { text?: string } };
}

const settleMs = 500;

/** Opens a page in a context of its own, with nothing cached, and waits until it is idle. */
export async function openFresh(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  // The loader of these scripts names inner functions with a helper that the page does not have.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForTimeout(settleMs);
  return page;
}

export const closeFresh = (page: Page): Promise<void> => page.context().close();

export async function edit(page: Page, id: string, source: string): Promise<void> {
  await page.locator(`#cell-${id}`).evaluate((cell, text) => void ((cell as LiveCell).source = text), source);
  await page.waitForTimeout(settleMs);
}

/** Presses Run; milliseconds until an output with `text` stands in the page. Ends when the run has ended. */
export async function press(page: Page, id: string, text: string): Promise<number> {
  const ms = await page.locator(`#cell-${id}`).evaluate(
    (cell, wanted) =>
      new Promise<number>((done, fail) => {
        const start = performance.now();
        cell.addEventListener("cell:output", (event) => {
          const { change } = (event as CustomEvent<OutputDetail>).detail;
          if (change.op === "append" && change.output?.text?.includes(wanted)) done(performance.now() - start);
        });
        cell.addEventListener("cell:state", (event) => {
          const { state, error } = (event as CustomEvent<{ state: string; error?: { message: string } }>).detail;
          if (state === "failed") fail(new Error(error?.message ?? state));
        });
        cell.querySelector<HTMLElement>('[data-action="run"]')!.click();
      }),
    text,
  );
  await page.waitForFunction((cell) => document.getElementById(cell)?.dataset.state === "done", `cell-${id}`);
  return ms;
}

/** Runs a cell (what it needs first) and returns the milliseconds that its own code took. */
export async function run(page: Page, id: string): Promise<number> {
  const { state, ms, error } = await page.locator(`#cell-${id}`).evaluate((cell) => (cell as LiveCell).run());
  if (state !== "done") throw new Error(`cell ${id} ended as ${state}: ${error?.message ?? ""}`);
  return ms;
}
