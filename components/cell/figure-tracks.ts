// What can be read off a figure: its points in order, each with its place and its values in words. A line, a cloud or a
// row of bars is a track; of a heat map each row is one. Pure, so that pointer, keys and tests walk the same points.
import type { FigureSpec, MarkSpec } from "../../src/book/figure-spec";
import { findFacetTracks } from "./figure-facets";
import { ghostOf } from "./figure-overlay";
import { columnOf, findFacets, isInside, toLayout, type Layout, type Series } from "./figure-layout";
import { isBand, toPixel } from "./figure-scale";
import { formatNumber } from "./format-value";

type Value = number | string;

export interface Stop {
  /** In the units of the drawing. */
  x: number;
  y: number;
  /** Values with their names: `step 3`, `loss 0.21`. */
  across: string;
  up: string;
  /** The small map that it stands in, where there are several; a cell is `cell` wide and high. */
  frame?: { left: number; top: number; width: number; height: number; cell: number };
}

export interface Track {
  name: string;
  colour: string;
  stops: Stop[];
}

export interface Tracks {
  /** `lines`: the pointer finds by x; `cloud`: by distance; `grid`: the cell under it. */
  kind: "lines" | "cloud" | "grid";
  tracks: Track[];
  layout: Layout;
}

/** The tracks of a figure drawn so wide. */
export function findTracks(spec: FigureSpec, width: number): Tracks {
  if (findFacets(spec)) return findFacetTracks(spec, width, toText);
  const layout = toLayout(spec, width);
  const heat = spec.marks.find((mark) => mark.type === "cell");
  if (heat) return { kind: "grid", layout, tracks: toRows(spec, heat, layout) };
  const kind = layout.series.some(({ mark }) => mark.type !== "dot" && mark.type !== "text") ? "lines" : "cloud";
  const tracks = layout.series
    .filter(({ mark }) => mark.type !== "text")
    .map((series) => toTrack(spec, series, layout))
    .filter(({ stops }) => stops.length > 0);
  return { kind, layout, tracks };
}

function toTrack(spec: FigureSpec, series: Series, layout: Layout): Track {
  const { mark, xs, ys, colour } = series;
  const names = mark.type === "rule" ? { x: "x", y: "y" } : { x: mark.x, y: mark.type === "area" ? mark.y2 : mark.y };
  const xName = spec.x?.label ?? names.x;
  const yName = nameOf(spec, series, layout.series);
  // A row with a name needs no other.
  const toUp = (y: Value) => (typeof y === "string" && !series.label && !spec.y?.label ? y : `${yName} ${toText(y)}`);
  const stops = xs.flatMap((x, i) => {
    const place = { x: placeX(layout, x, mark), y: placeY(layout, ys[i] ?? NaN) };
    if (!Number.isFinite(place.x) || !Number.isFinite(place.y) || !isInside(layout, place.x, place.y)) return [];
    return [{ ...place, across: `${xName} ${toText(x)}`, up: toUp(ys[i]!) }];
  });
  if (mark.type !== "dot") stops.sort((a, b) => a.x - b.x);
  return { name: yName, colour, stops };
}

/** What a series is called: as it is labelled; by the axis where that can mean only it; else by its column. */
export function nameOf(spec: FigureSpec, { mark, label }: Series, all: readonly Series[]): string {
  if (label !== undefined) return label;
  const column = mark.type === "rule" ? "y" : mark.type === "area" ? mark.y2 : mark.y;
  const unnamed = all.filter((one) => one.label === undefined && isCurve(one));
  return (unnamed.length > 1 && ghostOf(mark) === undefined ? undefined : spec.y?.label) ?? column;
}

function isCurve({ mark }: Series): boolean {
  return mark.type !== "text" && mark.type !== "area" && ghostOf(mark) === undefined;
}

