// A figure while a run streams points into it: lines and dots in the axes that Plot will use at the end.
// Redrawn with the page's frames; only paths and, when a domain grew, axes are touched.
import type { FigureSpec } from "../../src/book/figure-spec";
import { toClipBox } from "./figure-clip";
import { drawKey } from "./figure-key";
import { ghostOf } from "./figure-overlay";
import {
  hasEndLabel,
  inDrawingOrder,
  isInside,
  isLine,
  keptOf,
  spreadLabels,
  startOfLabel,
  toLayout,
  toTickText,
  type Layout,
  type Series,
} from "./figure-layout";
import { placeRuleNames } from "./figure-rules";
import { isBand, toPixel } from "./figure-scale";
import { pageFrames } from "./page-frames";
import { makeSvg } from "./stage";

const maxPoints = 1000;

/** True where every mark can grow: lines, dots and rules on number axes. */
export function canStream(spec: FigureSpec): boolean {
  const simple = spec.marks.every((mark) => mark.type === "line" || mark.type === "dot" || mark.type === "rule");
  const { x, y } = toLayout(spec, 640);
  return simple && !isBand(x.domain) && !isBand(y.domain);
}

export class StreamFigure {
  readonly element: SVGElement;
  #axes: SVGElement;
  #marks: SVGElement;
  #axesKey = "";

  constructor(
    private readonly spec: FigureSpec,
    private readonly width: number,
  ) {
    this.element = makeSvg(document, "svg", {
      class: "figure-plot",
      role: "img",
      fill: "currentColor",
      "font-size": 12,
    });
    this.#axes = makeSvg(document, "g", { "aria-hidden": "true" });
    this.#marks = makeSvg(document, "g", { "aria-hidden": "true", fill: "none" });
    this.element.append(this.#axes, this.#marks);
    this.#draw();
  }

  /** The spec's columns have grown. */
  grow(): void {
    pageFrames.draw(this, () => this.#draw());
  }

  end(): void {
    pageFrames.drop(this);
  }

  #draw(): void {
    const layout = toLayout(this.spec, this.width);
    this.#drawAxes(layout);
    const series = inDrawingOrder(layout.series.filter(isLine));
    this.#marks.replaceChildren(
      ...this.#clip(
        series.filter(({ mark }) => mark.type === "line").map((one) => drawLine(one, layout)),
        layout,
      ),
      ...series.filter(({ mark }) => mark.type === "dot").map((one) => drawDots(one, layout)),
      ...drawLabels(layout),
      ...drawKey(document, layout),
    );
  }

  /** Where the author says how far the axes go, lines may go further. */
  #clip(lines: SVGElement[], layout: Layout): SVGElement[] {
    if (!(this.spec.x?.domain ?? this.spec.y?.domain)) return lines;
    const box = toClipBox(document, layout);
    box.append(...lines);
    return [box];
  }

  #drawAxes(layout: Layout): void {
    const key = JSON.stringify([layout.x, layout.y, layout.margin, layout.width, layout.height]);
    if (key === this.#axesKey) return;
    this.#axesKey = key;
    const { width, height } = layout;
    setAll(this.element, { viewBox: `0 0 ${width} ${height}`, width, height });
    this.#axes.replaceChildren(
      ...drawGrid(layout),
      ...drawTicks(layout),
      ...drawAxisLabels(layout),
      ...drawRules(this.spec, layout),
    );
  }
}

