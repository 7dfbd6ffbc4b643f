// `npm run battery -- [--backend cpu|wasm|webgl|webgpu] [--stock]`: runs the whole battery of src/backend on one backend
// (cpu and wasm in Node, the others in Chromium), corrected or as tfjs has it, prints what fails and keeps it in
// .cache/battery; with --only, cases whose names match, the others as they were kept. After both runs of all four, `npm run battery -- --write` makes the tables of src/backend/README.md.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { putSection } from "./bench/report";
import { openHarness } from "../e2e/backend/harness";
import { registerCorrections } from "../src/backend";
import { battery, refusals } from "../src/backend/battery";
import { faults } from "../src/backend/battery/faults";
import { check, checkRefusal } from "../src/backend/battery/run";
import type { BackendName } from "../src/backend/battery/case";

/** What was wrong with each case and refusal that the backend takes: empty where nothing was. */
type Found = Record<string, string[]>;

/** Runs a case or a refusal. */
type Run = (name: string, isRefusal: boolean) => Promise<string[]>;

const backends = ["cpu", "wasm", "webgl", "webgpu"] as const;
const { values: options } = parseArgs({
  options: {
    backend: { type: "string", default: "cpu" },
    stock: { type: "boolean", default: false },
    from: { type: "string", default: "0" },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
  },
});

/** What stock tfjs says when a case has ended the backend, and every later one would fail with it. */
const endOfBackend = /Aborted|memory access out of bounds|device (?:was|is) lost|not yet been initialized/;

if (options.write) writeTables();
else await runBackend(options.backend as BackendName, !options.stock);

async function runBackend(backend: BackendName, isCorrected: boolean): Promise<void> {
  const isInNode = backend === "cpu" || backend === "wasm";
  const { run, close } = isInNode ? await openNode(backend, isCorrected) : await openPage(backend, isCorrected);
  const from = Number(options.from);
  const only = new RegExp(options.only);
  const found: Found =
    from > 0 || options.only ? (JSON.parse(readFileSync(fileOf(backend, isCorrected), "utf8")) as Found) : {};
  const entries = [
    ...battery.map((one) => ({ ...one, isRefusal: false })),
    ...refusals.map((one) => ({ ...one, isRefusal: true })),
  ];
  let at = from;
  for (let isAlive = true; at < entries.length && isAlive; at++) {
    const { name, except, isRefusal } = entries[at]!;
    if (except?.[backend] || !only.test(name)) continue;
    const wrong = (found[name] = await run(name, isRefusal));
    isAlive = !endOfBackend.test(wrong.join());
    if (wrong.length > 0) console.log(`${name}: ${wrong.join("; ")}`);
  }
  await close();
  mkdirSync(".cache/battery", { recursive: true });
  writeFileSync(fileOf(backend, isCorrected), JSON.stringify(found, null, 1));
  if (at < entries.length) return goOn(at);
  console.log(`${backend}, ${isCorrected ? "corrected" : "stock"}: ${countFailed(found)} of ${count(found)} fail`);
}

/** In a process of its own, with a backend that works. */
function goOn(from: number): void {
  const rest = process.argv.slice(2).filter((arg, i, all) => arg !== "--from" && all[i - 1] !== "--from");
  spawnSync("npx", ["tsx", "scripts/battery.ts", ...rest, "--from", String(from)], { stdio: "inherit" });
}

type Opened = { run: Run; close: () => Promise<void> };

async function openNode(backend: "cpu" | "wasm", isCorrected: boolean): Promise<Opened> {
  setWasmPaths(new URL("../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);
  await tf.setBackend(backend);
  if (isCorrected) await registerCorrections(tf, backend);
  const run: Run = (name, isRefusal) =>
    isRefusal
      ? checkRefusal(
          tf,
          refusals.find((entry) => entry.name === name)!,
        )
      : check(
          tf,
          backend,
          battery.find((entry) => entry.name === name)!,
        );
  return { run, close: async () => {} };
}

async function openPage(backend: "webgl" | "webgpu", isCorrected: boolean): Promise<Opened> {
  const { page, close } = await openHarness();
  const opened = await page.evaluate(([name, corrected]) => window.backend.open(name, corrected), [
    backend,
    isCorrected,
  ] as const);
  if (!opened) throw new Error(`${backend} does not start in this Chromium`);
  const run: Run = (name, isRefusal) =>
    page.evaluate(([one, refuse]) => (refuse ? window.backend.refuse(one) : window.backend.run(one)), [
      name,
      isRefusal,
    ] as const);
  return { run, close };
}

function fileOf(backend: BackendName, isCorrected: boolean): string {
  return `.cache/battery/${backend}-${isCorrected ? "corrected" : "stock"}.json`;
}

function count(found: Found): number {
  return Object.keys(found).length;
}

function countFailed(found: Found): number {
  return Object.values(found).filter((wrong) => wrong.length > 0).length;
}

interface Both {
  stock: Found;
  corrected: Found;
}

function readBoth(backend: BackendName): Both {
  const [stock, corrected] = [false, true].map((isCorrected) => {
    const file = fileOf(backend, isCorrected);
    if (!existsSync(file)) throw new Error(`${file} is missing: npm run battery -- --backend ${backend}`);
    const found = JSON.parse(readFileSync(file, "utf8")) as Found;
    const taken = [...battery, ...refusals].filter(({ except }) => !except?.[backend]);
    return Object.fromEntries(taken.flatMap(({ name }) => (found[name] ? [[name, found[name]]] : [])));
  }) as [Found, Found];
  return { stock, corrected };
}

function writeTables(): void {
  const file = "src/backend/README.md";
  const runs = Object.fromEntries(backends.map((backend) => [backend, readBoth(backend)])) as Record<BackendName, Both>;
  const date = new Date().toISOString().slice(0, 10);
  const head = `Written by \`npm run battery -- --write\`, ${date}: ${battery.length} cases and ${refusals.length} refusals. A case is left out on a backend only with its reason beside it.`;
  const counts = ["| backend | taken | stock tfjs fails | corrected fails |", "| --- | --- | --- | --- |"];
  for (const [backend, { stock, corrected }] of Object.entries(runs))
    counts.push(`| ${backend} | ${count(corrected)} | ${countFailed(stock)} | ${countFailed(corrected)} |`);
  const known =
    "Known faults, and the cases that fail on stock tfjs and pass with the corrections, on each backend named:";
  const body = [head, counts.join("\n"), known, toFaultTable(runs)].join("\n\n");
  writeFileSync(file, putSection(readFileSync(file, "utf8"), "Counts of the battery", body));
  console.log(`Written to ${file}`);
}

/** Throws where a case does not tell stock from corrected: the table would not be true. */
function toFaultTable(runs: Record<BackendName, Both>): string {
  const notRun: string[] = [];
  const rows = faults.map(({ what, backends: where, cases }) => {
    for (const backend of where)
      for (const name of cases) {
        const { stock, corrected } = runs[backend];
        if (!stock[name] || !corrected[name]) {
          notRun.push(`"${name}" on ${backend}`);
          continue;
        }
        if (stock[name].length === 0) throw new Error(`stock tfjs passes "${name}" on ${backend}`);
        if (corrected[name].length > 0) throw new Error(`"${name}" fails on ${backend}: ${corrected[name].join("; ")}`);
      }
    return `| ${what} | ${where.length === 4 ? "all" : where.join(", ")} | ${cases.join("; ")} |`;
  });
  const rest = notRun.length > 0 ? ["", `Not run yet: ${notRun.join(", ")}.`] : [];
  return ["| fault | backends | cases |", "| --- | --- | --- |", ...rows, ...rest].join("\n");
}
