// What the contests found, as rows of plain data and as the tables of BENCHMARKS.md.
import { median, toColumns, toFigure, toTable, type Figure } from "../table";
import type { Result } from "./contest";
import type { Library } from "./orders";
import { specs, type Backend, type ModelName } from "./specs";

/** One library at one model. Rates and counts are of a step. */
export interface Row {
  model: ModelName;
  title: string;
  details: string;
  library: Library;
  hasThreads: boolean;
  stepsPerSecond: number;
  /** The middle of the rounds' ratios of its time to ours. */
  timesOurs: number;
  dispatches: number;
  passes: number;
  uploads: number;
  uniforms: number;
  scriptMs: number;
  megabytes: number;
  /** Why it could not be measured. */
  refusal?: string;
}

const names: Record<Library, string> = { ours: "ours", stock: "stock tfjs", cpu: "tfjs on cpu", "jax-js": "jax-js" };

export const nameOf = ({ library, hasThreads }: Pick<Row, "library" | "hasThreads">): string =>
  hasThreads ? `${names[library]}, threads` : names[library];

export function toRow(model: ModelName, backend: Backend, result: Result): Row {
  const { library, hasThreads, stepMs, timesOurs, scriptMs, counts, peakBytes, refusal } = result;
  const { title, details, batch } = specs[model];
  const { dispatches, passes, uploads, uniforms } = counts;
  return {
    model,
    title,
    details: `${details}, batch ${batch[backend]}`,
    library,
    hasThreads,
    stepsPerSecond: refusal ? 0 : 1000 / median(stepMs),
    timesOurs: refusal ? 0 : timesOurs,
    dispatches,
    passes,
    uploads,
    uniforms,
    scriptMs: refusal ? 0 : scriptMs,
    megabytes: peakBytes / 1e6,
    ...(refusal && { refusal }),
  };
}

const toRate = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const toTimes = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ×`;
const toCount = (value: number): string => (value < 10 && value % 1 > 0.05 ? value.toFixed(1) : value.toFixed(0));
const toScript = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

export function toText(backend: Backend, rows: Row[]): string {
  const table = backend === "webgpu" ? toGpuTable(rows) : toWasmTable(rows);
  return [table, toModelList(rows), toTable(toTargets(backend, rows)), legends[backend]].join("\n\n");
}

function toWasmTable(rows: Row[]): string {
  const heads = ["model", "library", "steps/s", "time ÷ ours", "memory, MB"];
  return toColumns(
    heads,
    rows.map((row) => [...toHead(row), ...(row.refusal ? [] : [row.megabytes.toFixed(0)])]),
  );
}

function toGpuTable(rows: Row[]): string {
  const heads = ["model", "library", "steps/s", "time ÷ ours"];
  const counted = ["dispatches", "passes", "uploads", "uniforms", "JS, ms", "memory, MB"];
  return toColumns(
    [...heads, ...counted],
    rows.map((row) => [...toHead(row), ...(row.refusal ? [] : toAsked(row))]),
  );
}

const toHead = (row: Row): string[] => [
  row.library === "ours" ? row.title : "",
  nameOf(row),
  ...(row.refusal ? [`cannot: ${row.refusal}`] : [toRate(row.stepsPerSecond), toTimes(row.timesOurs)]),
];

const toAsked = (row: Row): string[] => [
  ...[row.dispatches, row.passes, row.uploads, row.uniforms].map(toCount),
  toScript(row.scriptMs),
  row.megabytes.toFixed(0),
];

/** What the models are made of. */
const toModelList = (rows: Row[]): string =>
  rows
    .filter(({ library }) => library === "ours")
    .map(({ title, details }) => `- ${title}: ${details}, Adam`)
    .join("\n");

/** Dispatches of a step at most; stock tfjs was counted 139, 222, 2187 and, of the GPT with 4 layers, 1344. */
const maxDispatches: Partial<Record<ModelName, number>> = { mlp: 25, cnn: 60, lstm: 200, gpt2: 170, gpt4: 170 };
/** JavaScript of a replayed step. */
const maxScriptMs = 1;
/** What older targets ask of wasm besides. */
const minTimes: Partial<Record<ModelName, [library: Library, times: number]>> = { cnn: ["cpu", 5], gpt2: ["stock", 4] };

function toTargets(backend: Backend, rows: Row[]): Figure[] {
  return rows
    .filter(({ library }) => library === "ours")
    .flatMap((ours) => {
      const others = rows.filter(({ model, refusal }) => model === ours.model && !refusal);
      return backend === "webgpu" ? [...toGpuTargets(ours), ...toAhead(ours, others)] : toAhead(ours, others);
    });
}

function toGpuTargets({ model, title, dispatches, scriptMs }: Row): Figure[] {
  const most = maxDispatches[model];
  return [
    ...(most ? [toFigure(`${title}, dispatches`, dispatches, ["≤", most], toCount)] : []),
    toFigure(`${title}, JS ms a step`, scriptMs, ["≤", maxScriptMs], toScript),
  ];
}

/** Ahead of jax-js on the same page, and what else is asked. */
function toAhead({ model, title }: Row, rows: Row[]): Figure[] {
  const wanted: [Library, number][] = [["jax-js", 1], ...(minTimes[model] ? [minTimes[model]] : [])];
  return wanted.flatMap(([library, times]) => {
    const row = rows.find((row) => row.library === library && !row.hasThreads);
    return row ? [toFigure(`${title}, ${names[library]} ÷ ours`, row.timesOurs, ["≥", times], toTimes)] : [];
  });
}

const common =
  "All begin with the same weights and are held to the same losses over six steps; turns of 0.4 s alternate, and what is " +
  "shown is the median of five rounds (of three where a step takes more than a second), of the ratios too. jax-js 0.1.25 is jitted: loss, gradients and Adam in one function.";

const legends: Record<Backend, string> = {
  wasm:
    `${common} The page is not cross-origin isolated, as the book's are not; "threads" are the same libraries on a page ` +
    "that is. Stock tfjs has the kernels added without which it trains no convolution and no embedding. Memory is what " +
    "wasm's memories have grown to.",
  webgpu:
    `${common} Uploads are writes of tensors and constants, uniforms those of a dispatch's settings; JS is the time until ` +
    "the call of a step comes back, its median; memory is the most that the device's buffers have held. Against PyTorch " +
    "(eager and `torch.compile`), and on a real GPU: not measured, no GPU was at hand; the same command measures on " +
    "whatever adapter the browser has.",
};
