// Builds the battery's page, serves it and opens it in Chromium.
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

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };

export async function openHarness(): Promise<Harness> {
  const folder = await buildPage();
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
  await page.waitForFunction(() => "backend" in window);
  const close = async (): Promise<void> => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  };
  return { page, close };
}

async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "battery-"));
  await build({
    configFile: false,
    root: fileURLToPath(new URL("page", import.meta.url)),
    logLevel: "error",
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000 },
  });
  return outDir;
}
