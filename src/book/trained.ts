// Networks that the book has trained beforehand, so that a reader can sample at once and train on: safetensors of
// 16-bit numbers, with how they were made in its header. `npm run checkpoints` makes them.
import * as tf from "@tensorflow/tfjs";
import { loadData } from "./data-sets";
import { fromHalf, toHalf } from "./half";
import type { Params } from "./mlp";

/** How a network was made. */
export interface TrainingRecord {
  /** "wasm, Node 24, one thread" */
  device: string;
  /** ISO 8601 */
  date: string;
  seed: number;
  steps: number;
  seconds: number;
  /** In words: optimizer, rate, schedule, what else. */
  recipe: string;
  /** The loss of a batch every `every` steps. */
  losses: { every: number; values: number[] };
  /** The loss on the validation set at some steps. */
  validation: { step: number; loss: number }[];
}

export interface Trained {
  params: Params;
  record: TrainingRecord;
}

/** A tensor off the device. */
export type HalfTensors = Record<string, { shape: number[]; values: ArrayLike<number> }>;

export async function loadTrained(name: "tang" | "austen"): Promise<Trained> {
  return readTrained(await loadData(name === "tang" ? "gpt-tang" : "gpt-austen"));
}

type Header = Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;

/** The file: eight bytes with the length of the header, the header as JSON, then one tensor after the other. */
export function writeTrained(tensors: HalfTensors, record: TrainingRecord): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { record: JSON.stringify(record) } };
  const entries = Object.entries(tensors);
  let end = 0;
  for (const [name, { shape, values }] of entries)
    header[name] = { dtype: "F16", shape, data_offsets: [end, (end += 2 * values.length)] };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padding = -json.length & 7;
  const bytes = new Uint8Array(8 + json.length + padding + end).fill(0x20, 8);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(json.length + padding), true);
  bytes.set(json, 8);
  let at = 8 + json.length + padding;
  for (const [, { values }] of entries)
    for (let i = 0; i < values.length; i++, at += 2) view.setUint16(at, toHalf(values[i]!), true);
  return bytes;
}

/** Its parameters as tensors of float32. Throws RangeError for a tensor that is not of 16-bit numbers. */
export function readTrained(bytes: Uint8Array): Trained {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const { __metadata__, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as {
    __metadata__: { record: string };
  } & Header;
  const params: Params = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header as Header)) {
    if (dtype !== "F16") throw new RangeError(`readTrained: ${name} is ${dtype}, not F16`);
    const [from, to] = data_offsets;
    const values = Float32Array.from({ length: (to - from) / 2 }, (_, i) =>
      fromHalf(view.getUint16(start + from + 2 * i, true)),
    );
    params[name] = tf.tensor(values, shape);
  }
  return { params, record: JSON.parse(__metadata__.record) as TrainingRecord };
}
