// A cell's ledger, opened from its toolbar: the tensors it holds, the memory of the device, and on request which
// operations the next run asks for, how often and how long. Fetched when a reader opens it.
import { kernel, type KernelEvent } from "../../src/kernel/client";
import { formatNumber } from "./format-value";
import type { LiveCell } from "./live-cell";
import { formatBytes, wordsIn, type OutputWords } from "./output-words";
import { lastLedger } from "./ran";
import { toScrollBox, toTable } from "./render-table";
import { make } from "./stage";
import { toLanguage } from "./strings";

export type LedgerEvent = Extract<KernelEvent, { type: "ledger" }>;
type Kernels = NonNullable<LedgerEvent["kernels"]>;

const maxKernels = 40;

/** Opens the cell's ledger under its outputs, or closes it. */
export function toggleLedger(cell: LiveCell): void {
  const open = cell.querySelector('[data-part="ledger"]');
  const button = cell.querySelector('[data-action="ledger"]');
  button?.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  openLedger(cell);
}

function openLedger(cell: LiveCell): void {
  const words = wordsIn(toLanguage(document.documentElement.lang)).ledger;
  const account = make(document, "div", { class: "ledger-account" });
  const count = make(document, "input", { type: "checkbox", "data-ledger": "profile" });
  count.addEventListener("change", () => kernel.profile(cell.cellId, count.checked));
  const label = make(document, "label", { class: "ledger-count" }, count, words.count);
  const attributes = { "data-part": "ledger", class: "cell-ledger", role: "group", "aria-label": words.title };
  const panel = make(document, "section", attributes, account, label);
  cell.findPart("output").after(panel);
  account.replaceChildren(...drawAccount(lastLedger(cell), words));
  const listen = (event: Event) => {
    if (panel.isConnected) account.replaceChildren(...drawAccount((event as CustomEvent<LedgerEvent>).detail, words));
    else stop();
  };
  const stop = () => {
    cell.removeEventListener("cell:ledger", listen);
    kernel.profile(cell.cellId, false);
  };
  cell.addEventListener("cell:ledger", listen);
}

function drawAccount(ledger: LedgerEvent | undefined, words: OutputWords["ledger"]): HTMLElement[] {
  if (!ledger) return [make(document, "p", {}, words.notRun)];
  const { tensors, bytes, leaked, device, kernels } = ledger;
  const held = words.holds(tensors, formatBytes(bytes)) + (leaked > 0 ? words.freed(leaked) : "");
  const gpu = device?.gpuBytes === undefined ? undefined : formatBytes(device.gpuBytes);
  const all = device && words.device(device.tensors, formatBytes(device.bytes), gpu);
  return [
    make(document, "p", {}, held),
    ...(all ? [make(document, "p", {}, all)] : []),
    ...(kernels ? drawKernels(kernels, device?.backend, words) : []),
  ];
}

function drawKernels(kernels: Kernels, backend: string | undefined, words: OutputWords["ledger"]): HTMLElement[] {
  if (kernels.length === 0) return [make(document, "p", {}, words.none)];
  const isGpu = backend === "webgpu" || backend === "webgl";
  const counted = kernels.some(({ dispatches }) => dispatches > 0);
  const columns = [words.kernel, words.calls, words.time, ...(counted ? [words.dispatches] : [])];
  const rows = kernels
    .slice(0, maxKernels)
    .map(({ name, calls, ms, dispatches }) => [
      name,
      calls,
      Number(ms.toPrecision(3)),
      ...(counted ? [dispatches] : []),
    ]);
  const sum = kernels.reduce((total, { ms }) => total + ms, 0);
  return [
    toScrollBox(document, toTable(document, columns, rows), words.title),
    make(document, "p", { class: "output-note" }, words.total(formatNumber(sum))),
    ...(isGpu ? [make(document, "p", { class: "output-note" }, words.sent)] : []),
  ];
}
