// `npm run record -- [chapter/section …] [--mode quick] [--backend wasm]`: runs every cell of the built pages in a
// real Chromium with the real kernel and writes what came out to content/recorded. Builds the pages first, unless --dir names
// finished ones.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Browser } from "playwright";
import { toErrorLine } from "../src/cells/author-error";
import { findOwnCells, type RecordedSection } from "../src/cells/check-record";
import { checkRun } from "../src/cells/check-run";
import { keepPlain, writeRecord } from "../src/cells/record";
import type { AuthorError, CellRecord, ModeRecord } from "../src/cells/section";
import { launchChromium, softwareWebGpuArgs } from "./browser";
import { DrivenSection, type CellRun } from "./drive";
import { loadSection, readPaths } from "./sections";
import { serve } from "./serve";
import { buildPages } from "./unrecorded";
import { version as tfjs } from "@tensorflow/tfjs/package.json";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { mode: { type: "string" }, backend: { type: "string", default: "wasm" }, dir: { type: "string" } },
});

const paths = readPaths(positionals);
const { server, port } = await serve({ dir: buildPages(options.dir), base: "/" }, 4701, false);
const browser = await launchChromium(options.backend === "webgpu" ? softwareWebGpuArgs : []);
const errors: AuthorError[] = [];
try {
  for (const path of paths) {
    for (const page of loadSection(path)) errors.push(...(await recordPage(browser, page)));
  }
} finally {
  await browser.close();
  server.close();
}
for (const error of errors) console.error(toErrorLine(error));
process.exitCode = errors.length > 0 ? 1 : 0;

/** Runs the cells that this language's record holds; writes the record unless a cell disappointed. */
async function recordPage(browser: Browser, page: RecordedSection): Promise<AuthorError[]> {
  const { section } = page;
  const own = findOwnCells(page);
  // Other modes and devices only give numbers, the same in both languages.
  const isOther = options.mode !== undefined || options.backend !== "wasm";
  if (own.length === 0 || (isOther && section.lang === "en")) return [];
  const driven = await DrivenSection.open(
    browser,
    `http://127.0.0.1:${port}/`,
    section.path,
    section.lang,
    options.backend,
  );
  try {
    const mode = await chooseMode(driven, page);
    const cells: ModeRecord["cells"] = {};
    const found: AuthorError[] = [];
    for (const { cell } of own) {
      const run = await driven.run(cell.meta.id);
      cells[cell.meta.id] = toCellRecord(run, page.hashes[cell.meta.id]!);
      found.push(...checkRun(page, cell.meta.id, run));
      console.log(`${section.file} ${cell.meta.id}: ${run.state}, ${Math.round(run.ms)} ms`);
    }
    const environment = await driven.environment(
      browser,
      tfjs,
      `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}`,
    );
    const record = page.record ?? { section: section.path, lang: section.lang, modes: {}, seeds: {} };
    const controls: ModeRecord["controls"] = mode === "default" ? {} : { mode };
    // A device other than wasm stands beside it: wasm is what everybody can verify.
    const name = options.backend === "wasm" ? mode : `${mode}@${options.backend}`;
    if (found.length === 0)
      writeRecord(".", { ...record, modes: { ...record.modes, [name]: { environment, controls, cells } } });
    return found;
  } finally {
    await driven.close();
  }
}

/** "default" where the section has no `mode` control; otherwise the one asked for, or quick. */
async function chooseMode(driven: DrivenSection, page: RecordedSection): Promise<string> {
  const owner = page.cells.find(({ code }) => code.controls.includes("mode"));
  if (!owner) return "default";
  const mode = options.mode ?? "quick";
  await driven.choose(owner.cell.meta.id, "mode", mode);
  return mode;
}

function toCellRecord({ state, ms, outputs, values }: CellRun, hash: string): CellRecord {
  const kept = keepPlain(values);
  return { hash, state: state === "failed" ? "failed" : "done", ms: Math.round(ms), outputs, values: kept };
}
