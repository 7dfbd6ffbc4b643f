// What a page shows before anything runs in it: outputs of the last visit, the state of a kernel that went on while
// the page's text was exchanged, or that the kernel is off.
import type { KernelClient } from "../../src/kernel/client";
import type { LastOutputs } from "./last-outputs";
import type { LiveCell } from "./live-cell";
import { showValues } from "./page-parts";
import type { Strings } from "./strings";

export async function showLastOutputs(cells: LiveCell[], last: LastOutputs, strings: Strings): Promise<void> {
  const kept = cells.flatMap((cell) => {
    const outputs = last.find(cell.cellId, cell.source);
    return outputs ? [{ cell, outputs }] : [];
  });
  if (kept.length === 0) return;
  const { OutputView } = await import("./output-view");
  for (const { cell, outputs } of kept) {
    if (cell.state !== "idle") continue;
    cell.attach((part) => new OutputView(part, strings));
    cell.showOutputs(outputs, strings.earlier);
  }
}

/** Shows what a kernel that is already running knows of each cell. */
export async function showKernel(cells: LiveCell[], kernel: KernelClient, strings: Strings): Promise<void> {
  const [{ OutputView }, { showBands }] = await Promise.all([import("./output-view"), import("./ran")]);
  for (const cell of cells) {
    const { state, ms, error, outputs, values, bands } = kernel.view(cell.cellId);
    cell.attach((part) => new OutputView(part, strings));
    // The state first: a view that knows its cell runs draws figures that can grow.
    if (state !== "idle") cell.setState(state, { ms, error });
    if (outputs.length > 0) cell.showOutputs(outputs);
    showValues(values);
    showBands(cell.findPart("output"), bands);
  }
}

export function showSafe(strings: Strings): void {
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = strings.safeLink;
  for (const part of document.querySelectorAll('[data-part="page-status"]'))
    part.replaceChildren(strings.safe, " ", link);
}
