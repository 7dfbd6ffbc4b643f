// Builds a page (the battery's unless told), serves it and opens it in Chromium.
import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launchChromium, softwareWebGpuArgs } from "../../scripts/browser";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright";

export interface Harness {
  page: Page;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** `name` is what the page puts on its window once it is ready. */
export async function openHarness(root = new URL("page", import.meta.url), name = "backend"): Promise<Harness> {
  const folder = await buildPage(root);
  const server = createServer((request, response) => {
    const file = normalize(request.url === "/" ? "/index.html" : request.url!);
    readFile(join(folder, file)).then(
      (body) => response.writeHead(200, { "content-type": types[extname(file)] ?? "" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchChromium(softwareWebGpuArgs);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction((ready) => ready in window, name);
  const close = async (): Promise<void> => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  };
  return { page, close };
}

async function buildPage(root: URL): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "battery-"));
  await build({
    configFile: false,
    root: fileURLToPath(root),
    logLevel: "error",
    // tfjs-core says that its spec files have no effects; importing one is what they are for.
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000, rolldownOptions: { treeshake: false } },
  });
  return outDir;
}
