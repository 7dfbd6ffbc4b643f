// A cell's top-level values as text, for <Value of> and for records.
import { formatValue, isTensor } from "./format";
import type { ReadableTensor } from "./tensor-output";
import type { RecordedValue } from "./protocol";

const maxText = 2000;

/** All values of a cell. A tensor with one entry is read and is that number. */
export async function recordValues(values: Map<string, unknown>): Promise<Record<string, RecordedValue>> {
  const entries = [...values].map(async ([name, value]) => [name, await recordValue(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function recordValue(value: unknown): Promise<RecordedValue> {
  const plain = await toPlain(value);
  const text = formatValue(plain).slice(0, maxText);
  return typeof plain === "number" && Number.isFinite(plain) ? { text, number: plain } : { text };
}

async function toPlain(value: unknown): Promise<unknown> {
  const isScalar =
    isTensor(value) && value.size === 1 && "data" in value && !(value as { isDisposed?: boolean }).isDisposed;
  return isScalar ? (await (value as unknown as ReadableTensor).data())[0] : value;
}
