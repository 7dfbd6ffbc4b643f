// Stands in for the page where a section runs in Node or Deno: what a cell shows becomes lines of text.
// Exported files carry this module's text among those of the book, where it is "book/terminal".
import type * as Tf from "@tensorflow/tfjs";
import type { FigureSpec } from "../book/figure-spec";
import { setHost, type FigureHandle } from "../book/host";

/** The latest row of a growing curve, and progress, are printed at most this often. */
const printEveryMs = 1000;
/** A program of many short steps lets timers in this often. */
const turnEveryMs = 16;

export interface TerminalSpec {
  /** Address of the folder of data files. */
  data: string;
  language: "zh" | "en";
}

/** Before anything of the book runs. */
export function startTerminal({ data, language }: TerminalSpec): void {
  let lastTurn = 0;
  setHost({
    display: (value) => void show(value),
    figure: showFigure,
    progress: pace((label: string, done: number, total: number) => console.log(`${label} ${done} / ${total}`)),
    control: (_spec, initial) => initial,
    due: () => performance.now() - lastTurn > turnEveryMs,
    turn: async () => {
      await new Promise((done) => setTimeout(done));
      lastTurn = performance.now();
    },
    fetchData: (path) => fetchData(new URL(path, data)),
    language,
  });
}

/** Prints what a cell ends with: tables as tables, tensors with their numbers, pictures as their description. */
export async function show(value: unknown): Promise<void> {
  if (value === undefined || isFigureHandle(value)) return;
  if (isTable(value)) return console.table(value);
  if (isTensor(value)) return console.log(`${value.dtype} (${value.shape.join(", ")})`, await value.data());
  console.log(isPicture(value) ? value.text : value);
}

/** The plain CPU, or the backend that the command line names: `--backend=wasm`. */
export async function openBackend(tf: typeof Tf): Promise<void> {
  const { process } = globalThis as { process?: { argv: string[] } };
  const name = process?.argv.find((one) => one.startsWith("--backend="))?.slice("--backend=".length) ?? "cpu";
  if (name === "wasm") await import("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend(name))) throw new Error(`backend ${name} did not start`);
}

function showFigure({ title, alt, data }: FigureSpec): FigureHandle {
  console.log(["[figure]", title, alt].filter(Boolean).join(" "));
  const print = pace((row: Record<string, number | string>) => console.log(row));
  return {
    add: (row) => {
      for (const [name, value] of Object.entries(row)) (data[name] as (number | string)[] | undefined)?.push(value);
      print(row);
    },
  };
}

/** Calls at most once in a while; the first call waits too, so that short runs stay quiet. */
function pace<T extends unknown[]>(act: (...values: T) => void): (...values: T) => void {
  let last = performance.now();
  return (...values) => {
    if (performance.now() - last < printEveryMs) return;
    last = performance.now();
    act(...values);
  };
}

async function fetchData(address: URL): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href}: ${response.status}`);
  return response.arrayBuffer();
}

function isTable(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => typeof row === "object" && row !== null && Object.getPrototypeOf(row) === Object.prototype)
  );
}

function isTensor(value: unknown): value is Tf.Tensor {
  return typeof value === "object" && value !== null && "dataId" in value && "shape" in value;
}

function isFigureHandle(value: unknown): boolean {
  return typeof value === "object" && value !== null && "add" in value && Object.keys(value).length === 1;
}

function isPicture(value: unknown): value is { text: string } {
  return typeof value === "object" && value !== null && "text" in value && "width" in value && "data" in value;
}
