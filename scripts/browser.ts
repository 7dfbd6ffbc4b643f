// Finds the Chromium that tests, records and diagrams use, or brings it from Debian's packages when root.
// Never downloads a browser of its own: where it cannot install, it says what to install.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium on this machine: CHROMIUM_PATH, the usual places, or Playwright's own download. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  return [named, ...usualPlaces, chromium.executablePath()].find((path) => path && existsSync(path));
}

/** True where fontconfig knows a face for Chinese; diagrams measured without one come out wrong. */
export function hasCjkFont(): boolean {
  if (process.platform !== "linux") return true;
  const found = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  return found.status === 0 && found.stdout.trim() !== "";
}

/** Makes sure of Chromium and a CJK face: installs Debian's packages when root, otherwise throws a sentence. */
export function ensureBrowser(): string {
  const missing = [...(findChromium() ? [] : ["chromium"]), ...(hasCjkFont() ? [] : ["fonts-noto-cjk", "fontconfig"])];
  if (missing.length > 0) install(missing);
  const path = findChromium();
  if (!path) throw new Error("Chromium is still not there after installing it. Set CHROMIUM_PATH to a Chromium.");
  return path;
}

function install(packages: string[]): void {
  const command = `apt-get update && apt-get install -y ${packages.join(" ")}`;
  const canInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!canInstall) {
    throw new Error(
      `The tests need ${packages.join(" and ")}. Install them (on Debian: sudo sh -c '${command}') ` +
        "or set CHROMIUM_PATH to a Chromium, then run this again.",
    );
  }
  console.log(`Installing ${packages.join(", ")} from Debian's packages …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
  execFileSync("apt-get", ["install", "-y", "-qq", ...packages], { stdio: "inherit", env });
}

/** What every launch needs: root has no sandbox, and nothing is looked up on the network. */
export const launchArgs = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--enable-precise-memory-info",
];

/** With a software WebGPU adapter, for machines without a GPU. */
export const softwareWebGpuArgs = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
];

export function launchChromium(extraArgs: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: ensureBrowser(), args: [...launchArgs, ...extraArgs] });
}

/** What a GPU needs of a headless Chromium on Linux. */
const realWebGpuArgs =
  process.platform === "linux"
    ? [
        "--enable-unsafe-webgpu",
        "--ignore-gpu-blocklist",
        "--use-angle=vulkan",
        "--enable-features=Vulkan",
        "--disable-vulkan-surface",
      ]
    : [];

/** With the machine's own GPU where there is one, else with a software adapter. */
export async function launchWebGpu(): Promise<Browser> {
  const browser = await launchChromium(realWebGpuArgs);
  if (await hasRealAdapter(browser)) return browser;
  await browser.close();
  return launchChromium(softwareWebGpuArgs);
}

async function hasRealAdapter(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  await page.goto("chrome://gpu").catch(() => {}); // a secure place, without a server
  const isReal = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    return adapter ? !adapter.info.isFallbackAdapter : false;
  });
  await page.close();
  return isReal;
}
