// Trains one model with one library on one backend, in a worker of its own. Bundled by bare-pages.ts.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import wasmSimdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { registerCorrections } from "../../../src/backend";
import { registerEinsum } from "../../../src/backend/einsum";
import { registerSegmentSum } from "../../../src/backend/segment-sum";
import { registerConvFilter } from "../../../src/backend/wasm/conv-filter";
import { registerDepthwiseGradients } from "../../../src/backend/wasm/depthwise-gradients";
import { models } from "./models";
import type { Answer, Order } from "./orders";

const scope = globalThis as unknown as {
  postMessage(answer: Answer): void;
  onmessage: ((message: MessageEvent<Order>) => Promise<void>) | null;
};

/** Trains so many steps and returns the loss of the last. */
type Train = (steps: number) => Promise<number>;

let train: Train | undefined;

scope.onmessage = async ({ data: { library, model, steps } }) => {
  train ??= library === "jax-js" ? await makeJax() : await makeTfjs(library, model);
  const start = performance.now();
  const loss = await train(steps);
  scope.postMessage({ ms: performance.now() - start, loss });
};

async function makeJax(): Promise<Train> {
  const { makeJaxMlp } = await import("./jax-mlp");
  return makeJaxMlp();
}

async function makeTfjs(library: Exclude<Order["library"], "jax-js">, model: Order["model"]): Promise<Train> {
  const backend = library === "cpu" ? "cpu" : "wasm";
  await open(backend);
  if (library === "stock") addMissing();
  else await registerCorrections(tf, backend);
  const step = models[model].make(tf);
  return async (steps) => {
    for (let i = 1; i < steps; i++) step().dispose();
    const loss = step();
    const [value] = await loss.data();
    loss.dispose();
    return value!;
  };
}

/** One thread, as everywhere in the book. */
async function open(backend: string): Promise<void> {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": wasmUrl,
    "tfjs-backend-wasm-simd.wasm": wasmSimdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": wasmSimdUrl,
  });
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} backend does not start`);
}

/** The five kernels that tfjs's wasm lacks, in plain TypeScript and on tfjs's own products. */
function addMissing(): void {
  registerSegmentSum(tf, "wasm");
  registerConvFilter(tf);
  registerDepthwiseGradients(tf);
  registerEinsum(tf, "wasm");
}
