// A page that runs spec files of tfjs-core 4.22 on a backend, as tfjs has it or with our corrections.
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { readSpecs, runSpecs } from "./jasmine";
import { registerCorrections } from "../../../src/backend";
import type { Found, SpecBackend } from "../found";

const folder = "../../../node_modules/@tensorflow/tfjs-core/dist/";
const files = import.meta.glob("../../../node_modules/@tensorflow/tfjs-core/dist/**/*_test.js");

const page = {
  async run(backend: SpecBackend, isCorrected: boolean, names: string[]): Promise<Found[]> {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({
      "tfjs-backend-wasm.wasm": wasmUrl,
      "tfjs-backend-wasm-simd.wasm": wasmUrl,
      "tfjs-backend-wasm-threaded-simd.wasm": wasmUrl,
    });
    if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`);
    if (isCorrected) await registerCorrections(tf, backend);
    const { setTestEnvs } = await import("@tensorflow/tfjs-core/dist/jasmine_util");
    setTestEnvs([toEnv(backend)]);
    for (const name of names) await readSpecs(name, files[`${folder}${name}_test.js`]!);
    return runSpecs();
  },
};

/** As tfjs's own runs have them. A small tensor of webgpu is computed there, not on the CPU, and nothing is read at once. */
function toEnv(backend: SpecBackend) {
  return backend === "webgpu"
    ? { name: backend, backendName: backend, isDataSync: false, flags: { WEBGPU_CPU_FORWARD: false } }
    : { name: backend, backendName: backend, isDataSync: true };
}

declare global {
  interface Window {
    specs: typeof page;
  }
}
Object.assign(window, { specs: page });
