// Vite plugin: the chunks that the types worker fetches, made once per build or server, and never committed.
// To be given twice, to Vite and to its workers: a worker is built with plugins of its own.
import type { Plugin } from "vite";
import { makeBundle, readChineseMessages, type Bundle } from "./bundle";

const prefix = "virtual:type-bundle/";
let made: Bundle | undefined;

export function typeBundle(root = process.cwd()): Plugin {
  const bundle = (): Bundle => (made ??= makeBundle(root));
  const chunks: Record<string, () => string> = {
    declarations: () => toModule("declarations", bundle().declarations),
    docs: () => toModule("docs", bundle().docs),
    zh: () => toModule("messages", readChineseMessages(root)),
  };
  return {
    name: "type-bundle",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: (id) => (id.startsWith(`\0${prefix}`) ? chunks[id.slice(prefix.length + 1)]?.() : undefined),
    configureServer: (server) => {
      server.watcher.on("change", (file) => void (/src\/book\//.test(file) && (made = undefined)));
    },
  };
}

/** A string to parse is read faster than an object to run. */
function toModule(name: string, value: unknown): string {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
}