function toRows(spec: FigureSpec, mark: Extract<MarkSpec, { type: "cell" }>, layout: Layout): Track[] {
  const [xs, ys, values] = [columnOf(spec, mark.x), columnOf(spec, mark.y), columnOf(spec, mark.value)];
  const texts = spec.marks.find((one) => one.type === "text");
  const words = texts ? columnOf(spec, texts.text) : [];
  const rows = new Map<Value, Stop[]>();
  xs.forEach((x, i) => {
    const y = ys[i]!;
    const value = `${mark.label ?? mark.value} ${toText(values[i]!)}`;
    const said = words[i] === undefined ? value : `${toText(words[i])} · ${value}`;
    const stop = {
      x: placeX(layout, x, mark),
      y: placeY(layout, y),
      across: `${spec.y?.label ?? mark.y} ${toText(y)}, ${spec.x?.label ?? mark.x} ${toText(x)}`,
      up: said,
    };
    rows.set(y, [...(rows.get(y) ?? []), stop]);
  });
  return [...rows]
    .map(([y, stops]) => ({ name: toText(y), colour: "var(--accent)", stops: stops.sort((a, b) => a.x - b.x) }))
    .sort((a, b) => a.stops[0]!.y - b.stops[0]!.y);
}

function placeX({ x, width, margin }: Layout, value: Value, mark: MarkSpec): number {
  const [from, to] = [margin.left, width - margin.right];
  if (!isBand(x.domain)) return toPixel(x.domain, value, from, to);
  // d3's band scale: the gaps between bars also stand at both ends.
  const gap = mark.type === "cell" ? 0 : 0.15;
  const step = (to - from) / (x.domain.values.length + gap);
  return from + step * (gap + x.domain.values.indexOf(value) + (1 - gap) / 2);
}

/** Bands go down, numbers go up. */
function placeY({ y, height, margin }: Layout, value: Value): number {
  const [bottom, top] = [height - margin.bottom, margin.top];
  return isBand(y.domain) ? toPixel(y.domain, value, top, bottom) : toPixel(y.domain, value, bottom, top);
}

export function toText(value: Value): string {
  return typeof value === "number" ? formatNumber(value) : value;
}

export type Spot = [track: number, stop: number];

/** The point that a pointer at (x, y) means; undefined where none is near. */
export function findNearest({ kind, tracks }: Tracks, x: number, y: number, reach = 36): Spot | undefined {
  const weigh = (stop: Stop) => (kind === "lines" ? Math.abs(stop.x - x) : Math.hypot(stop.x - x, stop.y - y));
  const best = tracks.map((track, t) => {
    const near = track.stops.reduce((least, stop, i) => (weigh(stop) < weigh(track.stops[least]!) ? i : least), 0);
    return [t, near] as Spot;
  });
  const byDistance = best.toSorted((a, b) => distance(tracks, a, x, y) - distance(tracks, b, x, y));
  const found = byDistance[0];
  if (!found) return undefined;
  return kind === "cloud" && distance(tracks, found, x, y) > reach ? undefined : found;
}

function distance(tracks: Track[], [track, stop]: Spot, x: number, y: number): number {
  const { x: sx, y: sy } = tracks[track]!.stops[stop]!;
  return Math.hypot(sx - x, sy - y);
}

/** What the keys mean: along a track, to the next track at about the same x, to its ends. */
export function walk({ tracks }: Tracks, [track, stop]: Spot, key: string): Spot | undefined {
  const { stops } = tracks[track]!;
  const along = (to: number): Spot => [track, Math.min(stops.length - 1, Math.max(0, to))];
  const page = Math.max(1, Math.round(stops.length / 10));
  switch (key) {
    case "ArrowRight":
      return along(stop + 1);
    case "ArrowLeft":
      return along(stop - 1);
    case "PageDown":
      return along(stop + page);
    case "PageUp":
      return along(stop - page);
    case "Home":
      return along(0);
    case "End":
      return along(stops.length - 1);
    case "ArrowDown":
      return toTrackAt(tracks, Math.min(tracks.length - 1, track + 1), stops[stop]!.x);
    case "ArrowUp":
      return toTrackAt(tracks, Math.max(0, track - 1), stops[stop]!.x);
    default:
      return undefined;
  }
}

function toTrackAt(tracks: Track[], track: number, x: number): Spot {
  const { stops } = tracks[track]!;
  return [track, stops.reduce((best, stop, i) => (Math.abs(stop.x - x) < Math.abs(stops[best]!.x - x) ? i : best), 0)];
}
