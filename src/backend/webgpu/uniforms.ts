// The numbers that a shader is told besides its tensors. The same numbers come at every step of a training, so what was
// told twice is kept on the device and not written again; what comes once goes through tfjs's pool.
import type { WebGpu } from "./queue";

/** As tfjs-backend-webgpu 4.22 takes them. */
export interface Uniform {
  type: string;
  data: number[];
}

/** Their bytes as WGSL lays out a struct of scalars, vectors and tfjs's own vec5 and vec6. */
export function alignUniforms(uniforms: Uniform[]): ArrayBuffer {
  let [end, previous, widest] = [0, 0, 4];
  const places = uniforms.map(({ data }) => {
    const length = Math.max(1, data.length);
    const alignment = length > 2 || previous > 4 ? 16 : 4 * length;
    const start = roundUp(end, alignment);
    [end, previous, widest] = [start + 4 * length, length, Math.max(widest, alignment)];
    return start;
  });
  const bytes = new ArrayBuffer(roundUp(end, widest));
  uniforms.forEach(({ type, data }, i) => {
    const numbers = type === "int32" ? Int32Array : type === "uint32" ? Uint32Array : Float32Array;
    new numbers(bytes, places[i], Math.max(1, data.length)).set(data.length === 0 ? [1] : data);
  });
  return bytes;
}

const roundUp = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/** What is kept of a device: buffers that are never written again, the last used at the end. */
interface Kept {
  buffers: Map<string, GPUBuffer>;
  /** What was told once. */
  seen: Set<string>;
}

const most = 1024;
const kept = new WeakMap<GPUDevice, Kept>();

/** A uniform buffer that holds the bytes until the device has used them; `keep` holds them for good. */
export function toUniformBuffer(webgpu: WebGpu, bytes: ArrayBuffer, keep: boolean): GPUBuffer {
  const { buffers, seen } = keptOf(webgpu.device);
  const key = new Uint32Array(bytes).join();
  const known = buffers.get(key);
  if (known) {
    buffers.delete(key);
    buffers.set(key, known);
    return known;
  }
  if (!keep && !seen.has(key)) {
    if (seen.size >= 4 * most) seen.clear();
    seen.add(key);
    return lend(webgpu, bytes);
  }
  seen.delete(key);
  const made = makeBuffer(webgpu.device, bytes, GPUBufferUsage.UNIFORM);
  buffers.set(key, made);
  // Not destroyed: a recorded step may still hold it.
  if (buffers.size > most) buffers.delete(buffers.keys().next().value!);
  return made;
}

/** A new buffer that holds the bytes from the start. */
export function makeBuffer(device: GPUDevice, bytes: ArrayBuffer, usage: number): GPUBuffer {
  const buffer = device.createBuffer({ size: bytes.byteLength, usage, mappedAtCreation: true });
  new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(bytes));
  buffer.unmap();
  return buffer;
}

function keptOf(device: GPUDevice): Kept {
  const found = kept.get(device) ?? { buffers: new Map(), seen: new Set() };
  kept.set(device, found);
  return found;
}

/** From tfjs's pool, to which it goes back when what is encoded has been submitted. */
function lend(webgpu: WebGpu, bytes: ArrayBuffer): GPUBuffer {
  const buffer = webgpu.bufferManager.acquireBuffer(bytes.byteLength, GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM);
  webgpu.queue.writeBuffer(buffer, 0, bytes);
  webgpu.uniformPendingDisposal.push(buffer);
  return buffer;
}
