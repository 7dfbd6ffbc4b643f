// tfjs 4.22 made right, from outside: one call after a backend has started. What it mends stands in README.md.
import { registerEinsum } from "./einsum";
import { correctEvery } from "./every-backend";
import { registerGradients } from "./gradients";
import { registerSegmentSum } from "./segment-sum";
import { correctWasm } from "./wasm";
import { correctWebgl } from "./webgl";
import { correctWebgpu } from "./webgpu";
import type { Tfjs } from "./kernels";

export type CorrectedBackend = "webgpu" | "wasm" | "webgl" | "cpu";

const corrections: Record<CorrectedBackend, (tf: Tfjs) => void> = {
  webgpu: correctWebgpu,
  wasm: correctWasm,
  webgl: correctWebgl,
  cpu: (tf) => registerSegmentSum(tf, "cpu"),
};

/** What has been corrected of each tfjs: its backends, and "gradients". */
const done = new WeakMap<object, Set<string>>();

/** Corrects tfjs's gradients and the kernels of the backend, which must be the running one. Again is harmless.
 *  Throws if the backend cannot be made right on this device. */
export function registerCorrections(tf: Tfjs, backendName: CorrectedBackend): void {
  const engine = tf.engine();
  const parts = done.get(engine) ?? new Set();
  done.set(engine, parts);
  const once = (part: string, work: () => void): void => {
    if (parts.has(part)) return;
    work();
    parts.add(part);
  };
  once(backendName, () => {
    corrections[backendName](tf);
    correctEvery(tf, backendName);
    registerEinsum(tf, backendName);
  });
  once("gradients", () => registerGradients(tf));
}
