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
    sources: () => toDoors(Object.keys(bundle().sources)),
  };
  const load = (name: string): string | undefined => {
    const text = bundle().sources[toFile(name)];
    return text === undefined ? chunks[name]?.() : toModule("source", text);
  };
  return {
    name: "type-bundle",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: (id) => (id.startsWith(`\0${prefix}`) ? load(id.slice(prefix.length + 1)) : undefined),
    configureServer: (server) => {
      server.watcher.on("change", (file) => void (/src\/book\//.test(file) && (made = undefined)));
    },
  };
}

/** A string to parse is read faster than an object to run. */
function toModule(name: string, value: unknown): string {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
}

/** Each module of the book is a chunk of its own: a page fetches those that its cells import. */
function toDoors(files: string[]): string {
  const doors = files.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(prefix + toName(file))})`);
  return `export const sources = {\n${doors.join(",\n")}\n};`;
}

/** "/book/train.ts" and "book/train": an id that ended in .ts would be taken for TypeScript. */
const toName = (file: string): string => file.slice(1, -".ts".length);
const toFile = (name: string): string => `/${name}.ts`;
