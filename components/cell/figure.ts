// FigureSpec → SVG through Observable Plot: at build on a linkedom document, in the page on its own.
// Colours are the page's variables, lines are labelled at their ends. Never drawn while points stream.
import * as Plot from "@observablehq/plot";
import type { FigureSpec, MarkSpec } from "../../src/book/figure-spec";
import { clipCurves } from "./figure-clip";
import { drawFacets } from "./figure-facets";
import { drawKey } from "./figure-key";
import { ghostOf } from "./figure-overlay";
import {
  columnOf,
  findFacets,
  hasEndLabel,
  inDrawingOrder,
  isInside,
  keptOf,
  spreadLabels,
  startOfLabel,
  textWidth,
  toLayout,
  toTickText,
  type Layout,
  type Series,
} from "./figure-layout";
import { placeRuleNames } from "./figure-rules";
import { isBand, thin, toPixel, type Domain } from "./figure-scale";
import { findSize, toShade } from "./figure-shades";

/** More points than a line this wide can show are thinned, extremes kept. */
const maxPoints = 1000;

/** The figure as one SVG element of the given width. */
export function drawFigure(document: Document, spec: FigureSpec, width: number, points = maxPoints): Element {
  if (findFacets(spec)) return drawFacets(document, spec, width);
  const layout = toLayout(spec, width);
  const svg = Plot.plot({ ...toPlotOptions(spec, layout, points), document });
  svg.removeAttribute("class");
  svg.querySelector("style")?.remove();
  svg.setAttribute("class", "figure-plot");
  svg.setAttribute("role", "img");
  if (spec.x?.domain ?? spec.y?.domain) clipCurves(svg, layout);
  svg.append(...drawKey(document, layout));
  for (const group of svg.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  return svg as Element;
}

/** The same figure as Plot's options: plain data and marks. */
function toPlotOptions(spec: FigureSpec, layout: Layout, points = maxPoints): Plot.PlotOptions {
  const { width, height, margin } = layout;
  return {
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    style: { background: "transparent" },
    ariaLabel: spec.alt ?? spec.title,
    x: { ...toScale(layout.x.domain, isHeat(spec)), axis: null },
    y: { ...toScale(layout.y.domain, isHeat(spec)), axis: null },
    color: { type: "identity" },
    marks: [
      ...toAxes(layout, isHeat(spec)),
      ...inDrawingOrder(layout.series).flatMap((series) => toMarks(spec, series, points, layout)),
      ...spec.marks.filter((mark) => mark.type === "rule").flatMap((mark) => toRule(mark, layout)),
      ...toRuleNames(spec, layout),
      ...toLabels(layout),
    ],
  };
}

function isHeat(spec: FigureSpec): boolean {
  return spec.marks.some((mark) => mark.type === "cell");
}

/** Shades of a heat map touch; bars do not. */
function toScale(domain: Domain, touching: boolean): Plot.ScaleOptions {
  if (isBand(domain)) return { type: "band", domain: domain.values, padding: touching ? 0 : 0.15 };
  return { type: domain.type, domain: [domain.min, domain.max] };
}

function toAxes(layout: Layout, heat: boolean): Plot.Markish[] {
  const quiet = { stroke: "currentColor", strokeOpacity: 0.14 };
  const text = { tickSize: 0, tickPadding: 8, tickFormat: toTickText, label: null, fontSize: 12 };
  return [
    ...(heat || isBand(layout.y.domain) ? [] : [Plot.gridY({ ticks: layout.y.ticks as number[], ...quiet })]),
    Plot.axisY({ ...text, ...(layout.y.ticks && { ticks: layout.y.ticks as number[] }) }),
    Plot.axisX({
      ...text,
      ...(layout.x.ticks && { ticks: layout.x.ticks as number[] }),
      ...(layout.x.isTurned && { tickRotate: -90, textAnchor: "end" }),
    }),
    ...(layout.y.label ? [frameText(layout.y.label, "top-left", { dx: -layout.margin.left, dy: -22 })] : []),
    ...(layout.x.label ? [frameText(layout.x.label, "bottom-right", { dy: layout.margin.bottom - 4 })] : []),
  ];
}

function frameText(
  text: string,
  frameAnchor: Plot.FrameAnchor,
  shift: { dx?: number; dy: number },
  style: Plot.TextOptions = { fontSize: 12, fill: "currentColor", fillOpacity: 0.75 },
): Plot.Markish {
  return Plot.text([text], { frameAnchor, ...style, ...shift });
}

function toMarks(spec: FigureSpec, series: Series, points: number, layout: Layout): Plot.Markish[] {
  const { mark, colour } = series;
  switch (mark.type) {
    case "line":
      return [Plot.line(thinned(series, points), { x: "x", y: "y", stroke: colour, ...penOf(mark), ...dashOf(mark) })];
    case "dot":
      return [
        Plot.dot(thinned(series, points).filter(isShownIn(layout)), {
          x: "x",
          y: "y",
          fill: colour,
          fillOpacity: 0.75,
          r: 2.8,
        }),
      ];
    case "bar":
      return [Plot.barY(rowsOf(series), { x: "x", y: "y", fill: colour }), Plot.ruleY([0], { strokeOpacity: 0.4 })];
    case "area":
      return [toArea(spec, mark, colour, points)];
    case "cell":
      return [
        Plot.cell(rowsOf(series), {
          x: "x",
          y: "y",
          fill: toShades(columnOf(spec, mark.value), mostInk(spec)),
          inset: 0.25,
        }),
      ];
    case "text":
      return fitsCells(spec, mark, layout) ? [toTexts(spec, mark, series)] : [];
    case "rule":
      return [];
    default:
      return mark satisfies never;
  }
}

function penOf(mark: MarkSpec) {
  return ghostOf(mark) === undefined ? { strokeWidth: 2 } : { strokeWidth: 1, strokeOpacity: 0.55 };
}

function dashOf(mark: { dash?: boolean }) {
  return mark.dash ? { strokeDasharray: "5 4" } : {};
}

function rowsOf(series: Series) {
  return series.xs.map((x, i) => ({ x, y: series.ys[i] ?? NaN }));
}

function thinned(series: Series, points: number) {
  return keptOf(series, points).map((i) => ({ x: series.xs[i]!, y: series.ys[i] ?? NaN }));
}

function isShownIn(layout: Layout): (point: { x: number | string; y: number | string }) => boolean {
  const { width, height, margin } = layout;
  return ({ x, y }) =>
    isInside(
      layout,
      toPixel(layout.x.domain, x, margin.left, width - margin.right),
      toPixel(layout.y.domain, y, height - margin.bottom, margin.top),
    );
}

function toArea(
  spec: FigureSpec,
  mark: Extract<MarkSpec, { type: "area" }>,
  colour: string,
  points: number,
): Plot.Markish {
  const [x, y1, y2] = [columnOf(spec, mark.x), columnOf(spec, mark.y1), columnOf(spec, mark.y2)];
  const rows = thin(y2, points).map((i) => ({ x: x[i], y1: y1[i], y2: y2[i] }));
  return Plot.areaY(rows, { x: "x", y1: "y1", y2: "y2", fill: colour, fillOpacity: 0.18 });
}

/** Words that would run into the next cell are left to the pointer and the table. */
function fitsCells(spec: FigureSpec, mark: Extract<MarkSpec, { type: "text" }>, { x, width, margin }: Layout): boolean {
  if (!isBand(x.domain)) return true;
  const widest = Math.max(0, ...columnOf(spec, mark.text).map((text) => textWidth(String(text))));
  return widest <= (width - margin.left - margin.right) / x.domain.values.length + 1;
}

function toTexts(spec: FigureSpec, mark: Extract<MarkSpec, { type: "text" }>, series: Series): Plot.Markish {
  const texts = columnOf(spec, mark.text).map(String);
  const dy = spec.marks.some(({ type }) => type === "dot") ? -11 : 0; // a number on a dot hides both
  const isOnLine = spec.marks.some((other) => other.type === "line" && other.x === mark.x && other.y === mark.y);
  const style = { ...(isOnLine ? nameStyle : {}), fill: "var(--ink-strong)", fillOpacity: 1, fontSize: 12 };
  return Plot.text(rowsOf(series), { x: "x", y: "y", text: texts, dy, ...style });
}

/** Shades that carry text stay light enough for it. */
function mostInk(spec: FigureSpec): number {
  return spec.marks.some((mark) => mark.type === "text") ? 60 : 100;
}

/** The paper round the letters keeps a curve that passes there apart from them. */
const nameStyle = {
  fontSize: 12,
  fill: "currentColor",
  fillOpacity: 0.75,
  stroke: "var(--paper, #fff)",
  strokeWidth: 4,
  strokeOpacity: 0.85,
};

function toRule(mark: Extract<MarkSpec, { type: "rule" }>, layout: Layout): Plot.Markish[] {
  const style = { stroke: "currentColor", strokeOpacity: 0.55, strokeDasharray: "3 3" };
  if (mark.y !== undefined) return [Plot.ruleY([mark.y], style)];
  if (mark.x === undefined) return [];
  const right = toPixel(layout.x.domain, mark.x, 0, 1) > 0.7;
  const label = Plot.text([mark.x], {
    ...nameStyle,
    text: [mark.label ?? ""],
    x: (x: number) => x,
    frameAnchor: "top",
    textAnchor: right ? "end" : "start",
    dx: right ? -6 : 6,
    dy: 6,
  });
  return [Plot.ruleX([mark.x], style), ...(mark.label ? [label] : [])];
}

/** y is the middle of a name, as where figure-rules.ts looks for room. */
const ruleNameStyle = { ...nameStyle, lineAnchor: "middle" } as const;

function toRuleNames(spec: FigureSpec, layout: Layout): Plot.Markish[] {
  return placeRuleNames(spec, layout).map(({ text, x, y }) =>
    frameText(text, "top-left", { dx: x - layout.margin.left, dy: y - layout.margin.top }, ruleNameStyle),
  );
}

/** A label at the end of what is seen of each line, in its colour, pushed apart where two would touch. */
function toLabels(layout: Layout): Plot.Markish[] {
  const labelled = layout.series.filter((series) => hasEndLabel(series) && series.xs.length > 0);
  const { top, bottom } = layout.margin;
  const isShown = isShownIn(layout);
  const ends = labelled.map((series) => {
    const points = rowsOf(series);
    return points.findLast(isShown) ?? points.at(-1)!;
  });
  const shifts = ends.map(({ x }, i) => {
    const end = toPixel(layout.x.domain, x, layout.margin.left, layout.width - layout.margin.right);
    return startOfLabel(layout, end, labelled[i]!.label!) - end;
  });
  const wanted = ends.map(({ y }) => toPixel(layout.y.domain, y, layout.height - bottom, top));
  const placed = spreadLabels(wanted, 14, top, layout.height - bottom);
  return labelled.map((series, i) =>
    Plot.text([ends[i]!], {
      x: "x",
      y: "y",
      text: [series.label!],
      textAnchor: "start",
      dx: shifts[i]!,
      dy: placed[i]! - wanted[i]!,
      ...(shifts[i]! < 7 ? nameStyle : {}),
      fill: series.colour,
      fillOpacity: 1,
      fontSize: 12,
      fontWeight: 600,
    }),
  );
}

/** Shades between the page's paper and its first colour; below zero, its second. */
export function toShades(values: (number | string)[], most = 100): string[] {
  const numbers = values.map(Number);
  const size = findSize(numbers);
  return numbers.map((value) => (Number.isFinite(value) ? toShade(value / size, most) : "none"));
}
