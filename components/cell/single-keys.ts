// Shortcuts of one key: never while somebody types, and a reader can turn them off (WCAG 2.1.4).
import { openStore } from "./edits";

const key = "book:single-keys";

export function usesSingleKeys(): boolean {
  return openStore("localStorage").getItem(key) !== "off";
}

export function useSingleKeys(use: boolean): void {
  const store = openStore("localStorage");
  if (use) store.removeItem(key);
  else store.setItem(key, "off");
}

/** True in editors and in controls that take characters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
