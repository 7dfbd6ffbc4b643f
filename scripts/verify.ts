// `npm run verify -- [chapter/section …]`: runs every cell of the built book in a real Chromium on wasm and compares
// what comes out with its record and its comments; then every exercise's check, solution and wrong answers.
// `--backend webgpu` runs them on another device, where only the comments must hold. Two pages at a time where there are
// two cores. Says page, cell, expected, got. Ends in `N passed, N failed`.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Browser } from "playwright";
import { comparePromises, compareRun, type Difference } from "../src/cells/compare-run";
import { findOwnCells, type RecordedSection } from "../src/cells/check-record";
import { findModes } from "../src/cells/record";
import type { Exercise } from "../src/cells/section";
import { launchChromium, launchWebGpu } from "./browser";
import { DrivenSection } from "./drive";
import { loadSection, readPaths } from "./sections";
import { serve } from "./serve";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: "string", default: "dist" }, backend: { type: "string", default: "wasm" } },
});

let passed = 0;
let failed = 0;
const pages = readPaths(positionals).flatMap((path) => loadSection(path));
const { server, port } = await serve({ dir: options.dir, base: "/" }, 4741, false);
const browser = await (options.backend === "webgpu" ? launchWebGpu() : launchChromium());
try {
  const takeNext = async (): Promise<void> => {
    for (let page = pages.shift(); page; page = pages.shift()) await verifyPage(browser, page);
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, takeNext));
} finally {
  await browser.close();
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function verifyPage(browser: Browser, page: RecordedSection): Promise<void> {
  const { section } = page;
  if (section.cells.length === 0 && section.exercises.length === 0) return;
  const driven = await DrivenSection.open(
    browser,
    `http://127.0.0.1:${port}/`,
    section.path,
    section.lang,
    options.backend,
  );
  try {
    for (const { cell } of findOwnCells(page)) await verifyCell(driven, page, cell.meta.id);
    for (const exercise of section.exercises) await verifyExercise(driven, page, exercise);
  } finally {
    await driven.close();
  }
}

async function verifyCell(driven: DrivenSection, page: RecordedSection, id: string): Promise<void> {
  const { cell, code } = page.cells.find((read) => read.cell.meta.id === id)!;
  const isTimed = cell.meta.timed === true;
  const mode = findModes(page.record ? [page.record] : [])[0] ?? "default";
  const record = page.record?.modes[mode]?.cells[id];
  const start = performance.now();
  const run = await driven.run(id);
  const compare = options.backend === "wasm" ? compareRun : comparePromises;
  const differences = record ? compare(record, run, code, isTimed) : [{ what: "record", expected: "one", got: "none" }];
  say(page, id, differences, performance.now() - start);
}

async function verifyExercise(
  driven: DrivenSection,
  page: RecordedSection,
  { id, solution, wrong }: Exercise,
): Promise<void> {
  const start = performance.now();
  const answers = [{ code: solution.code, wanted: "done" }, ...wrong.map(({ code }) => ({ code, wanted: "failed" }))];
  for (const [i, { code, wanted }] of answers.entries()) {
    const { state, error } = await driven.check(id, code);
    const got = `${state}${error ? ` (${error.name}: ${error.message})` : ""}`;
    // A wrong answer must be told so by the check, not by falling over.
    const right = state === wanted && (wanted === "done" || error?.name === "AssertionError");
    const name = i === 0 ? "solution" : `wrong answer ${i}`;
    say(
      page,
      `${id}, ${name}`,
      right ? [] : [{ what: "check", expected: wanted === "done" ? "accepted" : "rejected by an assert", got }],
      performance.now() - start,
    );
  }
}

function say({ section }: RecordedSection, cell: string, differences: Difference[], ms: number): void {
  if (differences.length === 0) passed++;
  else failed++;
  console.log(`${differences.length === 0 ? "ok  " : "FAIL"} ${section.file} ${cell} (${Math.round(ms)} ms)`);
  for (const { what, expected, got } of differences) console.log(`     ${what}: expected ${expected}, got ${got}`);
}
