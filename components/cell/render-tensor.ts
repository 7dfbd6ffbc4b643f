// A tensor: its shape, type and range, then numbers where they fit and a small heat map where they do not.
import type { TensorOutput } from "../../src/kernel/output";
import { formatNumber } from "./format-value";
import { wordsIn } from "./output-words";
import { make, type Pixels, type Stage } from "./stage";
import { frameMap } from "./tensor-frame";

/** Up to this many values are shown as numbers. */
const maxNumbers = 64;
const maxNumberColumns = 10;

export function renderTensor(tensor: TensorOutput, stage: Stage): HTMLElement {
  const { document } = stage;
  return make(document, "div", { class: "output-tensor" }, renderFacts(tensor, stage), ...renderValues(tensor, stage));
}

function renderFacts(
  { dtype, shape, min, mean, max, notFinite }: TensorOutput,
  { document, strings }: Stage,
): HTMLElement {
  const stats =
    min === undefined || mean === undefined || max === undefined || shape.length === 0
      ? ""
      : strings.tensorStats(formatNumber(min), formatNumber(mean), formatNumber(max));
  return make(
    document,
    "p",
    { class: "tensor-facts" },
    make(document, "code", {}, `(${shape.join(", ")})`),
    ` ${dtype}`,
    stats ? make(document, "span", { class: "tensor-stats" }, stats) : undefined,
    notFinite
      ? make(document, "span", { class: "tensor-bad" }, wordsIn(strings.language).tensor.notFinite(notFinite))
      : undefined,
  );
}

function renderValues(tensor: TensorOutput, stage: Stage): HTMLElement[] {
  const { values, shape } = tensor;
  if (values.length === 0) return [];
  const { rows, columns } = toGrid(shape, values.length);
  if (values.length <= maxNumbers && columns <= maxNumberColumns) return [renderNumbers(tensor, rows, columns, stage)];
  return [renderHeatMap(tensor, rows, columns, stage), ...renderCount(tensor, stage), renderText(tensor, stage)];
}

/** The numbers in words: for whoever does not see the map, and to copy. */
function renderText({ text }: TensorOutput, { document, strings }: Stage): HTMLElement {
  return make(
    document,
    "details",
    { class: "tensor-fold" },
    make(document, "summary", {}, wordsIn(strings.language).tensor.numbers),
    make(document, "pre", { class: "output-text", tabindex: 0 }, text),
  );
}

function renderCount({ values, shape }: TensorOutput, { document, strings }: Stage): HTMLElement[] {
  const total = shape.reduce((product, size) => product * size, 1);
  return values.length < total
    ? [make(document, "p", { class: "output-note" }, strings.firstValues(values.length, total))]
    : [];
}

/** Last axis across, all others down; a long vector is wrapped into rows. */
export function toGrid(shape: number[], count: number): { rows: number; columns: number } {
  const last = Math.max(1, shape.at(-1) ?? 1);
  const vector = shape.filter((size) => size > 1).length <= 1;
  const columns =
    vector && count > maxNumbers ? Math.ceil(Math.sqrt(count * 4)) : vector && count > 10 ? 8 : Math.min(last, count);
  return { rows: Math.ceil(count / columns), columns };
}

function renderNumbers(
  { values, dtype }: TensorOutput,
  rows: number,
  columns: number,
  { document }: Stage,
): HTMLElement {
  const toText = dtype === "bool" ? (value: number) => String(value !== 0) : formatNumber;
  const row = (r: number) =>
    make(
      document,
      "tr",
      {},
      ...values
        .slice(r * columns, (r + 1) * columns)
        .map((value) => make(document, "td", { class: "number" }, toText(value))),
    );
  return make(
    document,
    "table",
    { class: "tensor-numbers", tabindex: 0 },
    make(document, "tbody", {}, ...Array.from({ length: rows }, (_, r) => row(r))),
  );
}

function renderHeatMap(tensor: TensorOutput, rows: number, columns: number, stage: Stage): HTMLElement {
  const { values, text } = tensor;
  const map = stage.drawPixels(toHeatMap(values, rows, columns), text.split("\n")[0]!);
  const size = Math.max(2, Math.min(10, Math.floor(320 / columns), Math.floor(240 / rows)));
  map.style.width = `${columns * size}px`;
  map.classList.add("tensor-map");
  return frameMap(map, tensor, columns, stage);
}

/** Blue below zero, paper at zero, ochre above; missing values stay transparent. */
export function toHeatMap(values: number[], rows: number, columns: number): Pixels {
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  const size =
    values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0) || 1;
  values.forEach((value, i) => {
    if (Number.isFinite(value)) rgba.set([...shade(value / size), 255], i * 4);
  });
  return { width: columns, height: rows, rgba };
}

const paper = [244, 241, 234];
const above = [176, 92, 24];
const below = [33, 94, 140];

function shade(share: number): number[] {
  const ink = share < 0 ? below : above;
  return paper.map((from, i) => Math.round(from + (ink[i]! - from) * Math.abs(share)));
}