function setAll(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

const xOf = ({ x, width, margin }: Layout, value: string | number) =>
  toPixel(x.domain, value, margin.left, width - margin.right);
const yOf = ({ y, height, margin }: Layout, value: string | number) =>
  toPixel(y.domain, value, height - margin.bottom, margin.top);

function drawDots(series: Series, layout: Layout): SVGElement {
  return makeSvg(document, "path", {
    d: toDots(series, keptOf(series, maxPoints), layout),
    stroke: series.colour,
    "stroke-width": 5.6,
    "stroke-linecap": "round",
    "stroke-opacity": 0.75,
  });
}

function drawLine(series: Series, layout: Layout): SVGElement {
  const dash = "dash" in series.mark && series.mark.dash ? "5 4" : "none";
  const isGhost = ghostOf(series.mark) !== undefined;
  return makeSvg(document, "path", {
    d: toLine(series, keptOf(series, maxPoints), layout),
    stroke: series.colour,
    "stroke-width": isGhost ? 1 : 2,
    "stroke-opacity": isGhost ? 0.55 : 1,
    "stroke-linejoin": "round",
    "stroke-dasharray": dash,
  });
}

/** M x,y L x,y …; a point without a number starts a new piece. */
function toLine({ xs, ys }: Series, kept: number[], layout: Layout): string {
  let text = "";
  let pen = "M";
  for (const i of kept) {
    const y = yOf(layout, ys[i] ?? NaN);
    if (Number.isFinite(y)) text += `${pen}${xOf(layout, xs[i]!).toFixed(1)},${y.toFixed(1)}`;
    pen = Number.isFinite(y) ? "L" : "M";
  }
  return text;
}

/** A round cap on a line of no length is a dot. */
function toDots({ xs, ys }: Series, kept: number[], layout: Layout): string {
  const dots = kept.map((i) => [xOf(layout, xs[i]!), yOf(layout, ys[i] ?? NaN)] as const);
  return dots
    .filter(([x, y]) => Number.isFinite(y) && isInside(layout, x, y))
    .map(([x, y]) => `M${x.toFixed(1)},${y.toFixed(1)}h0`)
    .join("");
}

function drawLabels(layout: Layout): SVGElement[] {
  const { margin, height } = layout;
  const labelled = layout.series.filter((series) => hasEndLabel(series) && series.xs.length > 0);
  const placed = spreadLabels(
    labelled.map((series) => yOf(layout, series.ys.at(-1)!)),
    14,
    margin.top,
    height - margin.bottom,
  );
  return labelled.map((series, i) =>
    makeSvg(
      document,
      "text",
      {
        x: startOfLabel(layout, xOf(layout, series.xs.at(-1)!), series.label!),
        y: placed[i]!,
        dy: "0.32em",
        fill: series.colour,
        "font-weight": 600,
      },
      series.label!,
    ),
  );
}

function drawGrid(layout: Layout): SVGElement[] {
  const { margin, width } = layout;
  return (layout.y.ticks ?? []).map((tick) =>
    makeSvg(document, "path", {
      d: `M${margin.left},${yOf(layout, tick)}H${width - margin.right}`,
      stroke: "currentColor",
      "stroke-opacity": 0.14,
    }),
  );
}

function drawTicks(layout: Layout): SVGElement[] {
  const { margin, height } = layout;
  const across = (layout.x.ticks ?? []).map((tick) =>
    makeSvg(
      document,
      "text",
      { x: xOf(layout, tick), y: height - margin.bottom + 8, dy: "0.71em", "text-anchor": "middle" },
      toTickText(tick),
    ),
  );
  const up = (layout.y.ticks ?? []).map((tick) =>
    makeSvg(
      document,
      "text",
      { x: margin.left - 8, y: yOf(layout, tick), dy: "0.32em", "text-anchor": "end" },
      toTickText(tick),
    ),
  );
  return [...across, ...up];
}

function drawAxisLabels({ x, y, width, height, margin }: Layout): SVGElement[] {
  const quiet = { "fill-opacity": 0.75 };
  const across = makeSvg(
    document,
    "text",
    { x: width - margin.right, y: height - 4, "text-anchor": "end", ...quiet },
    x.label ?? "",
  );
  const up = makeSvg(document, "text", { x: 0, y: margin.top - 13, ...quiet }, y.label ?? "");
  return [...(x.label ? [across] : []), ...(y.label ? [up] : [])];
}

function drawRules(spec: FigureSpec, layout: Layout): SVGElement[] {
  const { margin, width, height } = layout;
  const style = { stroke: "currentColor", "stroke-opacity": 0.55, "stroke-dasharray": "3 3" };
  const rules = spec.marks.flatMap((mark) => {
    if (mark.type !== "rule") return [];
    const across = mark.y === undefined ? "" : `M${margin.left},${yOf(layout, mark.y)}H${width - margin.right}`;
    const up = mark.x === undefined ? "" : `M${xOf(layout, mark.x)},${margin.top}V${height - margin.bottom}`;
    return [makeSvg(document, "path", { d: across + up, ...style })];
  });
  const names = placeRuleNames(spec, layout).map(({ text, x, y }) =>
    makeSvg(document, "text", { x, y, dy: "0.32em", "fill-opacity": 0.75 }, text),
  );
  return [...rules, ...names];
}
