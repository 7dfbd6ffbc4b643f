// What a tensor's heat map answers the hand on it: the square under the pointer, or the one a key leads to, with its
// indices and its value.
import { formatNumber } from "./format-value";
import type { Readable, Reading } from "./probe";
import { make } from "./stage";
import { gridOf, stepTo, toIndices } from "./tensor-frame";

/** A place is the number of a square. */
export class TensorProbe implements Readable<number> {
  readonly #mark = make(document, "span", { class: "tensor-mark", "aria-hidden": true });

  constructor(private readonly frame: HTMLElement) {}

  findAt({ clientX, clientY }: PointerEvent): number | undefined {
    const grid = gridOf(this.frame);
    if (!grid) return undefined;
    const box = this.#map.getBoundingClientRect();
    const size = box.width / grid.columns;
    const [column, row] = [Math.floor((clientX - box.left) / size), Math.floor((clientY - box.top) / size)];
    const place = row * grid.columns + column;
    const isInside = column >= 0 && column < grid.columns && row >= 0 && place < grid.values.length;
    return isInside ? place : undefined;
  }

  step({ key }: KeyboardEvent, from: number | undefined): number | undefined {
    const grid = gridOf(this.frame);
    if (!grid) return undefined;
    if (from === undefined) return key.startsWith("Arrow") ? 0 : undefined;
    return stepTo(grid, from, key);
  }

  mark(place: number): Reading {
    const { shape, values } = gridOf(this.frame)!;
    const across = `[${toIndices(shape, place).join(", ")}]`;
    const value = formatNumber(values[place] ?? NaN); // a page carries what is no number as null
    const { x, y, size } = this.#squareOf(place);
    Object.assign(this.#mark.style, { left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px` });
    if (!this.#mark.isConnected) this.frame.append(this.#mark);
    return { across, up: [{ text: value }], said: `${across} ${value}` };
  }

  unmark(): void {
    this.#mark.remove();
  }

  /** On the side where there is room. */
  putBeside(place: number, readout: HTMLElement): void {
    const { style } = readout;
    style.left = "0"; // where it is as wide as its text
    const { x, y, size } = this.#squareOf(place);
    const hasRoom = x + size + 8 + readout.offsetWidth <= this.frame.parentElement!.clientWidth;
    style.left = `${hasRoom ? x + size + 8 : Math.max(0, x - 8 - readout.offsetWidth)}px`;
    style.top = `${Math.max(0, y - 16)}px`;
  }

  #squareOf(place: number): { x: number; y: number; size: number } {
    const { columns } = gridOf(this.frame)!;
    const { offsetLeft, offsetTop, offsetWidth } = this.#map;
    const size = offsetWidth / columns;
    return { x: offsetLeft + (place % columns) * size, y: offsetTop + Math.floor(place / columns) * size, size };
  }

  get #map(): HTMLElement {
    return this.frame.querySelector<HTMLElement>(".tensor-map")!;
  }
}
