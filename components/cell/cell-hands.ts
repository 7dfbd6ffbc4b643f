// What a reader's hand does to a cell: buttons, Shift+Enter, the place of an error, controls that the cell made.
// Listens on the cell itself, so that outputs drawn later need no listeners of their own.
import { readControl, showControlValue } from "./control-value";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";

/** A moving slider speaks at most this often. */
const paceMs = 40;

export function listen(cell: LiveCell): void {
  cell.addEventListener("click", (event) => click(cell, event));
  cell.addEventListener("keydown", (event) => press(cell, event));
  const move = pace(cell);
  cell.addEventListener("input", move);
  cell.addEventListener("change", move);
  for (const control of cell.querySelectorAll<HTMLInputElement>("[data-control]")) control.disabled = false;
}

const actions: Record<string, (cell: LiveCell) => unknown> = {
  run: (cell) => cell.run(),
  stop: (cell) => cell.stop(),
  reset: (cell) => cell.reset(),
  check: (cell) => cell.check(),
  copy: (cell) => navigator.clipboard.writeText(cell.source).then(() => cell.say(page.strings.copied)),
  share: (cell) => cell.notices().then((notices) => notices.share()),
};

function click(cell: LiveCell, event: Event): void {
  const target = event.target as Element;
  const action = target.closest<HTMLElement>("[data-action]")?.dataset.action;
  if (action) actions[action]?.(cell);
  const place = target.closest<HTMLElement>("[data-goto-line]")?.dataset;
  if (!place) return;
  event.preventDefault();
  page.goTo(place.gotoCell ?? cell.cellId, Number(place.gotoLine), Number(place.gotoColumn ?? 1));
}

function press(cell: LiveCell, event: KeyboardEvent): void {
  if (event.key !== "Enter" || !event.shiftKey || event.defaultPrevented) return;
  event.preventDefault();
  void cell.run();
}

/** A slider acts while it moves; at rest only where moving it starts the kernel, because its outputs are redrawn then. */
function pace(cell: LiveCell): (event: Event) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return ({ target, type }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const name = target.dataset.control;
    if (!name) return;
    if (target.type === "range") showControlValue(target, readControl(target));
    const acts = target.type === "range" && cell.state !== "idle" ? "input" : "change";
    if (type !== acts) return;
    waiting ??= setTimeout(() => {
      waiting = undefined;
      void page.control(cell, name, readControl(target));
    }, paceMs);
  };
}
