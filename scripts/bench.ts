// `npm run bench [-- builds weights starts types training wasm webgpu first] [--dir dist] [--models gpt2,gpt4] [--write]`: measures
// the figures that the book wants to reach, on one machine over loopback, and prints a table a part. --write puts each under
// its heading in BENCHMARKS.md, and those of wasm and webgpu also into content/training-speeds.json, which a page shows.
// Builds a copy of the tree first, unless --dir names finished pages or no part needs pages. Nothing here is a test.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright";
import { makeBarePages } from "./bench/bare-pages";
import { copyTree, measureBuild, measureRebuild } from "./bench/builds";
import { closeFresh, openFresh } from "./bench/cells";
import { measureFirstSteps } from "./bench/first-steps";
import { describeAdapter, measureModels } from "./bench/models";
import { modelNames, type Backend, type ModelName } from "./bench/models/specs";
import { toText } from "./bench/models/tables";
import { putSection } from "./bench/report";
import { openHost, type Host } from "./bench/requests";
import { measureStarts } from "./bench/starts";
import { toTable, type Figure } from "./bench/table";
import { measureTraining } from "./bench/training";
import { measureTypes } from "./bench/types";
import { measureWeights } from "./bench/weights";
import { launchChromium, launchWebGpu } from "./browser";

/** The parts and their headings in BENCHMARKS.md. */
const headings = {
  builds: "Builds",
  weights: "Weights",
  starts: "Starts",
  types: "Types where a reader edits",
  training: "Training in a cell",
  wasm: "Training on wasm",
  webgpu: "Training on WebGPU",
  first: "The first step of a GPT",
};
type Part = keyof typeof headings;

const parts = Object.keys(headings) as Part[];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: "string" }, models: { type: "string" }, write: { type: "boolean", default: false } },
});
const unknown = positionals.filter((part) => !parts.includes(part as Part));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}; there are ${parts.join(", ")}.`);
const isWanted = (part: Part) => positionals.length === 0 || positionals.includes(part);

const firstLegend =
  "The models and batches are those of the two tables of training. Time is from the call of a step until its loss is " +
  "read, in a worker that has trained nothing before; that of compiling, which a cell shows as progress, is taken off the " +
  "first. A later step is the median of eleven. The browser may remember pipelines from an earlier round.";
const busy =
  "**The machine was busy with other work when this began: times, and ratios of two trainings, are not to be trusted.**";
const folder = resolve(".cache/bench");
const tree = resolve(folder, "book");
/** What was found, and how busy the machine was before. */
const found = new Map<Part, { text: string; load: number }>();

await makeBarePages(resolve(folder, "bare"));
const backends: Backend[] = ["wasm", "webgpu"];
const bareParts: Part[] = [...backends, "first"];
const needsPages = parts.some((part) => !bareParts.includes(part) && isWanted(part));
if (needsPages && !options.dir) await buildCopy();
const version = await measureInBrowser();
for (const [part, { text, load }] of found) report(part, text, load);

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
    for (const backend of backends) if (isWanted(backend)) await measureBackend(backend, bare);
    if (isWanted("first")) await measureFirst(browser, bare);
    return browser.version();
  } finally {
    await browser.close();
    bare.close();
  }
}

/** In a browser of its own: a software adapter, where there is no other, is not to weigh on the other parts. */
async function measureBackend(backend: Backend, bare: Host): Promise<void> {
  const isolated = await openHost(resolve(folder, "bare"), 4791, true);
  const browser = await (backend === "webgpu" ? launchWebGpu() : launchChromium());
  const models = options.models?.split(",") as ModelName[] | undefined;
  try {
    await measure(backend, async () => {
      const { adapter, rows } = await measureModels(browser, backend, bare, isolated, models ?? modelNames);
      if (options.write) keepSpeeds(backend, { ...whereAndWhen(browser.version()), adapter, rows });
      return `Adapter: ${adapter}.\n\n${toText(backend, rows)}`;
    });
  } finally {
    await browser.close();
    isolated.close();
  }
}

async function measureFirst(plain: Browser, bare: Host): Promise<void> {
  const browser = await launchWebGpu();
  try {
    await measure("first", async () => {
      const page = await openFresh(browser, `${bare.origin}blank.html`);
      const adapter = await describeAdapter(page);
      await closeFresh(page);
      const onWasm = await measureFirstSteps(plain, "wasm", bare);
      const onWebGpu = await measureFirstSteps(browser, "webgpu", bare);
      return `Adapter: ${adapter}.\n\n${toTable([...onWasm, ...onWebGpu])}\n\n${firstLegend}`;
    });
  } finally {
    await browser.close();
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

/** For the page that shows them beside the reader's own. */
function keepSpeeds(backend: Backend, speeds: object): void {
  const file = "content/training-speeds.json";
  const kept = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, `${JSON.stringify({ ...kept, [backend]: speeds }, null, 2)}\n`);
}

function whereAndWhen(version: string) {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unknown processor"}`,
    browser: `Chromium ${version}`,
  };
}

async function measure(part: Part, take: () => Promise<Figure[] | string>): Promise<void> {
  const load = loadavg()[0]!;
  console.log(`Measuring ${part} …`);
  const result = await take();
  if (typeof result !== "string") for (const { what, measured } of result) console.log(`  ${what}: ${measured}`);
  found.set(part, { text: typeof result === "string" ? result : toTable(result), load });
}

function report(part: Part, table: string, load: number): void {
  console.log(`\n${headings[part]}\n\n${table}\n`);
  if (!options.write) return;
  const { date, machine, browser } = whereAndWhen(version);
  const where = [
    date,
    machine,
    `${browser}, headless`,
    `Node ${process.versions.node}`,
    `load average before ${load.toFixed(1)}`,
  ];
  const head = [`${where.join("; ")}.`, ...(load > cpus().length ? [busy] : [])].join(" ");
  const text = readFileSync("BENCHMARKS.md", "utf8");
  writeFileSync("BENCHMARKS.md", putSection(text, headings[part], `${head}\n\n${table}`));
  console.log("Written to BENCHMARKS.md");
}
