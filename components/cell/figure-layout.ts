// Where things stand in a figure: series, domains, ticks, margins. Pure numbers, no drawing, so that the curve
// that grows during a run and the one Plot draws at the end have the same axes.
import type { AxisSpec, FacetSpec, FigureSpec, MarkSpec } from "../../src/book/figure-spec";
import { ghostOf } from "./figure-overlay";
import { findTicks, isBand, thin, thinEvenly, toDomain, type Domain } from "./figure-scale";

type Value = number | string;

/** One line, cloud or row of bars: the points of a mark that share a colour. */
export interface Series {
  mark: MarkSpec;
  /** What stands beside it; absent where the mark says nothing. */
  label?: string;
  colour: string;
  xs: Value[];
  ys: Value[];
}

/** A heat map in small ones (figure-facets.ts). */
export type FacetMark = Extract<MarkSpec, { type: "cell" }> & { facets: FacetSpec };

export function findFacets(spec: FigureSpec): FacetMark | undefined {
  return spec.marks.find((mark): mark is FacetMark => mark.type === "cell" && mark.facets !== undefined);
}

export interface Size {
  width: number;
  height: number;
}

export interface Axis {
  label?: string;
  domain: Domain;
  /** Absent on a band axis with few values: each has its tick. */
  ticks?: Value[];
  /** Its labels stand upright. */
  isTurned?: boolean;
}

export interface Layout extends Size {
  margin: { top: number; right: number; bottom: number; left: number };
  x: Axis;
  y: Axis;
  series: Series[];
}

export const numColours = 6;

/** The layout of a figure in a width. Height follows the width unless the spec names one, or wants square cells. */
export function toLayout(spec: FigureSpec, width: number): Layout {
  const series = toSeries(spec);
  const bands = spec.marks.some((mark) => mark.type === "bar" || mark.type === "cell");
  const heat = spec.marks.some((mark) => mark.type === "cell");
  const height = toHeight(spec, width);
  const x = toAxis(spec.x, valuesOf(spec, "x"), {
    band: bands,
    count: Math.max(2, Math.round(width / (heat ? 28 : 90))),
    nice: false,
    room: width - 60,
  });
  const y = toAxis(spec.y, valuesOf(spec, "y"), {
    band: heat,
    count: Math.max(2, Math.round(height / (heat ? 28 : 55))),
    nice: true,
  });
  const margin = {
    top: spec.y?.label || series.some(isCloud) ? 28 : 14,
    right: rightMargin(series, width),
    bottom: spec.x?.label ? 38 : 24,
    left: leftMargin(y),
  };
  const layout = turnLabels({ width, height, margin, x, y, series }, heat);
  return spec.square ? toSquare(layout) : layout;
}

/** Labels wider than their column stand upright; one or two characters would gain nothing by it and may touch. */
function turnLabels(layout: Layout, heat: boolean): Layout {
  const { x, margin, width } = layout;
  if (!heat || !isBand(x.domain)) return layout;
  const room = (width - margin.left - margin.right) / Math.max(1, (x.ticks ?? x.domain.values).length);
  const widest = widestOf(x.domain.values);
  if (widest > 20 ? widest + 4 <= room : widestPair(x.ticks ?? x.domain.values) - 1 <= room) return layout;
  const bottom = margin.bottom + Math.min(100, widest) - 6;
  return { ...layout, margin: { ...margin, bottom }, x: { ...x, isTurned: true } };
}

const largestCell = 46;

function toSquare(layout: Layout): Layout {
  const { x, y, margin } = layout;
  if (!isBand(x.domain) || !isBand(y.domain)) return layout;
  const [columns, rows] = [x.domain.values.length || 1, y.domain.values.length || 1];
  const cell = Math.min(largestCell, (layout.width - margin.left - margin.right) / columns);
  const width = Math.max(margin.left + margin.right + cell * columns, Math.min(layout.width, 200));
  return { ...layout, width, height: margin.top + margin.bottom + cell * rows };
}

