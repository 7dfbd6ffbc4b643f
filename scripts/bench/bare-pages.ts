// A folder to serve beside the book: a blank page, Pyodide from node_modules, and training in bare workers.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Makes the folder anew. */
export async function makeBarePages(dir: string): Promise<void> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "blank.html"), "<!doctype html><title>blank</title>\n");
  symlinkSync(fileURLToPath(new URL(".", import.meta.resolve("pyodide"))), join(dir, "pyodide"));
  symlinkSync(resolve("public/data"), join(dir, "data"));
  await bundleWorkers(join(dir, "bare"));
}

/** The bundler and the settings of the book's own worker. */
async function bundleWorkers(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    base: "/bare/",
    build: {
      outDir,
      target: "esnext",
      modulePreload: false,
      chunkSizeWarningLimit: 5000,
      rolldownOptions: {
        input: {
          "bare-worker": resolve("scripts/bench/bare-worker.ts"),
          "training-worker": resolve("scripts/bench/models/worker.ts"),
        },
        output: { entryFileNames: "[name].js" },
      },
    },
  });
}
