// tfjs 4.22 made right, from outside: one call after a backend has started. What it mends stands in README.md.
// The kernels of a backend are fetched only where that backend runs.
import { registerEinsum } from "./einsum";
import { correctEvery } from "./every-backend";
import { registerGradients } from "./gradients";
import { composeLayers } from "./layers";
import { composeLoss, fuseLosses, registerLossGradient } from "./losses";
import { fuseOptimizers } from "./optimizers";
import { composeRecurrent } from "./recurrent";
import { composeStretch } from "./stretch";
import type { Tfjs } from "./kernels";

export type CorrectedBackend = "webgpu" | "wasm" | "webgl" | "cpu";

const corrections: Record<CorrectedBackend, () => Promise<(tf: Tfjs) => void>> = {
  webgpu: async () => (await import("./webgpu")).correctWebgpu,
  wasm: async () => (await import("./wasm")).correctWasm,
  webgl: async () => (await import("./webgl")).correctWebgl,
  cpu: async () => (await import("./cpu")).correctCpu,
};

type Part = CorrectedBackend | "gradients";

/** What has been corrected of each tfjs: its gradients, and which backends. */
const done = new WeakMap<object, Map<Part, Promise<void>>>();

/** Corrects tfjs's gradients and the kernels of the backend, which must be the running one. Again is harmless.
 *  Throws if the backend cannot be made right on this device. */
export async function registerCorrections(tf: Tfjs, backend: CorrectedBackend): Promise<void> {
  const engine = tf.engine();
  const parts = done.get(engine) ?? new Map<Part, Promise<void>>();
  done.set(engine, parts);
  if (!parts.has(backend)) parts.set(backend, correctBackend(tf, backend));
  await parts.get(backend);
  if (parts.has("gradients")) return;
  registerGradients(tf);
  fuseLosses(tf);
  registerLossGradient(tf);
  fuseOptimizers(tf);
  parts.set("gradients", Promise.resolve());
}

async function correctBackend(tf: Tfjs, backend: CorrectedBackend): Promise<void> {
  const correct = await corrections[backend]();
  correct(tf);
  correctEvery(tf, backend);
  registerEinsum(tf, backend);
  composeLoss(tf, backend);
  composeLayers(tf, backend);
  composeStretch(tf, backend);
  composeRecurrent(tf, backend);
}
