// Unit tests stand beside their source; harnesses that drive a browser stand in e2e and run one at a time.
// `guide` follows CONTRIBUTING.md in a clone.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      // No test is to fail because the machine is busy; what takes longer even so says it itself.
      { test: { name: "unit", include: ["{src,components,scripts,content}/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "harness",
          include: ["e2e/{kernel,backend}/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: "guide", include: ["e2e/guide/*.test.ts"], testTimeout: 900_000 } },
    ],
  },
});
