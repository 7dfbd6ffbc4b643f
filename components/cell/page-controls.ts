// <page-controls>: the buttons that speak to all cells of the page. They may stand anywhere on it.
import { isPending } from "./cell-state";
import { page } from "./page-cells";
import { resetAll } from "./page-edits";
import { hearMissingParts } from "./page-outdated";
import { isTyping, usesSingleKeys } from "./single-keys";
import "./live-cell";

const actions: Record<string, (button: HTMLElement) => unknown> = {
  "run-all": (button) => countRuns(button, page.runAll()),
  "stop-all": () => page.stop(),
  restart: () => page.restart(),
  "reset-all": () => resetAll(page),
  outline: (button) => import("./outline").then(({ openOutline }) => openOutline(button)),
  "page-menu": (button) => import("./page-menu").then(({ openPageMenu }) => openPageMenu(button)),
};

/** Shows in the button how many of the cells that were asked for have ended. */
async function countRuns(button: HTMLElement, runs: Promise<unknown>): Promise<void> {
  if (button.querySelector(".run-count")) return;
  const countPending = (): number => page.cells.filter(({ state }) => isPending(state)).length;
  const asked = countPending();
  const count = document.createElement("span");
  count.className = "run-count";
  count.setAttribute("aria-hidden", "true"); // each cell says its own state
  const show = (): void => void (count.textContent = ` ${asked - countPending()} / ${asked}`);
  show();
  button.append(count);
  document.addEventListener("cell:state", show);
  await runs.finally(() => {
    document.removeEventListener("cell:state", show);
    count.remove();
  });
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
  if (button) actions[button.dataset.action!]?.(button);
});

document.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey, target }) => {
  if (key !== "?" || ctrlKey || metaKey || altKey || isTyping(target) || !usesSingleKeys()) return;
  void import("./shortcuts").then(({ showShortcuts }) => showShortcuts());
});

hearMissingParts();

customElements.define("page-controls", class extends HTMLElement {});
