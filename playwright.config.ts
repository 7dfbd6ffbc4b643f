// Readers' stories in a real Chromium, on the built fixture book and the built real one, served as a static host would.
import { defineConfig } from "playwright/test";
import { findChromium, launchArgs, softwareWebGpuArgs } from "./scripts/browser.ts";

/** Two ports from this one on; several checkouts on one machine each take their own. */
const port = Number(process.env["E2E_PORT"] ?? 4611);
const fixtureUrl = `http://127.0.0.1:${port}/small/`;
export const bookUrl = `http://127.0.0.1:${port + 1}/`;

export default defineConfig({
  testDir: "e2e/stories",
  outputDir: ".cache/test/e2e",
  timeout: 60_000,
  /** Files run side by side; the stories of a file one after the other. */
  workers: 2,
  retries: 0,
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: fixtureUrl,
    trace: "retain-on-failure",
    launchOptions: { executablePath: findChromium(), args: [...launchArgs, ...softwareWebGpuArgs] },
  },
  webServer: [
    {
      command: `npm run serve -- --dir .cache/small --base /small/ --port ${port} --strict-port`,
      url: fixtureUrl,
      reuseExistingServer: false,
    },
    {
      command: `npm run serve -- --dir dist --port ${port + 1} --strict-port`,
      url: bookUrl,
      reuseExistingServer: false,
    },
  ],
});
