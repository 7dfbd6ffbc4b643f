// A point field as a picture: axes, grid, points. The same at build and in the page; pure but for the elements it makes.
import type { ControlSpec, Point } from "../../src/kernel/output";
import { toTickText } from "./figure-layout";
import { findTicks, toPixel, type Domain } from "./figure-scale";
import { makeSvg } from "./stage";

type Field = Extract<ControlSpec, { type: "points" }>;

/** The drawing's own units: the page scales the whole. */
export const plane = { width: 440, height: 300, left: 40, right: 14, top: 24, bottom: 40 };

/** Two points nearer than this cannot be told apart by a finger. */
const enoughRoom = 44;

export function drawField(document: Document, field: Field, points: readonly Point[], chosen = -1): SVGElement {
  const { width, height } = plane;
  return makeSvg(
    document,
    "svg",
    { class: "field-picture", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", "font-size": 13 },
    makeSvg(document, "g", { class: "field-axes" }, ...drawAxes(document, field)),
    makeSvg(
      document,
      "g",
      { class: "field-points" },
      ...points.map((point, i) => drawPoint(document, field, point, i === chosen)),
    ),
  );
}

function drawPoint(document: Document, field: Field, point: Point, isChosen: boolean): SVGElement {
  const [cx, cy] = toPlace(field, point);
  return makeSvg(document, "circle", { cx, cy, r: isChosen ? 8 : 6, ...(isChosen && { class: "chosen" }) });
}

/** Where a point stands in the drawing. */
export function toPlace({ x, y }: Field, point: Point): [number, number] {
  const { width, height, left, right, top, bottom } = plane;
  return [toPixel(toDomain(x), point.x, left, width - right), toPixel(toDomain(y), point.y, height - bottom, top)];
}

/** The point at a place of the drawing, inside the axes; as many digits as can be told apart. */
export function toPoint({ x, y }: Field, [px, py]: readonly [number, number]): Point {
  const { width, height, left, right, top, bottom } = plane;
  return {
    x: fromShare(x, (px - left) / (width - right - left)),
    y: fromShare(y, (height - bottom - py) / (height - bottom - top)),
  };
}

/** Where a point that is added stands apart from those that are there: the middle, or the next place of a sequence that
 *  fills the plane evenly; where it is full everywhere, the place that is freest. */
export function findFreePlace(taken: readonly (readonly [number, number])[]): [number, number] {
  const { width, height, left, right, top, bottom } = plane;
  const places = Array.from({ length: 60 }, (_, i): [number, number] => [
    left + (width - right - left) * ((0.5 + 0.7549 * i) % 1),
    top + (height - bottom - top) * ((0.5 + 0.5698 * i) % 1),
  ]);
  const roomOf = ([x, y]: [number, number]) => Math.min(...taken.map(([px, py]) => Math.hypot(px - x, py - y)));
  return (
    places.find((place) => roomOf(place) >= enoughRoom) ??
    places.reduce((freest, place) => (roomOf(place) > roomOf(freest) ? place : freest))
  );
}

function fromShare({ min, max }: { min: number; max: number }, share: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(max - min)));
  return Number((min + Math.min(1, Math.max(0, share)) * (max - min)).toFixed(digits));
}

function toDomain({ min, max }: { min: number; max: number }): Domain {
  return { type: "linear", min, max };
}

function drawAxes(document: Document, field: Field): SVGElement[] {
  const { width, height, left, right, top, bottom } = plane;
  const text = (x: number, y: number, anchor: string, words: string) =>
    makeSvg(document, "text", { x, y, "text-anchor": anchor, dy: "0.32em" }, words);
  const xs = (findTicks(toDomain(field.x), 5) ?? []).map(Number);
  const ys = (findTicks(toDomain(field.y), 5) ?? []).map(Number);
  const across = xs.map((x) => toPlace(field, { x, y: field.y.min })[0]);
  const up = ys.map((y) => toPlace(field, { x: field.x.min, y })[1]);
  const lines = [
    ...across.map((x) => `M${x},${top}V${height - bottom}`),
    ...up.map((y) => `M${left},${y}H${width - right}`),
  ];
  return [
    makeSvg(document, "path", { class: "field-grid", d: lines.join("") }),
    ...across.map((x, i) => text(x, height - bottom + 14, "middle", toTickText(xs[i]!))),
    ...up.map((y, i) => text(left - 8, y, "end", toTickText(ys[i]!))),
    text(width - right, height - 8, "end", field.x.label),
    text(4, 10, "start", field.y.label),
  ];
}
