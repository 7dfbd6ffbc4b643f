// `npm run specs -- [--backend wasm|webgpu] [--stock] [ops/abs ops/add …]`: runs the spec files that tfjs-core 4.22
// publishes against a backend in Chromium, corrected unless --stock. All of them leave what was found in .cache/specs;
// after both runs of both backends `npm run specs -- --write` makes the tables of src/backend/specs.md.
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { launchChromium } from "./browser";
import { writeTables } from "./specs-table";
import { openHarness } from "../e2e/backend/harness";
import type { Found, SpecBackend } from "../e2e/specs/found";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    backend: { type: "string", default: "wasm" },
    stock: { type: "boolean", default: false },
    slice: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const dist = "node_modules/@tensorflow/tfjs-core/dist/";
const perPage = 24;
const backend = options.backend as SpecBackend;

const all = globSync(`${dist}**/*_test.js`)
  .map((file) => file.slice(dist.length, -"_test.js".length))
  .sort();
const [part, parts] = (options.slice ?? "1/1").split("/").map(Number) as [number, number];
const files =
  positionals.length > 0 ? positionals : all.filter((_, i) => Math.floor((i * parts) / all.length) === part - 1);
const kept = `.cache/specs/${backend}-${options.stock ? "stock" : "corrected"}${positionals.length > 0 ? "-some" : ""}.json`;

const found: Found[] = [];
if (options.write) {
  const browser = await launchChromium();
  writeTables(`Chromium ${browser.version()}`);
  await browser.close();
  process.exit();
}
for (let from = 0; from < files.length; from += perPage)
  found.push(...(await runAgainIfLost(files.slice(from, from + perPage))));
keep();

/** A lost device takes the next files with it: they get a page of their own. */
async function runAgainIfLost(names: string[]): Promise<Found[]> {
  const results = await runSlice(names);
  const isLost = ({ words }: Found) => words.some((text) => text.includes("not yet been initialized"));
  const again = [...new Set(results.filter(isLost).map(({ file }) => file))];
  if (again.length === 0 || again.length === names.length) return results;
  return [...results.filter(({ file }) => !again.includes(file)), ...(await runSlice(again))];
}

async function runSlice(names: string[]): Promise<Found[]> {
  const start = performance.now();
  const harness = await openHarness(new URL("../e2e/specs/page", import.meta.url), "specs");
  harness.page.on("pageerror", (error) => console.log("page:", String(error).slice(0, 200)));
  try {
    const results = await harness.page.evaluate(
      ([name, isCorrected, list]) => window.specs.run(name, isCorrected, list),
      [backend, !options.stock, names] as const,
    );
    const count = (status: string) => results.filter((one) => one.status === status).length;
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`${names[0]} … ${names.at(-1)}: ${count("passed")} passed, ${count("failed")} failed, ${seconds} s`);
    return results;
  } finally {
    await harness.close();
  }
}

/** What a slice found takes the place of what the same files gave before. */
function keep(): void {
  mkdirSync(".cache/specs", { recursive: true });
  let before: Found[] = [];
  try {
    before = JSON.parse(readFileSync(kept, "utf8")) as Found[];
  } catch {
    // the first run
  }
  const now = [...before.filter(({ file }) => !files.includes(file)), ...found];
  writeFileSync(kept, JSON.stringify(now, null, 1));
  console.log(`${now.filter(({ status }) => status === "passed").length} of ${now.length} passed; kept in ${kept}`);
}
