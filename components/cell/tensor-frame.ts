// What stands around a tensor's heat map, so that its values can be asked for: how many squares a row has, and of
// which place in the tensor each is. Drawn by render-tensor.ts, asked by tensor-probe.ts.
import type { TensorOutput } from "../../src/kernel/output";
import { wordsIn } from "./output-words";
import { make, type Stage } from "./stage";

export interface TensorGrid {
  shape: number[];
  values: number[];
  columns: number;
}

/** A page that was not run carries the values of a map up to this size. */
const mostCarried = 4096;

const grids = new WeakMap<Element, TensorGrid>();

export function frameMap(map: HTMLElement, tensor: TensorOutput, columns: number, stage: Stage): HTMLElement {
  const { shape, values, text } = tensor;
  const { document, strings, isStatic } = stage;
  const label = [text.split("\n")[0]!, wordsIn(strings.language).tensor.keys].join(". ");
  const frame = make(document, "div", { class: "tensor-frame", "data-surface": "tensor", "data-label": label }, map);
  const grid = { shape, values, columns };
  if (isStatic) frame.append(...carry(grid, document));
  else {
    grids.set(frame, grid);
    for (const [name, value] of [
      ["tabindex", "0"],
      ["role", "application"],
      ["aria-label", label],
    ] as const)
      frame.setAttribute(name, value);
  }
  return frame;
}

function carry(grid: TensorGrid, document: Document): HTMLElement[] {
  if (grid.values.length > mostCarried) return [];
  const values = grid.values.map((value) => Number(value.toPrecision(4)));
  return [
    make(document, "script", { type: "application/json", class: "tensor-grid" }, JSON.stringify({ ...grid, values })),
  ];
}

/** Of a run, or as the page carries it. */
export function gridOf(frame: Element): TensorGrid | undefined {
  const known = grids.get(frame);
  if (known) return known;
  const text = frame.querySelector("script.tensor-grid")?.textContent;
  return text ? (JSON.parse(text) as TensorGrid) : undefined;
}

/** Where the value at this place of the list stands in the tensor: (2, 3), 4 → [1, 1]. */
export function toIndices(shape: number[], place: number): number[] {
  let rest = place;
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    })
    .toReversed();
}

/** The square that a key leads to; undefined for other keys. At an edge it stays where it is. */
export function stepTo({ values, columns }: TensorGrid, from: number, key: string): number | undefined {
  const rowStart = from - (from % columns);
  const rowEnd = Math.min(rowStart + columns, values.length) - 1;
  const next = {
    ArrowLeft: Math.max(rowStart, from - 1),
    ArrowRight: Math.min(rowEnd, from + 1),
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    Home: rowStart,
    End: rowEnd,
  }[key];
  if (next === undefined) return undefined;
  return next < 0 || next >= values.length ? from : next;
}
