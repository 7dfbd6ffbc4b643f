// What stands around a drawn figure: its plots, a ramp where shades have values, and the data behind a fold.
import type { FigureOutput, FigureSpec } from "../../src/kernel/output";
import { thinSpec } from "./figure-data";
import { summarise } from "./figure-summary";
import { formatNumber } from "./format-value";
import { wordsIn } from "./output-words";
import { toTable, toScrollBox } from "./render-table";
import { make, type Stage } from "./stage";

const maxRows = 40;
/** A page that was not run carries about so many rows, for whoever asks a point for its values. */
const maxCarried = 300;
const mostCarried = 40_000;

/** What the figures of the page were drawn from, by canvas. */
const specs = new WeakMap<Element, FigureSpec>();

/** Puts plots, ramp and data into the figure's canvas, in place of what was there. */
export function fillFigure(output: FigureOutput, canvas: HTMLElement, plots: Element[], stage: Stage): void {
  const { figure } = output;
  canvas.dataset.surface = "figure";
  for (const plot of plots) {
    plot.setAttribute("aria-label", toAlt(output));
    plot.setAttribute("aria-description", summarise(figure, wordsIn(stage.strings.language).figure));
    if (!stage.isStatic) plot.setAttribute("tabindex", "0");
  }
  canvas.replaceChildren(...plots, ...toRamp(figure, stage.document), ...toData(figure, stage));
  if (stage.isStatic) canvas.append(...carry(figure, stage.document));
  else specs.set(canvas, figure);
}

/** The spec of a figure in the page: of a run, or as the page carries it. */
export function specOf(canvas: Element): FigureSpec | undefined {
  const known = specs.get(canvas);
  if (known) return known;
  const text = canvas.querySelector("script.figure-spec")?.textContent;
  if (!text) return undefined;
  const spec = JSON.parse(text) as FigureSpec;
  specs.set(canvas, spec);
  return spec;
}

/** A map of many thousand cells is not carried: it answers once the cell has run. */
function carry(figure: FigureSpec, document: Document): HTMLElement[] {
  const text = JSON.stringify(thinSpec(figure, maxCarried)).replaceAll("<", "\\u003c");
  if (text.length > mostCarried) return [];
  return [make(document, "script", { type: "application/json", class: "figure-spec" }, text)];
}

/** A figure that nobody described is named after its axes. */
export function toAlt({ figure, text }: FigureOutput): string {
  const axes = [figure.y?.label, figure.x?.label].filter(Boolean).join(" / ");
  return figure.alt ?? figure.title ?? (text || axes);
}

/** For a heat map: what the lightest and the darkest shade stand for. */
function toRamp(spec: FigureSpec, document: Document): HTMLElement[] {
  const mark = spec.marks.find((one) => one.type === "cell");
  if (!mark) return [];
  const values = (spec.data[mark.value] ?? []).map(Number).filter(Number.isFinite);
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const low = values.some((value) => value < 0) ? -size : 0;
  const say = (value: number) => make(document, "span", {}, formatNumber(value));
  const strip = (...names: string[]) => make(document, "span", { class: ["ramp-strip", ...names].join(" ") });
  // Where shades go by the root, half the ink is a quarter of the value.
  const middle = mark.facets && low === 0 ? [strip("ramp-low"), say(size / 4), strip("ramp-high")] : undefined;
  const strips = middle ?? [low < 0 ? strip("ramp-two") : strip()];
  return [make(document, "p", { class: "figure-ramp" }, mark.label, say(low), ...strips, say(size))];
}

function toData(spec: FigureSpec, stage: Stage): HTMLElement[] {
  const { document, strings } = stage;
  const columns = Object.keys(spec.data);
  const count = Math.max(0, ...columns.map((name) => spec.data[name]!.length));
  if (count === 0) return [];
  const step = Math.ceil(count / maxRows);
  const rows = Array.from({ length: Math.ceil(count / step) }, (_, i) =>
    columns.map((name) => spec.data[name]![i * step] ?? ""),
  );
  const note = step > 1 ? make(document, "p", { class: "output-note" }, strings.everyNth(count, step)) : undefined;
  const table = toScrollBox(
    document,
    toTable(
      document,
      columns,
      rows.map((row) => row.map(toShort)),
    ),
    strings.data,
  );
  const words = wordsIn(strings.language).figure;
  return [
    make(
      document,
      "details",
      { class: "figure-data" },
      make(document, "summary", {}, words.data),
      make(document, "p", { class: "figure-summary" }, summarise(spec, words)),
      table,
      note,
      toTools({ copy: words.copy, png: words.png }, document),
    ),
  ];
}

function toTools(tools: Record<string, string>, document: Document): HTMLElement {
  const buttons = Object.entries(tools).map(([tool, text]) =>
    make(document, "button", { type: "button", "data-figure-tool": tool }, text),
  );
  return make(document, "div", { class: "figure-tools" }, ...buttons);
}

function toShort(value: number | string): number | string {
  return typeof value === "number" ? Number(value.toPrecision(6)) : value;
}
