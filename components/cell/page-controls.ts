// <page-controls>: the buttons that speak to all cells of the page. They may stand anywhere on it.
import { page } from "./page-cells";
import { resetAll } from "./page-edits";
import { hearMissingParts } from "./page-outdated";
import { isTyping, usesSingleKeys } from "./single-keys";
import "./live-cell";

const actions: Record<string, (button: HTMLElement) => unknown> = {
  "run-all": () => page.runAll(),
  "stop-all": () => page.stop(),
  restart: () => page.restart(),
  "reset-all": () => resetAll(page),
  outline: (button) => import("./outline").then(({ openOutline }) => openOutline(button)),
  "page-menu": (button) => import("./page-menu").then(({ openPageMenu }) => openPageMenu(button)),
};

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
