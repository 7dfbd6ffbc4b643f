// What the hands on pads, fields and files share: where they are, what they say, how a value reaches the cell.
import type { ControlSpec, ControlValue } from "../../src/kernel/output";
import { toLanguage } from "./strings";
import { wordsIn, type OutputWords } from "./output-words";

export interface Surface {
  /** What takes the pointer and the keys. */
  element: HTMLElement;
  /** The whole control. */
  root: HTMLElement;
  name: string;
  spec: ControlSpec;
  words: OutputWords;
  /** Says it to eyes and to screen readers. */
  say(text: string): void;
  /** What a button of the control does. */
  tool(name: string, act: () => void): void;
}

export function toSurface(element: HTMLElement): Surface {
  const root = element.closest<HTMLElement>(".output-input")!;
  return {
    element,
    root,
    name: root.dataset.name ?? "",
    spec: JSON.parse(root.dataset.spec ?? "{}") as ControlSpec,
    words: wordsIn(toLanguage(document.documentElement.lang)),
    say: (text) => (root.querySelector(".control-said")!.textContent = text),
    tool: (name, act) => root.querySelector(`[data-tool="${name}"]`)?.addEventListener("click", act),
  };
}

/** What the pointer does from now on is the surface's; a press that is made again has no pointer any more. */
export function capture({ element }: Surface, event: PointerEvent): void {
  if (event.isTrusted) element.setPointerCapture(event.pointerId);
}

/** The reader gave this value; cell-hands.ts hears it. */
export function emit({ element, name }: Surface, value: ControlValue): void {
  element.dispatchEvent(new CustomEvent("control:value", { bubbles: true, detail: { name, value } }));
}

/** Where something of this control is kept for the tab's life; the same in both languages. */
export function toKey(what: string, { element, name }: Surface): string {
  const path = location.pathname.replace(/\/en\//, "/");
  return `book:${what}:${path}:${element.closest("live-cell")?.id ?? ""}:${name}`;
}