/** Splits marks into series: by the values of their series column, one colour per column and series. */
export function toSeries(spec: FigureSpec): Series[] {
  const colours = new Map<string, string>();
  const colourOf = (key: string) => {
    if (!colours.has(key)) colours.set(key, toColour(colours.size));
    return colours.get(key)!;
  };
  return spec.marks.flatMap((mark) => splitMark(spec, mark, colourOf));
}

export function toColour(index: number): string {
  return `var(--figure-${(index % numColours) + 1})`;
}

function splitMark(spec: FigureSpec, mark: MarkSpec, colourOf: (key: string) => string): Series[] {
  if (mark.type === "rule") return [];
  const label = "label" in mark ? mark.label : undefined;
  const xs = columnOf(spec, mark.x);
  const ys = columnOf(spec, mark.type === "area" ? mark.y2 : mark.y);
  if ((mark.type === "line" || mark.type === "dot") && mark.series) return splitBySeries(spec, mark, xs, ys, colourOf);
  const ghost = ghostOf(mark);
  if (ghost !== undefined) return [{ mark, colour: ghost, xs, ys }];
  const key = mark.type === "area" ? lineBeside(spec, mark) : mark.type === "text" ? "" : mark.y;
  return [{ mark, label, colour: mark.type === "text" ? "currentColor" : colourOf(key), xs, ys }];
}

function splitBySeries(
  spec: FigureSpec,
  mark: Extract<MarkSpec, { type: "line" | "dot" }>,
  xs: Value[],
  ys: Value[],
  colourOf: (key: string) => string,
): Series[] {
  const names = columnOf(spec, mark.series!);
  const groups = new Map<string, Series>();
  xs.forEach((x, i) => {
    const label = String(names[i]);
    if (!groups.has(label)) groups.set(label, { mark, label, colour: colourOf(`${mark.y}|${label}`), xs: [], ys: [] });
    groups.get(label)!.xs.push(x);
    groups.get(label)!.ys.push(ys[i] ?? NaN);
  });
  return [...groups.values()];
}

/** An area around a line takes the line's colour. */
function lineBeside(spec: FigureSpec, area: Extract<MarkSpec, { type: "area" }>): string {
  const line = spec.marks.find((mark) => mark.type === "line" && mark.x === area.x);
  return line?.type === "line" ? line.y : area.y2;
}

export function columnOf(spec: FigureSpec, name: string): Value[] {
  return spec.data[name] ?? [];
}

/** All values that an axis must have room for. */
function valuesOf(spec: FigureSpec, axis: "x" | "y"): Value[] {
  return spec.marks.flatMap((mark): Value[] => {
    if (mark.type === "rule") return mark[axis] === undefined ? [] : [mark[axis]!];
    if (axis === "x") return columnOf(spec, mark.x);
    if (mark.type === "area") return [...columnOf(spec, mark.y1), ...columnOf(spec, mark.y2)];
    return mark.type === "bar" ? [0, ...columnOf(spec, mark.y)] : columnOf(spec, mark.y);
  });
}

function toAxis(
  spec: AxisSpec | undefined,
  values: Value[],
  wish: { band: boolean; count: number; nice: boolean; room?: number },
): Axis {
  const domain = toDomain(spec, values, wish);
  const fits = wish.room && isBand(domain) ? Math.floor(wish.room / (widestOf(domain.values) + 6)) : undefined;
  return { label: spec?.label, domain, ticks: findTicks(domain, wish.count, fits) };
}

/** What two neighbours among level labels need between their middles. */
function widestPair(values: Value[]): number {
  const widths = values.map((value) => textWidth(toTickText(value)));
  return Math.max(0, ...widths.slice(1).map((width, i) => (width + widths[i]!) / 2));
}

function widestOf(values: Value[]): number {
  return Math.max(0, ...values.map((value) => textWidth(toTickText(value))));
}

