// The page's cells as a list with their states: a look at where things stand, a way to each, a button to run it.
import type { LiveCell } from "./live-cell";
import { toIcon } from "./icons";
import { page } from "./page-cells";
import { toPageWords } from "./page-words";
import { make } from "./stage";
import "./menu.css";

export function openOutline(button: HTMLElement): void {
  const { title } = toPageWords(page.language).outline;
  const panel = make(document, "nav", { class: "cell-outline", popover: "auto", "aria-label": title });
  panel.append(toList(panel));
  const update = ({ target }: Event) => showState(panel, target as LiveCell);
  panel.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    document.removeEventListener("cell:state", update);
    button.setAttribute("aria-expanded", "false");
    panel.remove();
  });
  document.addEventListener("cell:state", update);
  button.after(panel);
  button.setAttribute("aria-expanded", "true");
  panel.showPopover();
  place(panel, button);
  panel.querySelector<HTMLElement>("a")?.focus();
}

function toList(panel: HTMLElement): HTMLElement {
  const list = make(document, "ol");
  for (const element of document.querySelectorAll<HTMLElement>("main :is(h2, h3), live-cell")) {
    if (element.localName === "live-cell") list.append(toRow(element as LiveCell, panel));
    else {
      // Of headings one after the other only the last has cells.
      if (list.lastElementChild?.className === "outline-heading") list.lastElementChild.remove();
      list.append(make(document, "li", { class: "outline-heading" }, element.textContent.trim()));
    }
  }
  if (list.lastElementChild?.className === "outline-heading") list.lastElementChild.remove();
  return list;
}

function toRow(cell: LiveCell, panel: HTMLElement): HTMLElement {
  const { go, run, states } = toPageWords(page.language).outline;
  const { cellId } = cell;
  const state = make(document, "span", { class: "outline-state" }, states[cell.state]);
  const link = make(document, "a", { href: `#${cell.id}`, title: go(cellId) }, cellId, state);
  link.addEventListener("click", () => panel.hidePopover());
  const button = make(document, "button", { type: "button", "aria-label": run(cellId), title: run(cellId) });
  button.innerHTML = toIcon("run");
  button.addEventListener("click", () => void cell.run());
  return make(document, "li", { class: "outline-cell", "data-for": cellId, "data-state": cell.state }, link, button);
}

function showState(panel: HTMLElement, cell: LiveCell): void {
  const row = panel.querySelector<HTMLElement>(`[data-for="${cell.cellId}"]`);
  if (!row) return;
  row.dataset.state = cell.state;
  row.querySelector(".outline-state")!.textContent = toPageWords(page.language).outline.states[cell.state] ?? "";
}

function place(panel: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  panel.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - height - 8))}px`;
}
