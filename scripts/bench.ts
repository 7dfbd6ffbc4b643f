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
const busy =
  "**The machine was busy with other work when this began: times, and the ratio of two trainings, are not to be trusted.**";
const folder = resolve(".cache/bench");
const figures: Figure[] = [];
const loads: number[] = [];

await makeBarePages(resolve(folder, "bare"));
const version = await measureInBrowser(options.dir ?? (await buildCopy()));
report(version);

/** The built pages of a copy of the tree, with what making them took. */
async function buildCopy(): Promise<string> {
  const tree = resolve(folder, "book");
  copyTree(tree);
  await measure("a full build", () => measureBuild(tree));
  if (isWanted("builds")) await measure("a changed page", () => measureRebuild(tree));
  return resolve(tree, "dist");
}

async function measureInBrowser(dir: string): Promise<string> {
  const site = await openHost(dir, 4761);
  const bare = await openHost(resolve(folder, "bare"), 4781);
  const browser = await launchChromium();
  try {
    if (isWanted("weights")) await measure("weights", () => measureWeights(browser, site));
    if (isWanted("starts")) await measure("starts", () => measureStarts(browser, site, bare));
    if (isWanted("training")) await measure("training", () => measureTraining(browser, site, bare));
    return browser.version();
  } finally {
    await browser.close();
    site.close();
    bare.close();
  }
}

async function measure(part: string, take: () => Promise<Figure | Figure[]>): Promise<void> {
  loads.push(loadavg()[0]!);
  console.log(`Measuring ${part} …`);
  const found = [await take()].flat();
  for (const { what, measured } of found) console.log(`  ${what}: ${measured}`);
  figures.push(...found);
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
  const head = [`${where.join("; ")}.`, ...(loads[0]! > cpus().length ? [busy] : [])].join(" ");
  writeFileSync("BENCHMARKS.md", `${intro}\n${head}\n\n${table}\n`);
  console.log("Written to BENCHMARKS.md");
}
