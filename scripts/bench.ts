// `npm run bench [-- builds weights starts training] [--dir dist] [--write]`: measures the figures that the book wants to
// reach, in one run on one machine over loopback, and prints one table. --write puts it into BENCHMARKS.md.
// Builds a copy of the tree first, unless --dir names finished pages. Nothing here is a test.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeBarePages } from "./bench/bare-pages";
import { copyTree, measureBuild, measureRebuild } from "./bench/builds";
import { openHost } from "./bench/requests";
import { measureStarts } from "./bench/starts";
import { toTable, type Figure } from "./bench/table";
import { measureTraining } from "./bench/training";
import { measureWeights } from "./bench/weights";
import { launchChromium } from "./browser";

const parts = ["builds", "weights", "starts", "training"];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: "string" }, write: { type: "boolean", default: false } },
});
const unknown = positionals.filter((part) => !parts.includes(part));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}; there are ${parts.join(", ")}.`);
const isWanted = (part: string) => positionals.length === 0 || positionals.includes(part);

const intro = `# Benchmarks

Written by \`npm run bench -- --write\`; what is measured, and how, is in \`scripts/bench\`. Medians over fresh browser
contexts, pages served over loopback. kB are 1000 bytes, each file compressed by itself with zlib level 9.
`;
const folder = resolve(".cache/bench");
const figures: Figure[] = [];
const loads = [loadavg()[0]!];

const dir = options.dir ?? (await buildCopy());
const version = await measureInBrowser(dir);
loads.push(loadavg()[0]!);
report(version);

/** The built pages of a copy of the tree, with what making them took. */
async function buildCopy(): Promise<string> {
  const tree = resolve(folder, "book");
  copyTree(tree);
  say("a full build");
  const build = await measureBuild(tree);
  if (isWanted("builds")) {
    say("a changed page");
    figures.push(build, await measureRebuild(tree));
  }
  return resolve(tree, "dist");
}

async function measureInBrowser(dir: string): Promise<string> {
  await makeBarePages(resolve(folder, "bare"));
  const site = await openHost(dir, 4761);
  const bare = await openHost(resolve(folder, "bare"), 4781);
  const browser = await launchChromium();
  try {
    if (isWanted("weights")) figures.push(...(await measure("weights", () => measureWeights(browser, site))));
    if (isWanted("starts")) figures.push(...(await measure("starts", () => measureStarts(browser, site, bare))));
    if (isWanted("training")) figures.push(...(await measure("training", () => measureTraining(browser, site, bare))));
    return browser.version();
  } finally {
    await browser.close();
    site.close();
    bare.close();
  }
}

function measure(part: string, take: () => Promise<Figure[]>): Promise<Figure[]> {
  say(part);
  loads.push(loadavg()[0]!);
  return take();
}

function say(part: string): void {
  console.log(`Measuring ${part} …`);
}

function report(version: string): void {
  const table = toTable(figures);
  console.log(`\n${table}\n`);
  if (!options.write) return;
  const where = [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unknown processor"}`,
    `Chromium ${version}, headless`,
    `Node ${process.versions.node}`,
    `load average before each part ${loads.map((load) => load.toFixed(1)).join(", ")}`,
  ];
  writeFileSync("BENCHMARKS.md", `${intro}\n${where.join("; ")}.\n\n${table}\n`);
  console.log("Written to BENCHMARKS.md");
}
