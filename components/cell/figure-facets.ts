// A heat map in small ones: a grid of maps that share their places, each of its head and block, say. Drawn by us and not
// by Plot, because it is drawn again while a network trains: one path for each shade, whatever the number of cells.
import type { FigureSpec } from "../../src/book/figure-spec";
import { columnOf, findFacets, textWidth, toLayout, type FacetMark } from "./figure-layout";
import { findSize, toShade } from "./figure-shades";
import type { Stop, Track, Tracks } from "./figure-tracks";
import { makeSvg } from "./stage";

type Value = number | string;

const gap = 6;
const largestCell = 22;
/** Places have their names beside them where these can be written at least this large. */
const leastName = 9;
const numShades = 20;
const [labelRoom, titleRoom, nameRoom] = [20, 18, 15];

/** One cell, in places counted from 0. */
interface Cell {
  map: { column: number; row: number };
  x: number;
  y: number;
  value: number;
}

interface Facets {
  mark: FacetMark;
  columns: Value[];
  rows: Value[];
  xs: Value[];
  ys: Value[];
  cells: Cell[];
  /** Pixels. */
  cell: number;
  left: number;
  top: number;
  width: number;
  height: number;
  isNamed: boolean;
  isTurned: boolean;
}

/** The maps as one SVG element of the given width. */
export function drawFacets(document: Document, spec: FigureSpec, width: number): Element {
  const facets = toFacets(spec, width);
  const svg = makeSvg(
    document,
    "svg",
    { class: "figure-plot", role: "img", viewBox: `0 0 ${width} ${facets.height}`, fill: "currentColor" },
    makeSvg(document, "g", { "shape-rendering": "crispEdges" }, ...drawCells(document, facets)),
    ...drawTitles(document, facets),
    ...(facets.isNamed ? drawNames(document, facets) : []),
    ...drawLabels(document, spec, facets),
  );
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(facets.height));
  return svg;
}

function toFacets(spec: FigureSpec, width: number): Facets {
  const mark = findFacets(spec)!;
  const { across, down } = mark.facets;
  const lists = [across.by, down.by, mark.x, mark.y].map((name) => columnOf(spec, name));
  const [columns, rows, xs, ys] = lists.map((list) => [...new Set(list)]) as [Value[], Value[], Value[], Value[]];
  const places = [columns, rows, xs, ys].map((values) => new Map(values.map((value, i) => [value, i])));
  const placeOf = (list: number, i: number) => places[list]!.get(lists[list]![i]!)!;
  const cells = columnOf(spec, mark.value).map((value, i) => ({
    map: { column: placeOf(0, i), row: placeOf(1, i) },
    x: placeOf(2, i),
    y: placeOf(3, i),
    value: Number(value),
  }));
  const widest = Math.max(0, ...rows.map((row) => textWidth(`${down.label} ${row}`)));
  const isTurned = widest > 30;
  const sizeFor = (left: number) => {
    const room = (width - left - gap * (columns.length - 1) - 1) / Math.max(1, columns.length * xs.length);
    return Math.max(1, Math.min(largestCell, Math.floor(room * 2) / 2));
  };
  const narrow = (isTurned ? 14 : widest) + 6;
  const isNamed = toNameSize(sizeFor(narrow + nameRoom), mark.facets.names) >= leastName;
  const left = Math.round(narrow + (isNamed ? nameRoom : 0));
  const top = labelRoom + titleRoom;
  const cell = sizeFor(left);
  const tall = rows.length * ys.length * cell + gap * (rows.length - 1);
  const height = Math.ceil(top + tall + (isNamed ? nameRoom : 0) + labelRoom);
  return { mark, columns, rows, xs, ys, cells, cell, left, top, width, height, isNamed, isTurned };
}

/** The size of letters of which the widest name is no wider than its cell. */
function toNameSize(cell: number, names: readonly string[] = []): number {
  const widest = Math.max(0, ...names.map(textWidth));
  return widest === 0 ? 0 : Math.min(11, 1.3 * cell, (12 / widest) * cell);
}

const leftOf = ({ left, xs, cell }: Facets, column: number): number => left + column * (xs.length * cell + gap);
const topOf = ({ top, ys, cell }: Facets, row: number): number => top + row * (ys.length * cell + gap);

/** A shade's cells as one path; neighbours of one shade as one box. */
function drawCells(document: Document, facets: Facets): SVGElement[] {
  const { cells, cell } = facets;
  const size = findSize(cells.map(({ value }) => value));
  const paths = new Map<number, string[]>();
  for (let i = 0; i < cells.length;) {
    const first = cells[i]!;
    const shade = toLevel(first.value / size);
    let count = 1;
    while (isBeside(first, cells[i + count], count) && toLevel(cells[i + count]!.value / size) === shade) count++;
    i += count;
    if (Number.isNaN(shade)) continue;
    const [x, y] = [leftOf(facets, first.map.column) + first.x * cell, topOf(facets, first.map.row) + first.y * cell];
    const boxes = paths.get(shade) ?? [];
    paths.set(shade, boxes);
    boxes.push(`M${x} ${y}h${count * cell}v${cell}h${-count * cell}z`);
  }
  return [...paths].map(([shade, boxes]) => makeSvg(document, "path", { d: boxes.join(""), fill: toShade(shade) }));
}

