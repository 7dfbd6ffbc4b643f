// `npm test`: every check and test, part after part, then one line `N passed, N failed`.
// Brings what the machine lacks first. Knows how to start each part and read its count; decides nothing else.
//   npm test                 everything
//   npm test -- unit e2e     only these parts
//   npm run test:full        the whole battery on webgl and webgpu too; leaves its counts in e2e/last-full-run.json
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { ensureBrowser } from "./browser.ts";

interface Count {
  passed: number;
  failed: number;
  /** Names and first words of what failed, where the part's report has them. */
  failures?: string[];
}

interface Part {
  name: string;
  /** What is promised, for the heading. */
  promise: string;
  run: () => Promise<Count>;
  /** It runs while the part before it does. */
  isBeside?: true;
}

const reports = ".cache/test";

const parts: Part[] = [
  { name: "check", promise: "formatted, linted, typed, every cell and id sound", run: () => lines("npm run check") },
  { name: "build", promise: "the book and the fixture book build", run: () => command("npm run build:tests") },
  {
    name: "unit",
    promise: "sentences about the parts",
    run: () => vitest("unit"),
  },
  {
    name: "harness",
    promise: "kernel and backends in a real browser, every way out of a cell tried",
    run: () => vitest("harness"),
  },
  {
    name: "e2e",
    promise: "readers' stories in a real browser",
    run: () => report("e2e", (file) => `PLAYWRIGHT_JSON_OUTPUT_NAME=${file} npx playwright test`),
  },
  {
    name: "pdf",
    promise: "a chapter prints in both languages, its characters in embedded fonts",
    run: () => lines("npm run pdf -- how-to-read --out .cache/pdf"),
  },
  { name: "verify", promise: "every number on a page came out of its cell", run: () => lines("npm run verify") },
  { name: "guide", promise: "CONTRIBUTING.md, followed in a clean clone", run: () => vitest("guide"), isBeside: true },
];

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  const isFull = args.includes("--full");
  const wanted = args.filter((arg) => arg !== "--full");
  if (isFull) process.env["BATTERY"] = "full";
  ensureBrowser();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const results: Awaited<ReturnType<typeof timed>>[] = [];
  for (const group of toGroups(chosen)) results.push(...(await Promise.all(group.map(timed))));
  console.log("\npart      passed  failed  seconds");
  for (const { name, count, seconds } of results) {
    console.log(`${name.padEnd(9)} ${cell(count.passed)}  ${cell(count.failed)}  ${seconds.toFixed(0).padStart(7)}`);
  }
  for (const { name, count } of results) for (const failure of count.failures ?? []) console.log(`${name}: ${failure}`);
  const passed = sum(results.map((result) => result.count.passed));
  const failed = sum(results.map((result) => result.count.failed));
  console.log(`\n${passed} passed, ${failed} failed`);
  if (isFull) keepFullRun(results);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function keepFullRun(results: { name: string; count: Count; seconds: number }[]): void {
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).stdout.trim();
  const date = new Date().toISOString().slice(0, 10);
  const run = { date, commit, parts: results.map(({ name, count }) => ({ name, ...count })) };
  writeFileSync("e2e/last-full-run.json", `${JSON.stringify(run, null, 2)}\n`);
}

/** In order; those of a group at the same time. */
function toGroups(chosen: Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of chosen) {
    if (part.isBeside && groups.length > 0) groups.at(-1)!.push(part);
    else groups.push([part]);
  }
  return groups;
}

async function timed(part: Part): Promise<{ name: string; count: Count; seconds: number }> {
  console.log(`\n== ${part.name}: ${part.promise}`);
  const start = performance.now();
  const count = await part.run();
  return { name: part.name, count, seconds: (performance.now() - start) / 1000 };
}

function vitest(project: string): Promise<Count> {
  return report(
    project,
    (file) => `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile=${file}`,
  );
}

/** A part that is one promise: its exit status. */
async function command(line: string): Promise<Count> {
  return (await shell(line)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A part of ours that ends in `N passed, N failed`. */
async function lines(line: string): Promise<Count> {
  const { status, output } = await shellOutput(line);
  const found = /^(\d+) passed, (\d+) failed$/m.exec(output);
  if (!found) return { passed: 0, failed: 1 };
  const failures = output.split("\n").filter((line) => line.startsWith("FAIL"));
  const count = { passed: Number(found[1]), failed: Number(found[2]), failures };
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** A part whose runner writes a JSON report (vitest or playwright). */
async function report(name: string, line: (file: string) => string): Promise<Count> {
  const file = `${reports}/${name}.json`;
  const status = await shell(line(file));
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const count = readCount(JSON.parse(readFileSync(file, "utf8")));
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; message?: string; assertionResults: VitestResult[] }[];
}

interface VitestResult {
  status: string;
  fullName: string;
  failureMessages: string[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  suites: PlaywrightSuite[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { title: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[];
}

function readCount(json: VitestReport | PlaywrightReport): Count {
  if ("stats" in json) {
    const { expected, flaky, unexpected } = json.stats;
    return { passed: expected + flaky, failed: unexpected, failures: json.suites.flatMap(findBroken) };
  }
  const failures = json.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && message) return [toFailure(name, message)];
    return failed.map(({ fullName, failureMessages }) => toFailure(fullName, failureMessages[0]));
  });
  return { passed: json.numPassedTests, failed: json.numFailedTests, failures };
}

function findBroken({ suites = [], specs }: PlaywrightSuite): string[] {
  const broken = specs
    .filter(({ ok }) => !ok)
    .map(({ title, tests }) => toFailure(title, tests[0]?.results.at(-1)?.error?.message));
  return [...broken, ...suites.flatMap(findBroken)];
}

function toFailure(name: string, message = ""): string {
  return `${name}\n  ${message.split("\n").slice(0, 6).join("\n  ")}`;
}

async function shell(line: string): Promise<number> {
  const [status] = (await once(spawn("bash", ["-c", line], { stdio: "inherit" }), "close")) as [number | null];
  return status ?? 1;
}

async function shellOutput(line: string): Promise<{ status: number; output: string }> {
  const file = `${reports}/lines.log`;
  const status = await shell(`set -o pipefail; ${line} 2>&1 | tee ${file}`);
  return { status, output: readFileSync(file, "utf8") };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function cell(number: number): string {
  return String(number).padStart(6);
}
