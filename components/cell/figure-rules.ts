// Where the names of a figure's horizontal rules stand: above their line at the left, or, where lines are close, below it or
// further to the right, so that no name lies on another or on a line that is not its own.
import type { FigureSpec } from "../../src/book/figure-spec";
import { textWidth, type Layout } from "./figure-layout";
import { toPixel } from "./figure-scale";

export interface RuleName {
  text: string;
  /** Left end and middle, in pixels. */
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const [inset, gap, above, below, halfHeight] = [6, 10, -9, 10, 7];

export function placeRuleNames({ marks }: FigureSpec, layout: Layout): RuleName[] {
  const { y, margin, width, height } = layout;
  const rules = marks.flatMap((mark) =>
    mark.type === "rule" && mark.y !== undefined && mark.label ? [{ text: mark.label, value: mark.y }] : [],
  );
  const lines = rules.map(({ value }) => toPixel(y.domain, value, height - margin.bottom, margin.top));
  const taken: Box[] = [];
  return rules.map(({ text }, i) => {
    const toBox = (x: number, shift: number): Box => ({
      left: x,
      right: x + textWidth(text),
      top: lines[i]! + shift - halfHeight,
      bottom: lines[i]! + shift + halfHeight,
    });
    const isFree = (box: Box) =>
      !taken.some((other) => overlaps(box, other)) &&
      !lines.some((line, j) => Math.abs(line - lines[i]!) > 0.5 && j !== i && line > box.top && line < box.bottom);
    const first = margin.left + inset;
    const columns = [first, ...taken.map(({ right }) => right + gap)].filter(
      (x) => x + textWidth(text) < width - margin.right,
    );
    const wishes = columns.flatMap((x) => [toBox(x, above), toBox(x, below)]);
    const box =
      wishes.find((wish) => isFree(wish) && wish.bottom < height - margin.bottom) ?? wishes.find(isApart(taken));
    const chosen = box ?? toBox(first, above);
    taken.push(chosen);
    return { text, x: chosen.left, y: (chosen.top + chosen.bottom) / 2 };
  });
}

const isApart = (taken: Box[]) => (box: Box) => !taken.some((other) => overlaps(box, other));

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right + gap / 2 && b.left < a.right + gap / 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
}
