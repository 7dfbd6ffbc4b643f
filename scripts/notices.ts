// The licences of what the site serves: minified files carry no headers, so their notices stand in one text file.
// Goes from the packages that reach a reader through all that they need.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Packages whose code, styles or faces are in the finished pages. */
const served = [
  "@astrojs/starlight",
  "@babel/parser",
  "@codemirror/autocomplete",
  "@codemirror/commands",
  "@codemirror/lang-javascript",
  "@codemirror/language",
  "@codemirror/lint",
  "@codemirror/search",
  "@codemirror/state",
  "@codemirror/view",
  "@fontsource-variable/source-sans-3",
  "@fontsource-variable/source-serif-4",
  "@lezer/highlight",
  "@observablehq/plot",
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
  "@webgpu/types",
  "katex",
  "pagefind",
  "typescript",
];

/** What these need is not served: Starlight and Pagefind are here for the scripts and styles of their own. */
const alone = ["@astrojs/starlight", "pagefind"];

export function toNotices(modules = "node_modules"): string {
  const found = new Set<string>();
  for (const name of served) addWithNeeds(modules, name, found);
  return [...found]
    .sort()
    .map((name) => toNotice(modules, name))
    .join("\n\n");
}

interface Manifest {
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

function addWithNeeds(modules: string, name: string, found: Set<string>): void {
  if (found.has(name) || !existsSync(join(modules, name, "package.json"))) return;
  found.add(name);
  if (alone.includes(name)) return;
  for (const needed of Object.keys(readManifest(modules, name).dependencies ?? {}))
    addWithNeeds(modules, needed, found);
}

function readManifest(modules: string, name: string): Manifest {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")) as Manifest;
}

function toNotice(modules: string, name: string): string {
  const { version, license } = readManifest(modules, name);
  const entries = readdirSync(join(modules, name), { withFileTypes: true });
  const file = entries.find((entry) => entry.isFile() && /^(licen[cs]e|copying|ofl)/i.test(entry.name))?.name;
  const text = file ? readFileSync(join(modules, name, file), "utf8").trim() : "";
  return `${"=".repeat(80)}\n${name} ${version} (${license ?? "see below"})\n${"=".repeat(80)}\n${text}`;
}
