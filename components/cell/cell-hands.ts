// What a reader's hand does to a cell: buttons, Shift+Enter, the place of an error, controls that the cell made.
// Listens on the cell itself, so that outputs drawn later need no listeners of their own.
import type { ControlValue } from "../../src/kernel/output";
import { readControl, showControlValue } from "./control-value";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { isTyping, usesSingleKeys } from "./single-keys";
import { wakeSurfaces } from "./wake-surfaces";

/** A moving slider speaks at most this often. */
const paceMs = 40;

export function listen(cell: LiveCell): void {
  cell.addEventListener("click", (event) => click(cell, event));
  cell.addEventListener("keydown", (event) => press(cell, event));
  const move = pace(cell);
  cell.addEventListener("input", move);
  cell.addEventListener("change", move);
  cell.addEventListener("control:value", give(cell));
  wakeSurfaces(cell);
  enable(cell);
}

/** The editor is on its way; what tells it of types starts beside it. Without them it edits and runs as well. */
export function touchCode(cell: LiveCell): void {
  import("./types-start").then(
    ({ startTypes }) => startTypes(cell),
    () => undefined,
  );
}

/** What the build drew can be used from now on. */
function enable(cell: LiveCell): void {
  for (const control of cell.querySelectorAll<HTMLInputElement>(".output-input :disabled")) control.disabled = false;
  for (const plot of cell.querySelectorAll<SVGElement>(".figure-plot")) plot.tabIndex = 0;
  for (const surface of cell.querySelectorAll<HTMLElement>("[data-surface][data-label]")) {
    surface.tabIndex = 0;
    surface.setAttribute("role", "application");
    surface.setAttribute("aria-label", surface.dataset.label!);
  }
}

const actions: Record<string, (cell: LiveCell) => unknown> = {
  run: (cell) => cell.run(),
  stop: (cell) => cell.stop(),
  reset,
  check: (cell) => cell.check(),
  ledger: (cell) => import("./ledger-view").then(({ toggleLedger }) => toggleLedger(cell)),
  copy: (cell) => navigator.clipboard.writeText(cell.source).then(() => cell.say(page.strings.copied)),
  share: (cell) => import("./sharing").then(({ shareCell }) => shareCell(cell)),
  more: (cell) => import("./cell-menu").then(({ openCellMenu }) => openCellMenu(cell)),
};

function reset(cell: LiveCell): void {
  const before = cell.source;
  cell.reset();
  if (cell.source !== before) void cell.notices().then((notices) => notices.offerUndo(before));
}

function click(cell: LiveCell, event: Event): void {
  const target = event.target as Element;
  const tool = target.closest<HTMLElement>("[data-figure-tool]");
  if (tool) void import("./figure-tools").then(({ useTool }) => useTool(tool));
  const action = target.closest<HTMLElement>("[data-action]")?.dataset.action;
  if (action) actions[action]?.(cell);
  const place = target.closest<HTMLElement>("[data-goto-line]")?.dataset;
  if (!place) return;
  event.preventDefault();
  page.goTo(place.gotoCell ?? cell.cellId, Number(place.gotoLine), Number(place.gotoColumn ?? 1));
}

function press(cell: LiveCell, event: KeyboardEvent): void {
  const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event;
  if (defaultPrevented || isComposing || altKey) return;
  if (key === "Enter" && (shiftKey || ctrlKey || metaKey)) {
    event.preventDefault();
    void cell.run();
  }
  const step = { j: 1, k: -1 }[key];
  if (step && !ctrlKey && !metaKey && !isTyping(target) && usesSingleKeys()) stepFrom(cell, step);
}

/** To the Run button of the next cell or the one before. */
function stepFrom(cell: LiveCell, step: number): void {
  const next = page.cells[page.cells.indexOf(cell) + step];
  next?.querySelector<HTMLElement>('[data-action="run"]')?.focus();
}

/** A pad, a field or a file gave a value; the last one counts, at the pace of sliders. */
function give(cell: LiveCell): (event: Event) => void {
  const values = new Map<string, ControlValue>();
  return (event) => {
    const { name, value } = (event as CustomEvent<{ name: string; value: ControlValue }>).detail;
    if (values.size === 0)
      setTimeout(() => {
        for (const [one, last] of values) void page.control(cell, one, last);
        values.clear();
      }, paceMs);
    values.set(name, value);
  };
}

/** A slider acts while it moves; at rest only where the first move runs a cell that may be dear. */
function pace(cell: LiveCell): (event: Event) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return ({ target, type }) => {
    if (!isControl(target)) return;
    const name = target.dataset.control;
    if (!name || !target.validity.valid) return;
    if (target.type === "range") showControlValue(target, readControl(target));
    const acts = movesBySteps(target) && (cell.isAuto || cell.state !== "idle") ? "input" : "change";
    if (type !== acts) return;
    waiting ??= setTimeout(() => {
      waiting = undefined;
      void page.control(cell, name, readControl(target));
    }, paceMs);
  };
}

function isControl(target: unknown): target is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
  );
}

function movesBySteps({ type }: { type: string }): boolean {
  return ["range", "number", "text", "textarea"].includes(type);
}
