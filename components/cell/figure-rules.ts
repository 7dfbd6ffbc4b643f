// Where the names of a figure's horizontal rules stand: above their line at the left, or, where lines are close, below it or
// further to the right, so that no name lies on another or on a line that is not its own, nor, if it can be, under a curve.
import type { FigureSpec } from "../../src/book/figure-spec";
import { isLine, textWidth, type Layout } from "./figure-layout";
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
/** A curve this near touches the letters, or the paper round them. */
const nearness = 4;

export function placeRuleNames({ marks }: FigureSpec, layout: Layout): RuleName[] {
  const { y, margin, width, height } = layout;
  const curves = toCurves(layout);
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
    const last = width - margin.right - inset - textWidth(text);
    const columns = [first, ...taken.map(({ right }) => right + gap), (first + last) / 2, last].filter(
      (x) => x >= first && x <= last,
    );
    const wishes = columns.flatMap((x) => [toBox(x, above), toBox(x, below)]);
    const free = wishes.filter((wish) => isFree(wish) && wish.bottom < height - margin.bottom);
    const isClear = (room: number) => (wish: Box) => !curves.some((curve) => crosses(curve, widen(wish, room)));
    const box = free.find(isClear(nearness)) ?? free.find(isClear(0)) ?? free[0] ?? wishes.find(isApart(taken));
    const chosen = box ?? toBox(first, above);
    taken.push(chosen);
    return { text, x: chosen.left, y: (chosen.top + chosen.bottom) / 2 };
  });
}

/** The points of each line and cloud, in pixels. */
function toCurves({ series, x, y, margin, width, height }: Layout): [number, number][][] {
  return series
    .filter(isLine)
    .map(({ xs, ys }) =>
      xs.map((value, i) => [
        toPixel(x.domain, value, margin.left, width - margin.right),
        toPixel(y.domain, ys[i] ?? NaN, height - margin.bottom, margin.top),
      ]),
    );
}

/** Whether a curve passes through a box: a step of it that reaches over the box's width reaches over its height, too. */
function crosses(curve: [number, number][], { left, right, top, bottom }: Box): boolean {
  return curve.some(([x, y], i) => {
    const [beforeX, beforeY] = curve[i - 1] ?? [x, y];
    const beside = Math.max(x, beforeX) < left || Math.min(x, beforeX) > right;
    return !beside && Math.max(y, beforeY) >= top && Math.min(y, beforeY) <= bottom;
  });
}

function widen({ left, right, top, bottom }: Box, by: number): Box {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

const isApart = (taken: Box[]) => (box: Box) => !taken.some((other) => overlaps(box, other));

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right + gap / 2 && b.left < a.right + gap / 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
}