/** By the root, so that small values are told from none: −1 … 1 in steps. */
function toLevel(share: number): number {
  return (Math.sign(share) * Math.round(Math.sqrt(Math.abs(share)) * numShades)) / numShades;
}

function isBeside(first: Cell, next: Cell | undefined, count: number): boolean {
  return (
    next !== undefined &&
    next.x === first.x + count &&
    next.y === first.y &&
    next.map.column === first.map.column &&
    next.map.row === first.map.row
  );
}

function drawTitles(document: Document, facets: Facets): SVGElement[] {
  const { columns, rows, xs, ys, cell, top, isTurned, mark } = facets;
  const { across, down } = mark.facets;
  const heads = columns.map((column, i) => {
    const x = leftOf(facets, i) + (xs.length * cell) / 2;
    return drawText(document, `${across.label} ${column}`, { x, y: top - 6, "text-anchor": "middle" });
  });
  const sides = rows.map((row, i) => {
    const y = topOf(facets, i) + (ys.length * cell) / 2;
    const upright = { x: 0, y, dy: "0.32em" };
    const turned = { transform: `translate(10 ${y}) rotate(-90)`, "text-anchor": "middle" };
    return drawText(document, `${down.label} ${row}`, isTurned ? turned : upright);
  });
  return [...heads, ...sides];
}

/** Names of the places: of the rows beside the first map of a line, of the columns under the last line. */
function drawNames(document: Document, facets: Facets): SVGElement[] {
  const { columns, rows, xs, ys, cell, left, mark } = facets;
  const size = toNameSize(cell, mark.facets.names);
  const nameOf = (place: Value) => mark.facets.names![Number(place) - 1] ?? "";
  const style = { "font-size": size, "text-anchor": "middle", "fill-opacity": 0.85 };
  const beside = rows.flatMap((_, row) =>
    ys.map((place, i) =>
      drawText(document, nameOf(place), {
        ...style,
        x: left - 8,
        y: topOf(facets, row) + (i + 0.5) * cell,
        dy: "0.34em",
      }),
    ),
  );
  const bottom = topOf(facets, rows.length) - gap + size + 1;
  const under = columns.flatMap((_, column) =>
    xs.map((place, i) =>
      drawText(document, nameOf(place), { ...style, x: leftOf(facets, column) + (i + 0.5) * cell, y: bottom }),
    ),
  );
  return [...beside, ...under];
}

function drawLabels(document: Document, { x, y }: FigureSpec, facets: Facets): SVGElement[] {
  const right = leftOf(facets, facets.columns.length) - gap;
  const quiet = { "fill-opacity": 0.75 };
  return [
    ...(y?.label ? [drawText(document, y.label, { x: 0, y: 12, ...quiet })] : []),
    ...(x?.label
      ? [drawText(document, x.label, { x: right, y: facets.height - 4, "text-anchor": "end", ...quiet })]
      : []),
  ];
}

function drawText(document: Document, text: string, attributes: Record<string, string | number>): SVGElement {
  return makeSvg(document, "text", { "font-size": 12, ...attributes }, text);
}

/** What pointer and keys walk: the rows of one map after those of another. */
export function findFacetTracks(spec: FigureSpec, width: number, toText: (value: Value) => string): Tracks {
  const facets = toFacets(spec, width);
  const { mark, columns, rows, xs, ys, cell } = facets;
  const { across, down, names } = mark.facets;
  const wide = { width: xs.length * cell, height: ys.length * cell };
  const nameOf = (place: Value) => [place, names?.[Number(place) - 1]].filter(Boolean).join(" ");
  const tracks = new Map<string, Stop[]>();
  for (const { map, x, y, value } of facets.cells) {
    const frame = { left: leftOf(facets, map.column), top: topOf(facets, map.row), cell, ...wide };
    const stop = {
      x: frame.left + (x + 0.5) * cell,
      y: frame.top + (y + 0.5) * cell,
      across: `${down.label} ${rows[map.row]}, ${across.label} ${columns[map.column]}`,
      up: `${nameOf(ys[y]!)} → ${nameOf(xs[x]!)}: ${toText(value)}`,
      frame,
    };
    const key = `${map.row} ${map.column} ${y}`;
    tracks.set(key, [...(tracks.get(key) ?? []), stop]);
  }
  const list = [...tracks].map(([name, stops]): Track => ({ name, colour: "var(--accent)", stops }));
  return { kind: "grid", tracks: list, layout: { ...toLayout(spec, width), width, height: facets.height } };
}
