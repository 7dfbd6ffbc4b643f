// `npm test`: every check and test, part after part, then one line `N passed, N failed`.
// Brings what the machine lacks first. Knows how to start each part and read its count; decides nothing else.
//   npm test                 everything
//   npm test -- unit e2e     only these parts
//   npm run test:full        the whole battery on webgl and webgpu too; leaves its counts in e2e/last-full-run.json
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { ensureBrowser } from "./browser.ts";

interface Count {
  passed: number;
  failed: number;
}

interface Part {
  name: string;
  /** What is promised, for the heading. */
  promise: string;
  run: () => Count;
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
  { name: "verify", promise: "every number on a page came out of its cell", run: () => lines("npm run verify") },
  { name: "guide", promise: "CONTRIBUTING.md, followed in a clean clone", run: () => vitest("guide") },
];

main(process.argv.slice(2));

function main(args: string[]): void {
  const isFull = args.includes("--full");
  const wanted = args.filter((arg) => arg !== "--full");
  if (isFull) process.env["BATTERY"] = "full";
  ensureBrowser();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const results = chosen.map(timed);
  console.log("\npart      passed  failed  seconds");
  for (const { name, count, seconds } of results) {
    console.log(`${name.padEnd(9)} ${cell(count.passed)}  ${cell(count.failed)}  ${seconds.toFixed(0).padStart(7)}`);
  }
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

function timed(part: Part): { name: string; count: Count; seconds: number } {
  console.log(`\n== ${part.name}: ${part.promise}`);
  const start = performance.now();
  const count = part.run();
  return { name: part.name, count, seconds: (performance.now() - start) / 1000 };
}

function vitest(project: string): Count {
  return report(
    project,
    (file) => `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile=${file}`,
  );
}

/** A part that is one promise: its exit status. */
function command(line: string): Count {
  return shell(line) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A part of ours that ends in `N passed, N failed`. */
function lines(line: string): Count {
  const { status, output } = shellOutput(line);
  const found = /^(\d+) passed, (\d+) failed$/m.exec(output);
  if (!found) return { passed: 0, failed: 1 };
  const count = { passed: Number(found[1]), failed: Number(found[2]) };
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** A part whose runner writes a JSON report (vitest or playwright). */
function report(name: string, line: (file: string) => string): Count {
  const file = `${reports}/${name}.json`;
  const status = shell(line(file));
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const count = readCount(JSON.parse(readFileSync(file, "utf8")));
  return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number };
}

function readCount(json: Report): Count {
  if (json.stats) return { passed: json.stats.expected + json.stats.flaky, failed: json.stats.unexpected };
  return { passed: json.numPassedTests ?? 0, failed: json.numFailedTests ?? 0 };
}

function shell(line: string): number {
  return spawnSync("bash", ["-c", line], { stdio: "inherit" }).status ?? 1;
}

function shellOutput(line: string): { status: number; output: string } {
  const file = `${reports}/lines.log`;
  const status = shell(`set -o pipefail; ${line} 2>&1 | tee ${file}`);
  return { status, output: readFileSync(file, "utf8") };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function cell(number: number): string {
  return String(number).padStart(6);
}