function toHeight(spec: FigureSpec, width: number): number {
  if (spec.height && spec.width) return Math.round((spec.height / spec.width) * Math.min(width, spec.width));
  if (spec.height) return spec.height;
  return Math.round(Math.min(360, Math.max(220, width * 0.52)));
}

/** Room for the labels that stand at the ends of lines. */
function rightMargin(series: Series[], width: number): number {
  const labels = series.filter(hasEndLabel).map((one) => endLabelWidth(one.label!));
  return Math.min(Math.max(16, ...labels.map((label) => label + 14)), Math.round(width * 0.34));
}

function leftMargin(axis: Axis): number {
  const ticks = isBand(axis.domain) ? axis.domain.values : (axis.ticks ?? []);
  return Math.min(120, Math.max(28, ...ticks.map((tick) => textWidth(toTickText(tick)) + 14)));
}

/** The points of a series that are drawn: a line keeps its extremes, a cloud its density. */
export function keptOf({ mark, ys }: Series, max: number): number[] {
  return mark.type === "dot" ? thinEvenly(ys.length, max) : thin(ys, max);
}

/** Curves of earlier runs lie under the newest. */
export function inDrawingOrder(series: Series[]): Series[] {
  const ghosts = series.filter(({ mark }) => ghostOf(mark) !== undefined);
  return ghosts.length === 0 ? series : [...ghosts, ...series.filter((one) => !ghosts.includes(one))];
}

/** Many dots in no order from left to right: they have no end to put a name at, and are named by the key. */
export function isCloud({ mark, label, xs }: Series): boolean {
  const isOrdered = () => xs.every((x, i) => i === 0 || x >= xs[i - 1]!);
  return mark.type === "dot" && label !== undefined && xs.length > 12 && !isOrdered();
}

/** Named at its last point. */
export function hasEndLabel(series: Series): boolean {
  return isLine(series) && Boolean(series.label) && !isCloud(series);
}

/** Whether a place of the drawing lies inside the axes. */
export function isInside({ width, height, margin }: Layout, x: number, y: number): boolean {
  const [right, bottom] = [width - margin.right, height - margin.bottom];
  return x >= margin.left - 0.5 && x <= right + 0.5 && y >= margin.top - 0.5 && y <= bottom + 0.5;
}

/** Where the name of a line begins that ends at the pixel `end`: beside it, or so far back that it is not cut. */
export function startOfLabel({ width, margin }: Layout, end: number, label: string): number {
  return Math.max(margin.left, Math.min(end + 7, width - endLabelWidth(label)));
}

export function isLine(series: Series): boolean {
  return series.mark.type === "line" || series.mark.type === "dot";
}

/** About the width of a line's name in the book's own face: narrower than textWidth says, so that it keeps off its line. */
export function endLabelWidth(label: string): number {
  const widthOf = (character: string) =>
    character.codePointAt(0)! > 0x2e7f ? 12 : /\p{Lu}/u.test(character) ? 7.5 : 5.8;
  return Array.from(label).reduce((sum, character) => sum + widthOf(character), 0);
}

/** About the width of a label at 12 px: CJK characters are square. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e7f ? 12 : 6.8), 0);
}

export function toTickText(tick: Value): string {
  if (typeof tick === "string") return tick;
  const extreme = tick !== 0 && (Math.abs(tick) >= 1e6 || Math.abs(tick) < 1e-3);
  const text = extreme
    ? String(Number(tick.toPrecision(3)).toExponential()).replace("e+", "e")
    : String(Number(tick.toPrecision(12)));
  return text.replace(/^-/, "−");
}

/** y pixels for labels at line ends, pushed apart so that no two are nearer than `gap`. */
export function spreadLabels(wanted: number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  let floor = low;
  for (const i of order) {
    placed[i] = Math.max(wanted[i]!, floor);
    floor = placed[i]! + gap;
  }
  let ceiling = high;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i]!, ceiling);
    ceiling = placed[i]! - gap;
  }
  return placed;
}
