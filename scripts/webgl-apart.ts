// Vite plugin: tfjs without its WebGL backend, which is a fifth of it and which hardly any reader's device comes to.
// The kernel fetches that backend when it opens it (src/kernel/device.ts). For the build only: a dev server bundles
// packages before it asks plugins, and has it all.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const backend = "@tensorflow/tfjs-backend-webgl";
const withoutBackend = "\0tfjs-without-webgl";

export function webglApart(): Plugin {
  return {
    name: "webgl-apart",
    enforce: "pre",
    resolveId: (id, importer) =>
      id === backend && importer?.endsWith("/@tensorflow/tfjs/dist/index.js") ? withoutBackend : undefined,
    load: (id) => (id === withoutBackend ? `export const version_webgl = "${readVersion()}";` : undefined),
  };
}

function readVersion(): string {
  const manifest = readFileSync(new URL(import.meta.resolve(`${backend}/package.json`)), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
