// Readers' stories in a real Chromium, on the built fixture book and the built real one, served as a static host would.
import { defineConfig } from "playwright/test";
import { findChromium, launchArgs, softwareWebGpuArgs } from "./scripts/browser.ts";

export const fixtureUrl = "http://127.0.0.1:4611/small/";
export const bookUrl = "http://127.0.0.1:4612/";

export default defineConfig({
  testDir: "e2e/stories",
  outputDir: ".cache/test/e2e",
  timeout: 60_000,
  workers: 1,
  retries: 0,
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: fixtureUrl,
    trace: "retain-on-failure",
    launchOptions: { executablePath: findChromium(), args: [...launchArgs, ...softwareWebGpuArgs] },
  },
  webServer: [
    {
      command: "npm run serve -- --dir .cache/small --base /small/ --port 4611 --strict-port",
      url: fixtureUrl,
      reuseExistingServer: false,
    },
    {
      command: "npm run serve -- --dir dist --port 4612 --strict-port",
      url: bookUrl,
      reuseExistingServer: false,
    },
  ],
});
