// The kernel of the page, and how its worker starts. One per page; nothing is fetched before the first run.
//
// The worker's own script is a blob with one import: a worker loaded from a file is not bound by the page's
// <meta> policy, a blob worker inherits it (see policy.ts).
import kernelUrl from "./worker.ts?worker&url";
import { KernelClient } from "./kernel-client";
import { openProbeMemory } from "./probe-memory";
import type { WorkerLike } from "./kernel-client";

export type { KernelEvent, OpenOptions, RunResult } from "./kernel-event";
export type { CellView, OutputChange } from "./cell-view";
export { graceMs } from "./kernel-client";
export { readShape } from "./device-probe";
export type { KernelClient };

/** The one kernel of this page. `kernel.open(…)`, `kernel.setCells(…)`, then `kernel.run([id])`. */
export const kernel = new KernelClient(startWorker, openProbeMemory(kernelUrl));

function startWorker(): WorkerLike {
  const address = new URL(kernelUrl, location.href).href;
  const text = `import ${JSON.stringify(address)};`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker: Worker = new Worker(url, { type: "module", name: "kernel" });
  return worker;
}
