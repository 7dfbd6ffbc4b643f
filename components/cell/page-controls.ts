// <page-controls>: the buttons that speak to all cells of the page. They may stand anywhere on it.
import { page } from "./page-cells";
import "./live-cell";

const actions: Record<string, () => unknown> = {
  "run-all": () => page.runAll(),
  "stop-all": () => page.stop(),
  restart: () => page.restart(),
  "reset-all": () => page.resetAll(),
};

document.addEventListener("click", ({ target }) => {
  const action = target instanceof Element && target.closest<HTMLElement>("[data-action]")?.dataset.action;
  if (action) actions[action]?.();
});

customElements.define("page-controls", class extends HTMLElement {});
