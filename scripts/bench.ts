// `npm run bench [-- builds weights starts types training wasm] [--dir dist] [--write]`: measures the figures that the book wants
// to reach, on one machine over loopback, and prints a table a part. --write puts each under its heading in BENCHMARKS.md.
// Builds a copy of the tree first, unless --dir names finished pages or no part needs pages. Nothing here is a test.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright";
import { makeBarePages } from "./bench/bare-pages";
import { copyTree, measureBuild, measureRebuild } from "./bench/builds";
import { putSection } from "./bench/report";
import { openHost, type Host } from "./bench/requests";
import { measureStarts } from "./bench/starts";
import { toTable, type Figure } from "./bench/table";
import { measureTraining } from "./bench/training";
import { measureTypes } from "./bench/types";
import { measureWasm } from "./bench/wasm";
import { measureWeights } from "./bench/weights";
import { launchChromium } from "./browser";

/** The parts and their headings in BENCHMARKS.md. */
const headings = {
  builds: "Builds",
  weights: "Weights",
  starts: "Starts",
  types: "Types where a reader edits",
  training: "Training in a cell",
  wasm: "Training on wasm",
};
type Part = keyof typeof headings;

const parts = Object.keys(headings) as Part[];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: "string" }, write: { type: "boolean", default: false } },
});
const unknown = positionals.filter((part) => !parts.includes(part as Part));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}; there are ${parts.join(", ")}.`);
const isWanted = (part: Part) => positionals.length === 0 || positionals.includes(part);

const busy =
  "**The machine was busy with other work when this began: times, and ratios of two trainings, are not to be trusted.**";
const folder = resolve(".cache/bench");
const tree = resolve(folder, "book");
/** What was found, and how busy the machine was before. */
const found = new Map<Part, { figures: Figure[]; load: number }>();

await makeBarePages(resolve(folder, "bare"));
const needsPages = parts.some((part) => part !== "wasm" && isWanted(part));
if (needsPages && !options.dir) await buildCopy();
const version = await measureInBrowser();
for (const [part, { figures, load }] of found) report(part, figures, load);

/** The built pages of a copy of the tree, with what making them took. */
async function buildCopy(): Promise<void> {
  copyTree(tree);
  if (!isWanted("builds")) await measureBuild(tree);
  else await measure("builds", async () => [await measureBuild(tree), await measureRebuild(tree)]);
}

async function measureInBrowser(): Promise<string> {
  const bare = await openHost(resolve(folder, "bare"), 4781);
  const browser = await launchChromium();
  try {
    if (needsPages) await measurePages(browser, bare);
    if (isWanted("wasm")) await measure("wasm", () => measureWasm(browser, bare));
    return browser.version();
  } finally {
    await browser.close();
    bare.close();
  }
}

/** The parts that are about the book's own pages. */
async function measurePages(browser: Browser, bare: Host): Promise<void> {
  const site = await openHost(options.dir ?? resolve(tree, "dist"), 4761);
  try {
    if (isWanted("weights")) await measure("weights", () => measureWeights(browser, site));
    if (isWanted("starts")) await measure("starts", () => measureStarts(browser, site, bare));
    if (isWanted("types")) await measure("types", () => measureTypes(browser, site));
    if (isWanted("training")) await measure("training", () => measureTraining(browser, site, bare));
  } finally {
    site.close();
  }
}

async function measure(part: Part, take: () => Promise<Figure[]>): Promise<void> {
  const load = loadavg()[0]!;
  console.log(`Measuring ${part} …`);
  const figures = await take();
  for (const { what, measured } of figures) console.log(`  ${what}: ${measured}`);
  found.set(part, { figures, load });
}

function report(part: Part, figures: Figure[], load: number): void {
  const table = toTable(figures);
  console.log(`\n${headings[part]}\n\n${table}\n`);
  if (!options.write) return;
  const where = [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unknown processor"}`,
    `Chromium ${version}, headless`,
    `Node ${process.versions.node}`,
    `load average before ${load.toFixed(1)}`,
  ];
  const head = [`${where.join("; ")}.`, ...(load > cpus().length ? [busy] : [])].join(" ");
  const text = readFileSync("BENCHMARKS.md", "utf8");
  writeFileSync("BENCHMARKS.md", putSection(text, headings[part], `${head}\n\n${table}`));
  console.log("Written to BENCHMARKS.md");
}
