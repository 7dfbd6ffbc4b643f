// On a touch screen, while an editor has the focus: Run, undo and the signs that phone keyboards hide, in a bar that
// stands on the keyboard. The focus stays in the editor.
import type { Editor } from "./editor";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { toPageWords } from "./page-words";
import { make } from "./stage";
import "./menu.css";

const symbols = [..."{}()[]=>;.\"'`+-*/,:<|&!?_$"];

export function attachTouchBar(cell: LiveCell, editor: Editor): void {
  let bar: HTMLElement | undefined;
  const part = cell.findPart("code");
  const show = () => {
    bar ??= open(cell, editor);
  };
  const hide = () => {
    bar?.dispatchEvent(new Event("hide"));
    bar = undefined;
  };
  part.addEventListener("focusin", show);
  part.addEventListener("focusout", hide);
  if (part.contains(document.activeElement)) show();
}

function open(cell: LiveCell, editor: Editor): HTMLElement {
  const words = toPageWords(page.language).bar;
  const bar = make(document, "div", { class: "touch-bar not-content", role: "toolbar", "aria-label": words.label });
  const key = (text: string, label: string | undefined, act: () => unknown, look?: string) => {
    const button = make(document, "button", { type: "button", tabindex: -1, "aria-label": label, class: look }, text);
    button.addEventListener("click", act);
    return button;
  };
  const row = symbols.map((symbol) => key(symbol, words.symbol(symbol), () => editor.insert(symbol)));
  bar.append(
    key(`▶ ${page.strings.actions.run}`, undefined, () => void cell.run(), "touch-run"),
    key("↶", words.undo, () => editor.undo()),
    key("↷", words.redo, () => editor.redo()),
    make(document, "div", { class: "touch-symbols" }, ...row),
    key("✓", words.done, () => (document.activeElement as HTMLElement | null)?.blur()),
  );
  // Pressing must not take the focus, or the keyboard goes.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  cell.append(bar);
  const stop = followKeyboard(bar);
  bar.addEventListener("hide", () => (stop(), bar.remove()));
  return bar;
}

/** Keeps the bar at the lower edge of what the keyboard leaves free. */
function followKeyboard(bar: HTMLElement): () => void {
  const view = visualViewport;
  const place = () => {
    const bottom = view ? view.offsetTop + view.height : innerHeight;
    bar.style.transform = `translateY(${bottom - bar.offsetHeight}px)`;
  };
  place();
  view?.addEventListener("resize", place);
  view?.addEventListener("scroll", place);
  return () => {
    view?.removeEventListener("resize", place);
    view?.removeEventListener("scroll", place);
  };
}
