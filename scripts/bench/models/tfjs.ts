// A training step in tfjs: the plain losses of tfjs-losses.ts and tfjs's own Adam. With stock kernels, only those are
// added without which a model cannot be trained at all.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import wasmSimdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import "@tensorflow/tfjs-backend-webgpu";
import { registerEinsum } from "../../../src/backend/einsum";
import { registerSegmentSum } from "../../../src/backend/segment-sum";
import { registerConvFilter } from "../../../src/backend/wasm/conv-filter";
import { registerDepthwiseGradients } from "../../../src/backend/wasm/depthwise-gradients";
import { toTensor } from "../../../src/book/yardsticks";
import type { Trainer } from "./orders";
import { toModel, type Backend, type Model, type ModelName } from "./specs";
import { losses } from "./tfjs-losses";

/** Opens a backend. One thread, as everywhere in the book. */
export async function openTfjs(backend: Backend | "cpu"): Promise<void> {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": wasmUrl,
    "tfjs-backend-wasm-simd.wasm": wasmSimdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": wasmSimdUrl,
  });
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} backend does not start`);
}

/** The kernels that tfjs's wasm lacks, in plain TypeScript and on tfjs's own products. */
export function addMissing(): void {
  registerSegmentSum(tf, "wasm");
  registerConvFilter(tf);
  registerDepthwiseGradients(tf);
  registerEinsum(tf, "wasm");
}

export function makeTfjsTrainer(name: ModelName, backend: Backend): Trainer {
  const { sizes, ...model }: Model = toModel(name, backend);
  const params: Record<string, tf.Tensor> = {};
  for (const [key, numbers] of Object.entries(model.params)) params[key] = tf.variable(toTensor(numbers));
  const [X, y] = [toTensor(model.X), toTensor(model.y)];
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  return {
    step() {
      const loss = optimizer.minimize(() => losses[name](tf, params, X, y, sizes) as tf.Scalar, true)!;
      return { read: async () => (await loss.data())[0]!, dispose: () => loss.dispose() };
    },
    settle,
  };
}

/** Until the device has done all that it was asked. */
export async function settle(): Promise<void> {
  if (tf.getBackend() !== "webgpu") return;
  const backend = tf.backend() as unknown as { submitQueue(): void; queue: GPUQueue };
  await backend.queue.onSubmittedWorkDone();
}
