// A menu that opens at its button: arrow keys move in it, Escape and a press elsewhere close it, the focus returns.
import { make } from "./stage";
import "./menu.css";

export interface MenuItem {
  /** What tests and style sheets call it. */
  action: string;
  label: string;
  act(): unknown;
  isDisabled?: boolean;
}

/** From the window's edges, and from where it was opened, in pixels. */
const edge = 8;
const farAway = 100;

/** Makes the menu anew, so that it says what holds now, and opens it. */
export function openMenu(button: HTMLElement, items: MenuItem[]): void {
  const label = button.getAttribute("aria-label") ?? button.textContent.trim();
  const menu = make(document, "div", { class: "cell-menu", popover: "auto", role: "menu", "aria-label": label });
  const close = () => menu.hidePopover();
  menu.append(...items.map((item) => toButton(item, close)));
  menu.addEventListener("keydown", (event) => move(menu, event));
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "closed") shut(menu, button);
  });
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, button);
  closeOnScroll(menu);
  menu.querySelector<HTMLElement>("button:enabled")?.focus();
}

/** A menu does not float over what it no longer belongs to; the little that a phone's keyboard moves is no scrolling. */
function closeOnScroll(menu: HTMLElement): void {
  const from = scrollY;
  const look = () => {
    if (menu.isConnected && Math.abs(scrollY - from) < farAway) return;
    removeEventListener("scroll", look);
    if (menu.isConnected) menu.hidePopover();
  };
  addEventListener("scroll", look, { passive: true });
}

function toButton({ action, label, act, isDisabled }: MenuItem, close: () => void): HTMLElement {
  const attributes = { type: "button", role: "menuitem", "data-action": action, disabled: isDisabled, tabindex: -1 };
  const button = make(document, "button", attributes, label);
  button.addEventListener("click", () => {
    close();
    act();
  });
  return button;
}

function shut(menu: HTMLElement, button: HTMLElement): void {
  button.setAttribute("aria-expanded", "false");
  if (menu.contains(document.activeElement) || document.activeElement === document.body) button.focus();
  menu.remove();
}

/** Below the button or, where there is no room, above it; always inside the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(edge, at.right - width), innerWidth - width - edge);
  const below = at.bottom + height + edge <= innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? at.bottom : Math.max(edge, at.top - height)}px`;
}

function move(menu: HTMLElement, event: KeyboardEvent): void {
  const items = [...menu.querySelectorAll<HTMLElement>("button:enabled")];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1, Tab: -2 }[event.key];
  if (next === undefined) return;
  if (event.key === "Tab") return menu.hidePopover();
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
