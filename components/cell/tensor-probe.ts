// The hand on a tensor's heat map: the pointer, or the arrow keys, find a square; its place and value stand beside it
// and are said.
import { formatNumber } from "./format-value";
import { make } from "./stage";
import { gridOf, stepTo, toIndices, type TensorGrid } from "./tensor-frame";

export class TensorProbe {
  #place: number | undefined;
  readonly #mark = make(document, "span", { class: "tensor-mark", "aria-hidden": true });
  readonly #readout = make(document, "div", { class: "figure-readout", "aria-hidden": true });
  readonly #said = make(document, "p", { class: "visually-hidden", role: "status" });

  constructor(
    private readonly frame: HTMLElement,
    first: Event,
  ) {
    frame.addEventListener("pointermove", (event) => this.#point(event));
    frame.addEventListener("pointerdown", (event) => this.#point(event));
    frame.addEventListener("pointerleave", () => this.#hide());
    frame.addEventListener("focusout", () => this.#hide());
    frame.addEventListener("keydown", (event) => this.#key(event));
    frame.append(this.#said);
    if (first instanceof PointerEvent && frame.matches(":hover")) this.#point(first);
  }

  #point({ clientX, clientY }: PointerEvent): void {
    const grid = gridOf(this.frame);
    const box = this.#map.getBoundingClientRect();
    if (!grid) return;
    const size = box.width / grid.columns;
    const [column, row] = [Math.floor((clientX - box.left) / size), Math.floor((clientY - box.top) / size)];
    const place = row * grid.columns + column;
    if (column < 0 || column >= grid.columns || row < 0 || place >= grid.values.length) this.#hide();
    else this.#show(grid, place);
  }

  #key(event: KeyboardEvent): void {
    const grid = gridOf(this.frame);
    if (!grid) return;
    if (event.key === "Escape") return this.#hide();
    const from = this.#place;
    const next = from === undefined ? (event.key.startsWith("Arrow") ? 0 : undefined) : stepTo(grid, from, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.#said.textContent = this.#show(grid, next);
  }

  #show(grid: TensorGrid, place: number): string {
    const { shape, values, columns } = grid;
    const said = `[${toIndices(shape, place).join(", ")}]`;
    const value = formatNumber(values[place] ?? NaN); // a page carries what is no number as null
    this.#place = place;
    this.#readout.replaceChildren(
      make(document, "span", { class: "readout-across" }, said),
      make(document, "span", { class: "readout-up" }, value),
    );
    if (!this.#readout.isConnected) this.frame.append(this.#mark, this.#readout);
    this.#put(place % columns, Math.floor(place / columns), columns);
    return `${said} ${value}`;
  }

  /** The mark around the square, the reading on its free side. */
  #put(column: number, row: number, columns: number): void {
    const { offsetLeft, offsetTop, offsetWidth } = this.#map;
    const size = offsetWidth / columns;
    const [x, y] = [offsetLeft + column * size, offsetTop + row * size];
    Object.assign(this.#mark.style, { left: `${x}px`, top: `${y}px`, width: `${size}px`, height: `${size}px` });
    const { style } = this.#readout;
    style.left = `${x + size + 8}px`;
    style.top = `${Math.max(0, y - 16)}px`;
    if (x + size + 8 + this.#readout.offsetWidth > this.frame.parentElement!.clientWidth)
      style.left = `${Math.max(0, x - 8 - this.#readout.offsetWidth)}px`;
  }

  get #map(): HTMLElement {
    return this.frame.querySelector<HTMLElement>(".tensor-map")!;
  }

  #hide(): void {
    this.#mark.remove();
    this.#readout.remove();
    this.#place = undefined;
  }
}
