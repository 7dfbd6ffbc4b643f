// `npm run seeds -- [chapter/section …] [--seeds 5] [--mode quick]`: runs a section's measured cells once per seed and
// stores each value as it ends, so that it can be broken off and resumed. Prints the bands that the values give.
import { parseArgs } from "node:util";
import type { Browser } from "playwright";
import { leastSeeds, printBand, readBand, toBand } from "../src/cells/bands";
import { toValues, type RecordedSection } from "../src/cells/check-record";
import { readRecord, writeRecord } from "../src/cells/record";
import type { CellSeeds } from "../src/cells/section";
import { launchChromium } from "./browser";
import { DrivenSection } from "./drive";
import { loadSection, readPaths } from "./sections";
import { serve } from "./serve";
import { buildPages } from "./unrecorded";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: String(leastSeeds) },
    mode: { type: "string" },
    dir: { type: "string" },
  },
});

/** A cell with bands: its id and the names that have one. */
interface Measured {
  id: string;
  names: { name: string; text: string }[];
}

const paths = readPaths(positionals);
const { server, port } = await serve({ dir: buildPages(options.dir), base: "/" }, 4721, false);
const browser = await launchChromium();
try {
  for (const path of paths) await runSection(browser, loadSection(path)[0]!);
} finally {
  await browser.close();
  server.close();
}

async function runSection(browser: Browser, page: RecordedSection): Promise<void> {
  const measured = findMeasured(page);
  if (measured.length === 0) return console.log(`${page.section.path}: no bands.`);
  for (let seed = 0; seed < Number(options.seeds); seed++) await runSeed(browser, page, measured, seed);
  const record = readRecord(".", page.section.path, "zh");
  for (const { id, names } of measured) {
    for (const { name, text } of names) {
      const values = toValues(record!.seeds[toMode(page)]![id]!, name);
      console.log(
        `${page.section.path} ${id}.${name} ≈ ${printBand(toBand(values, readBand(text)!.unit))} from ${values.join(", ")}`,
      );
    }
  }
}

function findMeasured({ cells }: RecordedSection): Measured[] {
  return cells.flatMap(({ cell, code }) => {
    const names = code.expectations.flatMap(({ type, about, text }) =>
      type === "approx" && about.type === "name" ? [{ name: about.name, text }] : [],
    );
    return names.length > 0 ? [{ id: cell.meta.id, names }] : [];
  });
}

function toMode({ cells }: RecordedSection): string {
  return cells.some(({ code }) => code.controls.includes("mode")) ? (options.mode ?? "quick") : "default";
}

/** One fresh page per seed; cells whose value for this seed is stored under the same hash are left out. */
async function runSeed(browser: Browser, page: RecordedSection, measured: Measured[], seed: number): Promise<void> {
  const mode = toMode(page);
  const due = measured.filter(({ id }) => !findSeeds(page, mode, id).runs.some((run) => run.seed === seed));
  if (due.length === 0) return;
  const driven = await DrivenSection.open(browser, `http://127.0.0.1:${port}/`, page.section.path, "zh", "wasm");
  try {
    const owner = page.cells.find(({ code }) => code.definitions.some(({ name }) => name === "seed"));
    if (!owner) throw new Error(`${page.section.file} has bands and no cell with "const seed = 0".`);
    await driven.rewrite(owner.cell.meta.id, /const seed = \d+/, `const seed = ${seed}`);
    if (mode !== "default" && mode !== "quick") {
      await driven.choose(page.cells.find(({ code }) => code.controls.includes("mode"))!.cell.meta.id, "mode", mode);
    }
    for (const each of due) await runCell(driven, page, mode, each, seed);
  } finally {
    await driven.close();
  }
}

async function runCell(
  driven: DrivenSection,
  page: RecordedSection,
  mode: string,
  { id, names }: Measured,
  seed: number,
): Promise<void> {
  const run = await driven.run(id);
  if (run.state !== "done") throw new Error(`${page.section.file} ${id}: ${run.error?.message ?? run.state}`);
  const values = Object.fromEntries(names.map(({ name }) => [name, run.values[name]?.number ?? NaN]));
  store(page, mode, id, seed, values);
  console.log(`${page.section.path} ${id} seed ${seed}: ${JSON.stringify(values)}`);
}

function findSeeds({ section, hashes }: RecordedSection, mode: string, id: string): CellSeeds {
  const stored = readRecord(".", section.path, "zh")?.seeds[mode]?.[id];
  return stored?.hash === hashes[id] ? stored! : { hash: hashes[id]!, runs: [] };
}

function store(page: RecordedSection, mode: string, id: string, seed: number, values: Record<string, number>): void {
  const { path } = page.section;
  const record = readRecord(".", path, "zh") ?? { section: path, lang: "zh" as const, modes: {}, seeds: {} };
  const seeds = findSeeds(page, mode, id);
  const runs = [...seeds.runs.filter((run) => run.seed !== seed), { seed, values }].sort((a, b) => a.seed - b.seed);
  // What was drawn for cells that have left the page goes.
  const kept = Object.entries(record.seeds[mode] ?? {}).filter(([other]) => other in page.hashes);
  writeRecord(".", {
    ...record,
    seeds: { ...record.seeds, [mode]: { ...Object.fromEntries(kept), [id]: { ...seeds, runs } } },
  });
}
