// Runs the cells of a built section in a real Chromium, through the contract of the page, and reports what came out.
// Used by record, seeds and verify. Decides nothing about what is right.
import type { Browser, Page } from "playwright";
import type { Output } from "../src/kernel/output";
import type { RecordedValue } from "../src/kernel/protocol";
import { frontPage } from "../content/contents";
import type { Traces } from "../src/cells/check-run";
import type { Environment, Lang } from "../src/cells/section";

/** What one cell gave. */
export interface CellRun extends Told {
  state: "done" | "failed" | "stopped";
  ms: number;
  outputs: Output[];
  error?: { name: string; message: string; line?: number; column?: number };
}

/** The element of the page's contract, as far as this file uses it. */
interface LiveCell extends HTMLElement {
  source: string;
  outputs: Output[];
  run(): Promise<{ state: CellRun["state"]; ms: number; error?: CellRun["error"]; outputs: Output[] }>;
  check(): Promise<{ state: CellRun["state"]; error?: CellRun["error"] }>;
}

/** What the page's events told of a cell; kept in the page by `listen`. */
interface Told extends Traces {
  values: Record<string, RecordedValue>;
}

declare global {
  interface Window {
    told: Record<string, Told>;
  }
}

/** Runs in the page before its own scripts: keeps what cell:values, cell:ledger and cell:written say. */
function listen(): void {
  window.told = {};
  const toldOf = (id: string) => (window.told[id] ??= { values: {}, leaked: 0, written: [] });
  const on = <T>(type: string, keep: (told: Told, detail: T) => void) =>
    document.addEventListener(type, (event) => {
      const { detail } = event as CustomEvent<T & { cell: string }>;
      keep(toldOf(detail.cell), detail);
    });
  on<{ values: Told["values"] }>("cell:values", (told, { values }) => (told.values = values));
  on<{ leaked: number }>("cell:ledger", (told, { leaked }) => (told.leaked = leaked));
  on<{ owner: string; name?: string }>("cell:written", (told, { owner, name }) => told.written.push(name ?? owner));
}

export class DrivenSection {
  private constructor(readonly page: Page) {}

  /** Opens the section's page on `backend`; rejects when the page has no cells. */
  static async open(
    browser: Browser,
    origin: string,
    path: string,
    lang: Lang,
    backend: string,
  ): Promise<DrivenSection> {
    const page = await browser.newPage();
    const prefix = lang === "en" ? "en/" : "";
    // The loader of these scripts names inner functions with a helper that the page does not have.
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.addInitScript(listen);
    await page.goto(`${origin}${prefix}${path === frontPage ? "" : `${path}/`}?backend=${backend}`);
    await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
    return new DrivenSection(page);
  }

  close(): Promise<void> {
    return this.page.close();
  }

  /** Runs one cell to its end (what it needs first, as for a reader). */
  run(id: string): Promise<CellRun> {
    return this.page.locator(`#cell-${id}`).evaluate(async (element) => {
      const cell = element as unknown as LiveCell;
      const { state, ms, error } = await cell.run();
      const outputs = cell.outputs.filter((output) => output.kind !== "progress");
      const told = window.told[element.id.replace(/^cell-/, "")] ?? { values: {}, leaked: 0, written: [] };
      return { state, ms, error, outputs, ...told };
    });
  }

  /** Replaces text in a cell's source; throws when `from` is not there. */
  async rewrite(id: string, from: RegExp, to: string): Promise<void> {
    const cell = this.page.locator(`#cell-${id}`);
    const source = await cell.evaluate((element) => (element as unknown as LiveCell).source);
    if (!from.test(source)) throw new Error(`cell ${id} has no ${from}`);
    const changed = source.replace(from, to);
    await cell.evaluate((element, text) => void ((element as unknown as LiveCell).source = text), changed);
  }

  /** Puts `answer` into the exercise's cell and runs its check. */
  check(id: string, answer: string): Promise<{ state: string; error?: CellRun["error"] }> {
    return this.page.locator(`#cell-${id}`).evaluate(async (element, text) => {
      const cell = element as unknown as LiveCell;
      cell.source = text;
      return cell.check();
    }, answer);
  }

  /** Chooses an option of the select control called `name` that cell `id` made; rejects unless the name has it then. */
  async choose(id: string, name: string, option: string): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      if ((await this.run(id)).values[name]?.text === option) return;
      // The control of the run takes the place of the recorded one a moment after the run.
      await this.page.waitForTimeout(200);
      await this.page.locator(`#cell-${id} select[data-control="${name}"]`).selectOption(option);
      await this.page.waitForTimeout(200);
    }
    throw new Error(`cell ${id} does not take ${name} = ${option}`);
  }

  async environment(browser: Browser, tfjs: string, machine: string): Promise<Environment> {
    const device = this.page.locator('[data-part="device"]').first();
    return {
      backend: (await device.getAttribute("data-backend")) ?? "none",
      adapter: (await device.getAttribute("data-adapter")) ?? "",
      browser: `Chromium ${browser.version()}`,
      tfjs,
      date: new Date().toISOString().slice(0, 10),
      machine,
    };
  }
}
