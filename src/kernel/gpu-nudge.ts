// Firefox looks every 100 ms whether the GPU has finished (Mozilla bug 1870699), unless something is submitted
// meanwhile. Whether a device is so slow to answer is measured, once; if it is, empty submits keep it awake while a
// read is under way. Firefox 153 on SwiftShader: a read takes 102 ms, nudged 1 ms.
import { nextTask } from "./stop";

/** The part of a device that is needed to be measured and kept awake. */
export interface Nudgeable {
  queue: { submit(commands: []): void };
}

/** An answer that takes longer is not the GPU's work but somebody's timer. */
const slowMs = 20;

/** Says whether nudging helps: `read` is a small read of the device, which takes next to no time. */
export async function needsNudge(device: Nudgeable, read: () => Promise<void>, now = nowMs): Promise<boolean> {
  const plain = await time(read, now);
  if (plain < slowMs) return false;
  const nudged = await time(() => keepAwake(device, read()), now);
  return nudged < plain / 2;
}

/** Nudges the device until the work is done. */
export async function keepAwake<T>({ queue }: Nudgeable, work: Promise<T>): Promise<T> {
  let isPending = true;
  const end = (): void => void (isPending = false);
  work.then(end, end);
  for (let told = -Infinity; isPending; await nextTask()) {
    if (nowMs() - told < 1) continue;
    told = nowMs();
    queue.submit([]);
  }
  return work;
}

/** Every read of the device from now on is kept awake. */
function nudgeReads(device: GPUDevice, buffers: { mapAsync: GPUBuffer["mapAsync"] }): void {
  const { mapAsync } = buffers;
  buffers.mapAsync = function (this: GPUBuffer, ...args: Parameters<GPUBuffer["mapAsync"]>) {
    return keepAwake(device, mapAsync.apply(this, args));
  };
}

/** Measures the device beside what else it does, and nudges it where that helps. */
export async function wakeSlowReads(device: GPUDevice): Promise<void> {
  const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const read = async (): Promise<void> => {
    await buffer.mapAsync(GPUMapMode.READ);
    buffer.unmap();
  };
  try {
    await read(); // the first also starts things
    if (await needsNudge(device, read)) nudgeReads(device, GPUBuffer.prototype);
  } catch {
    // Lost meanwhile; that is told elsewhere.
  } finally {
    buffer.destroy();
  }
}

const nowMs = (): number => performance.now();

async function time(work: () => Promise<void>, now: () => number): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}
