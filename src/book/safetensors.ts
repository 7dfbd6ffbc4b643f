// Weights as a file that other tools read: safetensors, https://github.com/huggingface/safetensors#format
// Eight bytes with the length of the header, the header as JSON, then the numbers of one tensor after the other.
import * as tf from "@tensorflow/tfjs";

interface Entry {
  dtype: string;
  shape: number[];
  /** From and to, in bytes behind the header. */
  data_offsets: [number, number];
}

const dtypes: Record<string, string> = { float32: "F32", int32: "I32", bool: "BOOL" };

/** The tensors that these values hold, by path: `{ net: { params: { W1 } } }` gives "net.W1"; where one value holds
 *  them all, "W1". Layers models give their weights by name. */
export function findTensors(values: Record<string, unknown>): Record<string, tf.Tensor> {
  const holders = Object.entries(values).map(([name, value]) => ({ name, tensors: findIn(value) }));
  const full = holders.filter(({ tensors }) => tensors.length > 0);
  const isAlone = full.length === 1 && full[0]!.tensors.every(([path]) => path !== "");
  return Object.fromEntries(
    full.flatMap(({ name, tensors }) =>
      tensors.map(([path, tensor]) => [[isAlone ? "" : name, path].filter(Boolean).join("."), tensor]),
    ),
  );
}

/** The file. Throws RangeError for a tensor whose type safetensors does not know. */
export async function toSafetensors(tensors: Record<string, tf.Tensor>): Promise<Uint8Array<ArrayBuffer>> {
  const header: Record<string, Entry> = {};
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const bytes = await readBytes(name, tensor);
    header[name] = {
      dtype: dtypes[tensor.dtype]!,
      shape: tensor.shape,
      data_offsets: [length, (length += bytes.length)],
    };
    parts.push(bytes);
  }
  return join([...toHeader(header), ...parts]);
}

const maxDepth = 3;

function findIn(value: unknown, depth = 0): [path: string, tensor: tf.Tensor][] {
  if (value instanceof tf.Tensor) return value.isDisposed ? [] : [["", value]];
  if (value instanceof tf.LayersModel) return value.weights.map((weight) => [weight.name, weight.read()]);
  if (depth === maxDepth || typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    findIn(inner, depth + 1).map(([path, tensor]): [string, tf.Tensor] => [
      [name === "params" ? "" : name, path].filter(Boolean).join("."),
      tensor,
    ]),
  );
}

async function readBytes(name: string, tensor: tf.Tensor): Promise<Uint8Array> {
  if (!dtypes[tensor.dtype]) throw new RangeError(`${name} is ${tensor.dtype}, which safetensors does not know`);
  const { buffer, byteOffset, byteLength } = await tensor.data();
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Spaces behind the JSON put the numbers at a multiple of eight. */
function toHeader(header: Record<string, Entry>): Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padding = new Uint8Array(-json.length & 7).fill(0x20);
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(json.length + padding.length), true);
  return [size, json, padding];
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
