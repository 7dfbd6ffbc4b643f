// Where an editor's tooltips may stand: beside the book's navigation, never under it, and on a phone above the bar that
// stands on the keyboard.
import type { Extension } from "@codemirror/state";
import { tooltips, type Rect } from "@codemirror/view";

const marginPx = 8;

export function tooltipPlaces(): Extension {
  return tooltips({ tooltipSpace: ({ dom }) => findSpace(dom) });
}

function findSpace(dom: HTMLElement): Rect {
  const main = dom.closest("main")?.getBoundingClientRect();
  const header = document.querySelector("header")?.getBoundingClientRect();
  const bar = document.querySelector<HTMLElement>(".touch-bar")?.offsetHeight ?? 0;
  const seen = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight;
  return {
    left: Math.max(0, main?.left ?? 0),
    right: Math.min(innerWidth, document.documentElement.clientWidth) - marginPx,
    top: Math.max(0, header?.bottom ?? 0),
    bottom: seen - bar,
  };
}
