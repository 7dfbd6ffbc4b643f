// What a device that has been opened needs before a cell uses it: its limits said, its errors heard, its slow reads woken.
import { refuseSyncReads } from "./sync-reads";
import { wakeSlowReads } from "./gpu-nudge";
import { watchGpu, watchWebgl } from "./gpu-watch";
import { watchWasmMemory } from "./memory-limits";
import type * as Tf from "@tensorflow/tfjs";
import type { BackendName } from "./protocol";
import type { DeviceEars, GpuWatch } from "./gpu-watch";

const nothingToHear: GpuWatch = { settle: () => Promise.resolve() };

/** Watches the running backend. Once, right after its start. */
export function watchDevice(tf: typeof Tf, backend: BackendName, ears: DeviceEars): GpuWatch {
  const running: unknown = tf.backend();
  switch (backend) {
    case "webgpu": {
      const { device } = running as { device: GPUDevice };
      void wakeSlowReads(device);
      refuseSyncReads(tf.Tensor.prototype as never, running as never);
      return watchGpu(device, ears);
    }
    case "wasm":
      watchWasmMemory((running as { wasm: Parameters<typeof watchWasmMemory>[0] }).wasm, () => tf.memory().numBytes);
      return nothingToHear;
    case "webgl":
      watchWebgl((running as { gpgpu: { gl: WebGLRenderingContext } }).gpgpu.gl, ears);
      return nothingToHear;
    case "cpu":
      return nothingToHear;
    default:
      return backend satisfies never;
  }
}
