// What a reader can do on a page, in words, through the contract of the page. Used by every story.
import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "playwright/test";

export interface RunResult {
  state: string;
  ms: number;
  error?: { name: string; message: string; line?: number; column?: number };
  outputs: { kind: string; text?: string }[];
}

interface LiveCell extends HTMLElement {
  source: string;
  original: string;
  run(): Promise<RunResult>;
  stop(): Promise<void>;
  reset(): void;
  outputs: { kind: string; text?: string }[];
}

export class Cell {
  readonly root: Locator;
  constructor(
    readonly page: Page,
    readonly id: string,
  ) {
    this.root = page.locator(`live-cell#cell-${id}`);
  }

  /** Runs to the end and returns what the contract promises. */
  async run(): Promise<RunResult> {
    return this.root.evaluate((element) => (element as unknown as LiveCell).run());
  }

  async edit(source: string): Promise<void> {
    await this.root.evaluate((element, text) => void ((element as unknown as LiveCell).source = text), source);
  }

  async source(): Promise<string> {
    return this.root.evaluate((element) => (element as unknown as LiveCell).source);
  }

  async outputs(): Promise<RunResult["outputs"]> {
    return this.root.evaluate((element) => (element as unknown as LiveCell).outputs);
  }

  async text(): Promise<string> {
    return (await this.outputs()).map((output) => output.text ?? "").join("\n");
  }

  press(action: string): Promise<void> {
    return this.root.locator(`[data-action="${action}"]`).click();
  }

  /** Opens the cell's menu and chooses from it. */
  async choose(action: string): Promise<void> {
    await this.press("more");
    await this.press(action);
  }

  /** The editor, opened by a click into the code as a reader would. */
  async openEditor(): Promise<Locator> {
    const editor = this.root.locator(".cm-content");
    if (!(await editor.isVisible())) await this.root.locator('[data-part="code"]').click();
    await editor.focus();
    return editor;
  }

  /** Waits for a state; runs may take a while on two shared cores. */
  async is(state: string | RegExp, timeout = 30_000): Promise<void> {
    await expect(this.root).toHaveAttribute("data-state", state, { timeout });
  }

  get output(): Locator {
    return this.root.locator('[data-part="output"]');
  }
}

/** Opens a page and waits until its cells are more than HTML. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => customElements.get("live-cell") !== undefined);
}

/** Opens the page's menu and chooses from it. */
export async function chooseOfPage(page: Page, action: string): Promise<void> {
  await page.locator('[data-action="page-menu"]').first().click();
  await page.locator(`[data-action="${action}"]`).first().click();
}

/** The text of the file that this brings down. */
export async function download(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Listens for scripts; returns those asked for so far that only a run or an editor needs, by the names of their files. */
export function watchHeavyScripts(page: Page): () => string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() !== "script") return;
    names.push(
      request
        .url()
        .split("/")
        .at(-1)!
        .replace(/[.-][\w-]{8}\.js$/, ""),
    ); // without the hash, which spells anything
  });
  return () => names.filter((name) => /worker|kernel|editor|plot|tf|dist|babel|codemirror/i.test(name));
}

/** Collects what would shame the page: console errors, page errors, requests that leave the origin. */
export function watch(page: Page): { problems: string[] } {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.hostname !== "127.0.0.1") problems.push(`request to ${url.href}`);
  });
  return { problems };
}
