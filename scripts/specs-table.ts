// What came of the spec files, as src/backend/specs.md and a section of BENCHMARKS.md: how many pass on tfjs as it is and
// with our corrections, and why the rest does not.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { putSection } from "./bench/report";
import type { Found, SpecBackend } from "../e2e/specs/found";

interface Reason {
  why: string;
  isIt(one: Found): boolean;
}

const says = (words: RegExp) => (one: Found) => words.test(one.words.join("\n"));

/** The first that fits. */
const reasons: Reason[] = [
  { why: "complex numbers and FFT: refused, with the backend to take", isIt: says(/Complex|complex numbers/) },
  { why: "another kernel that the backend has not: refused, likewise", isIt: says(/cannot compute|not registered/) },
  { why: "tensors of strings: refused", isIt: ({ name, words }) => /string/i.test(name + words.join()) },
  { why: "channels first (NCHW): refused", isIt: says(/NCHW|channelsFirst/) },
  { why: "fused operations with a bias of other rank than 1: refused", isIt: says(/only supports rank-1 bias/) },
  { why: "a derivative that is known now, where the spec wants none", isIt: fixedName(/missing grads|dilations > 1/) },
  { why: "a wrong derivative of tfjs that the spec holds fast", isIt: fixedName(/p=explicit|mirrorPad grad/) },
  { why: "shapes or places that do not fit: refused, or no number, where the spec wants some", isIt: misfit },
  { why: "refused, in other words than the spec's", isIt: says(/with a message matching|with message|rejected with/) },
  { why: "not refused", isIt: says(/Expected function to throw an Error/) },
  { why: "canvas, video, or a server: not there in this run", isIt: ({ file }) => /draw|pixels|io\//.test(file) },
  { why: "the device was lost under an earlier spec", isIt: says(/not yet been initialized|lost/) },
  { why: "NaN, which WGSL leaves open", isIt: nanLost },
  {
    why: "digits: sin and cos of SwiftShader, exp of 10, erf",
    isIt: ({ file }) => /ops\/(cos|sin|exp|tan|erf)/.test(file),
  },
  { why: "other numbers", isIt: () => true },
];

function fixedName(name: RegExp): Reason["isIt"] {
  return (one) => name.test(one.name);
}

function misfit({ words, name }: Found): boolean {
  const text = words.join("\n");
  const isRefused = /^Error: (GatherV2|conv2dTranspose to|maxPool: with a padding|avgPool: with a padding)/.test(text);
  return isRefused || /fills with zero|p=1 fractional outputs default/.test(name);
}

function nanLost({ words }: Found): boolean {
  return /expected\[\d+\] = NaN|Expected: .*NaN/s.test(words.join("\n"));
}

/** `.cache/specs/<backend>-<stock|corrected>.json`, as scripts/specs.ts left it. */
function readFound(backend: SpecBackend, kind: "stock" | "corrected"): Found[] | undefined {
  const file = `.cache/specs/${backend}-${kind}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Found[]) : undefined;
}

const isFailed = ({ status }: Found): boolean => status === "failed";
const isPassed = ({ status }: Found): boolean => status === "passed";
const nameOf = ({ file, name }: Found): string => `${file}: ${name}`;

export function writeTables(browser: string): void {
  const runs = (["wasm", "webgpu"] as const).flatMap((backend) => {
    const [stock, corrected] = [readFound(backend, "stock"), readFound(backend, "corrected")];
    return stock && corrected ? [{ backend, stock, corrected }] : [];
  });
  const date = new Date().toISOString().slice(0, 10);
  const counts = [
    "| backend | specs | stock tfjs passes | corrected passes | passed before, not now |",
    "| --- | --- | --- | --- | --- |",
    ...runs.map(({ backend, stock, corrected }) => {
      const lost = findLost(stock, corrected).length;
      const total = corrected.filter((one) => isPassed(one) || isFailed(one)).length;
      return `| ${backend} | ${total} | ${stock.filter(isPassed).length} | ${corrected.filter(isPassed).length} | ${lost} |`;
    }),
  ].join("\n");
  const where = `${date}; ${browser}, headless; webgpu by software (SwiftShader).`;
  const rest = runs.map(({ backend, stock, corrected }) => restOf(backend, stock, corrected)).join("\n\n");
  const head = "# The spec files of tfjs-core 4.22.0\n\nWritten by `npm run specs -- --write`. " + where;
  writeFileSync("src/backend/specs.md", `${head}\n\n${counts}\n\n${rest}\n`);
  const section = `${where} Why the rest does not pass: \`src/backend/specs.md\`.\n\n${counts}`;
  const text = readFileSync("BENCHMARKS.md", "utf8");
  writeFileSync("BENCHMARKS.md", putSection(text, "tfjs-core's spec files", section));
}

function findLost(stock: Found[], corrected: Found[]): Found[] {
  const before = new Set(stock.filter(isPassed).map(nameOf));
  return corrected.filter((one) => isFailed(one) && before.has(nameOf(one)));
}

function restOf(backend: SpecBackend, stock: Found[], corrected: Found[]): string {
  const failed = corrected.filter(isFailed);
  const lost = new Set(findLost(stock, corrected).map(nameOf));
  const groups = reasons.map(({ why }) => {
    const members = failed.filter((one) => reasons.find(({ isIt }) => isIt(one))!.why === why);
    const files = [...new Set(members.map(({ file }) => file.replace(/^ops\//, "")))];
    return { why, members, files };
  });
  const rows = groups
    .filter(({ members }) => members.length > 0)
    .map(({ why, members, files }) => `| ${why} | ${members.length} | ${files.join(", ")} |`);
  const named = failed.filter((one) => lost.has(nameOf(one))).map((one) => `- ${nameOf(one).replaceAll("\n", " ")}`);
  const table = ["| why | specs | files |", "| --- | --- | --- |", ...rows].join("\n");
  return `## ${backend}: why ${failed.length} do not pass\n\n${table}\n\nPassed on stock tfjs and not now:\n\n${named.join("\n")}`;
}
