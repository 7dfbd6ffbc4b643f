// What stands around a drawn figure: its plots, a ramp where shades have values, and the data behind a fold.
import type { FigureOutput, FigureSpec } from "../../src/kernel/output";
import { formatNumber } from "./format-value";
import { toTable, toScrollBox } from "./render-table";
import { make, type Stage } from "./stage";

const maxRows = 40;

/** Puts plots, ramp and data into the figure's canvas, in place of what was there. */
export function fillFigure(output: FigureOutput, canvas: HTMLElement, plots: Element[], stage: Stage): void {
  for (const plot of plots) plot.setAttribute("aria-label", toAlt(output));
  canvas.replaceChildren(...plots, ...toRamp(output.figure, stage.document), ...toData(output.figure, stage));
}

export function toAlt({ figure, text }: FigureOutput): string {
  return figure.alt ?? figure.title ?? text;
}

/** For a heat map: what the lightest and the darkest shade stand for. */
function toRamp(spec: FigureSpec, document: Document): HTMLElement[] {
  const mark = spec.marks.find((one) => one.type === "cell");
  if (!mark) return [];
  const values = (spec.data[mark.value] ?? []).map(Number).filter(Number.isFinite);
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const low = values.some((value) => value < 0) ? -size : 0;
  const ends = [low, size].map((value) => make(document, "span", {}, formatNumber(value)));
  const strip = make(document, "span", { class: low < 0 ? "ramp-strip ramp-two" : "ramp-strip" });
  return [make(document, "p", { class: "figure-ramp" }, mark.label, ends[0]!, strip, ends[1]!)];
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
  return [
    make(document, "details", { class: "figure-data" }, make(document, "summary", {}, strings.data), table, note),
  ];
}

function toShort(value: number | string): number | string {
  return typeof value === "number" ? Number(value.toPrecision(6)) : value;
}
