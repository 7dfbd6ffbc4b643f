// Builds the kernel as the site does, serves it under a sub-path with the site's policy in the page, and drives it
// in Chromium. Beside it stands a foreign host that counts who comes.
import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build } from "vite";
import { expect } from "vitest";
import { ensureBrowser, launchArgs, softwareWebGpuArgs } from "../../scripts/browser";
import { graceMs } from "../../src/kernel/kernel-client";
import { withPolicy } from "../../scripts/csp";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import type { Browser, Page } from "playwright";
import type { KernelEvent, OpenOptions, RunResult } from "../../src/kernel/client";

export const base = "/a/book/";
/** What a test itself asks of the foreign host. */
const ownVisit = "/own-visit";
const repository = fileURLToPath(new URL("../../", import.meta.url));

/** A built kernel page, a server for it, a foreign host and a browser. */
export interface Harness {
  folder: string;
  address: string;
  foreign: string;
  /** Paths that were asked of the foreign host. */
  visitors: string[];
  /** Paths that were asked of the site. */
  fetched: string[];
  browser: Browser;
  /** Visits the foreign host, which lets everybody in, and waits for its answer: who left before has arrived. */
  visit(): Promise<void>;
  close(): Promise<void>;
}

export async function openHarness(): Promise<Harness> {
  const folder = await buildPage();
  const visitors: string[] = [];
  const fetched: string[] = [];
  const site = await listen(
    createServer((request, response) => void serve(folder, fetched, request.url ?? "/", response)),
  );
  const foreign = await listen(createServer((request, response) => welcome(visitors, request.url ?? "/", response)));
  const executablePath = ensureBrowser();
  const browser = await chromium.launch({ executablePath, args: [...launchArgs, ...softwareWebGpuArgs] });
  const close = async (): Promise<void> => {
    await browser.close();
    for (const server of [site, foreign]) {
      server.closeAllConnections();
      server.close();
    }
    await rm(folder, { recursive: true });
  };
  const free = await browser.newPage();
  await free.goto(`http://127.0.0.1:${portOf(foreign)}${ownVisit}`);
  const visit = (): Promise<void> => free.evaluate(async (path) => void (await fetch(path)).text(), ownVisit);
  const address = `http://127.0.0.1:${portOf(site)}${base}`;
  return { folder, address, foreign: `127.0.0.1:${portOf(foreign)}`, visitors, fetched, browser, visit, close };
}

async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "kernel-"));
  await build({
    configFile: false,
    root: join(repository, "e2e/kernel/page"),
    publicDir: join(repository, "e2e/kernel/public"),
    base,
    logLevel: "error",
    resolve: { alias: { "~": repository } },
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, assetsDir: "_astro", chunkSizeWarningLimit: 4000 },
  });
  return outDir;
}

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

async function serve(
  folder: string,
  fetched: string[],
  url: string,
  response: import("node:http").ServerResponse,
): Promise<void> {
  const path = new URL(url, "http://site").pathname;
  fetched.push(path);
  const file = normalize(path.endsWith("/") ? `${path}index.html` : path).slice(base.length);
  const body = path.startsWith(base) ? await readFile(join(folder, file)).catch(() => undefined) : undefined;
  if (!body) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
  response.end(file.endsWith(".html") ? withPolicy(body.toString()) : body);
}

/** A foreign host that refuses nobody: what does not arrive was held back by the page. */
function welcome(visitors: string[], url: string, response: import("node:http").ServerResponse): void {
  if (url !== ownVisit && url !== "/favicon.ico") visitors.push(url);
  const headers = {
    "content-type": "text/javascript",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
  };
  response.writeHead(200, headers).end("export default 'escaped'");
}

async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Cells by id; the options of a cell stand before its text: `{ auto: true }`. */
export type Cells = Record<string, string | { source: string; auto?: boolean; own?: boolean }>;

/** A page with these cells, and what tests do with it. */
export class KernelPage {
  private constructor(readonly page: Page) {}

  /** `inWorkers` is code that every worker of the page runs at its start. */
  static async open(
    harness: Harness,
    cells: Cells,
    options: Partial<OpenOptions> = {},
    inWorkers = "",
  ): Promise<KernelPage> {
    const page = await harness.browser.newPage();
    if (inWorkers) await page.addInitScript(addToBlobs, inWorkers);
    await page.goto(harness.address);
    await page.waitForFunction(() => "kernel" in window);
    await page.evaluate(([where, more]) => window.kernel.open({ language: "en", base: where, ...more }), [
      base,
      options,
    ] as const);
    const opened = new KernelPage(page);
    await opened.setCells(cells);
    return opened;
  }

  setCells(cells: Cells, language?: "zh" | "en"): Promise<void> {
    const sources = Object.entries(cells).map(([id, cell]) => ({
      id,
      auto: false,
      own: false,
      ...(typeof cell === "string" ? { source: cell } : cell),
    }));
    return this.page.evaluate(([all, lang]) => window.kernel.setCells(all, lang), [sources, language] as const);
  }

  async run(id: string): Promise<RunResult> {
    const [result] = await this.page.evaluate((cell) => window.kernel.run([cell]), id);
    if (!result) throw new Error(`no result for ${id}`);
    return result;
  }

  /** The texts of a cell's outputs after a run. */
  async show(id: string): Promise<string> {
    const { outputs } = await this.run(id);
    return outputs.map((output) => output.text).join("\n");
  }

  state(id: string): Promise<string> {
    return this.page.evaluate((cell) => window.kernel.view(cell).state, id);
  }

  async states(...ids: string[]): Promise<string> {
    return (await Promise.all(ids.map((id) => this.state(id)))).join(" ");
  }

  /** Waits until the cells are in these states, in order: what a run outdates is told after its end. */
  async reach(states: string, ...ids: string[]): Promise<void> {
    await expect.poll(() => this.states(...ids), { timeout: 20_000 }).toBe(states);
  }

  /** Waits until an output of the cell says this. */
  async waitForOutput(id: string, text: string): Promise<void> {
    await this.page.waitForFunction(
      ([cell, wanted]) => window.kernel.view(cell).outputs.some((output) => output.text === wanted),
      [id, text] as const,
    );
  }

  /** A stop may go unheard as long as a busy machine likes. */
  stretchGrace(): Promise<void> {
    return this.page.evaluate((grace) => {
      const { setTimeout } = window;
      window.setTimeout = ((work: () => void, ms: number) => setTimeout(work, ms === grace ? 60_000 : ms)) as never;
    }, graceMs);
  }

  /** All events of a type so far. */
  events<T extends KernelEvent["type"]>(type: T): Promise<Extract<KernelEvent, { type: T }>[]> {
    return this.page.evaluate((wanted) => window.events.filter((event) => event.type === wanted), type) as never;
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** The script of a worker is a blob with one import: these lines go beside it. */
function addToBlobs(lines: string): void {
  const Plain = Blob;
  window.Blob = class extends Plain {
    constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
      super(String(parts[0]).startsWith("import ") ? [...parts, lines] : parts, options);
    }
  };
}
