// A tensor as an output: its leading numbers, their spread, and its text, nested in brackets by dimension.
// Reads with the asynchronous data(): dataSync loses the device on some WebGPU adapters (tfjs 4.22).
import { formatNumber, formatShape } from "./format";
import type { TensorLike } from "./format";
import type { Output } from "./output";

const maxValues = 4096;
/** A dimension longer than this shows its first and last entries. */
const maxShown = 10;
const edge = 4;

/** The part of tf.Tensor that showing needs. */
export interface ReadableTensor extends TensorLike {
  clone(): ReadableTensor;
  data(): Promise<ArrayLike<number | string>>;
  dispose(): void;
}

type Values = ArrayLike<number | string>;

/** Reads the tensor and describes it. The copy it reads may outlive the tensor, which the cell may dispose. */
export async function readTensorOutput(copy: ReadableTensor): Promise<Output> {
  const values = await copy.data();
  const { dtype, shape } = copy;
  copy.dispose();
  const text = formatTensor(values, shape, dtype);
  if (dtype === "string" || dtype === "complex64") return { kind: "text", source: "value", text };
  const numbers = values as ArrayLike<number>;
  const leading = Array.from({ length: Math.min(numbers.length, maxValues) }, (_, i) => Number(numbers[i]));
  return { kind: "tensor", text, dtype, shape, values: leading, ...findSpread(numbers) };
}

/** A scalar is its number; anything else has a line with dtype and shape, then its entries. */
export function formatTensor(values: Values, shape: number[], dtype: string): string {
  const formatEntry = (at: number): string => formatTensorValue(values, at, dtype);
  if (shape.length === 0) return formatEntry(0);
  const head = `${dtype} ${formatShape(shape)}`;
  if (values.length === 0) return head;
  const width = findWidth(shape, formatEntry);
  return `${head}\n${formatDimension(shape, 0, 0, (at) => formatEntry(at).padStart(width))}`;
}

function formatTensorValue(values: Values, at: number, dtype: string): string {
  if (dtype === "complex64") return `${formatFloat(values, 2 * at)} + ${formatFloat(values, 2 * at + 1)}i`;
  if (dtype === "string") return JSON.stringify(values[at]);
  if (dtype === "bool") return values[at] ? "true" : "false";
  return formatFloat(values, at);
}

function formatFloat(values: Values, at: number): string {
  return formatNumber(Number(values[at]), true);
}

function formatDimension(
  shape: number[],
  dimension: number,
  start: number,
  formatEntry: (at: number) => string,
): string {
  if (dimension === shape.length) return formatEntry(start);
  const stride = shape.slice(dimension + 1).reduce((a, b) => a * b, 1);
  const isLast = dimension === shape.length - 1;
  const parts = shownIndices(shape[dimension] ?? 0).map((index) =>
    index < 0 ? "…" : formatDimension(shape, dimension + 1, start + index * stride, formatEntry),
  );
  return `[${parts.join(isLast ? ", " : `,\n${" ".repeat(dimension + 1)}`)}]`;
}

/** All indices, or the first and last few with −1 for the gap. */
function shownIndices(length: number): number[] {
  const all = Array.from({ length: Math.min(length, maxShown) }, (_, i) => i);
  if (length <= maxShown) return all;
  return [...all.slice(0, edge), -1, ...all.slice(0, edge).map((i) => length - edge + i)];
}

/** The width of the widest entry that is shown, so that columns stand under each other. */
function findWidth(shape: number[], formatEntry: (at: number) => string): number {
  let widest = 0;
  formatDimension(shape, 0, 0, (at) => {
    widest = Math.max(widest, formatEntry(at).length);
    return "";
  });
  return widest;
}

/** Of the finite values, and how many are not. */
function findSpread(values: ArrayLike<number>): Partial<Record<"min" | "max" | "mean" | "notFinite", number>> {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count++;
  }
  const notFinite = values.length - count;
  return { ...(count > 0 && { min, max, mean: sum / count }), ...(notFinite > 0 && { notFinite }) };
}
