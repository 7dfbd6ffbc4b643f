// Numbers that a program writes down, `x.mul(0.9)`: tfjs 4.22 makes a tensor of each at every call, and its upload ends the
// pass and copies. Here each is uploaded once and shared by all tensors that hold it, which only read it.
import { makeBuffer } from "./uniforms";
import type { Tfjs } from "../kernels";
import type { TensorData, WebGpu } from "./queue";

const most = 512;

/** Of a device, the last used at the end; never put into tfjs's pool, nor counted there. */
const shared = new WeakMap<GPUDevice, Map<string, GPUBuffer>>();
const isShared = new WeakSet<GPUBuffer>();

/** Of every webgpu backend, also of one that starts later. */
export function shareScalars(tf: Tfjs): void {
  const prototype = Object.getPrototypeOf(tf.backend()) as WebGpu;
  const stock = prototype.uploadToGPU;
  prototype.uploadToGPU = function (dataId) {
    const data = this.tensorMap.get(dataId);
    const isNumber = data.values?.length === 1 && data.shape.length === 0;
    if (data.resource != null || !isNumber || data.dtype === "string") return stock.call(this, dataId);
    data.resource = findShared(this.device, data);
    data.external = true;
    data.values = null;
  };
}

function findShared(device: GPUDevice, { values, dtype }: TensorData): GPUBuffer {
  const buffers = shared.get(device) ?? new Map<string, GPUBuffer>();
  shared.set(device, buffers);
  const bits = dtype === "float32" ? Float32Array.from(values!) : Int32Array.from(values!);
  const key = new Uint32Array(bits.buffer).join();
  const found = buffers.get(key) ?? makeBuffer(device, bits.buffer, storageUsage());
  buffers.delete(key);
  buffers.set(key, found);
  isShared.add(found);
  if (buffers.size > most) buffers.delete(buffers.keys().next().value!);
  return found;
}

const storageUsage = (): number => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** Gives a tensor that shares its number a buffer of its own, before it is written to. */
export function ownData(webgpu: WebGpu, dataId: object): void {
  const data = webgpu.tensorMap.get(dataId);
  const { resource } = data;
  if (!resource || !isShared.has(resource)) return;
  const own = webgpu.bufferManager.acquireBuffer(resource.size, storageUsage());
  webgpu.ensureCommandEncoderReady();
  webgpu.endComputePassEncoder();
  webgpu.commandEncoder!.copyBufferToBuffer(resource, 0, own, 0, resource.size);
  data.resource = own;
  data.external = false;
}
