// The hand on a drawn figure: the pointer, or the arrow keys, find a point; its values stand beside it and are said.
import { specOf } from "./figure-frame";
import { findNearest, findTracks, walk, type Spot, type Stop, type Tracks } from "./figure-tracks";
import { wordsIn } from "./output-words";
import { make, makeSvg } from "./stage";
import { toLanguage } from "./strings";

export class FigureProbe {
  #spot: Spot | undefined;
  #overlay: SVGElement | undefined;
  readonly #readout = make(document, "div", { class: "figure-readout", "aria-hidden": true });
  readonly #said = make(document, "p", { class: "visually-hidden", role: "status" });

  /** `canvas` is what a figure's frame fills; it is filled anew whenever the figure is drawn again. */
  constructor(
    private readonly canvas: HTMLElement,
    first: Event,
  ) {
    canvas.addEventListener("pointermove", (event) => this.#point(event));
    canvas.addEventListener("pointerdown", (event) => this.#point(event));
    canvas.addEventListener("pointerleave", () => this.#hide());
    canvas.addEventListener("focusin", (event) => this.#enter(event.target as Element));
    canvas.addEventListener("focusout", () => this.#hide());
    canvas.addEventListener("keydown", (event) => this.#key(event));
    if (canvas.contains(document.activeElement)) this.#enter(document.activeElement!);
    if (first instanceof PointerEvent && canvas.matches(":hover")) this.#point(first);
  }

  /** Where a screen reader leaves the keys to the figure. */
  #enter(plot: Element): void {
    if (!plot.matches(".figure-plot")) return;
    const { figure } = wordsIn(toLanguage(document.documentElement.lang));
    const label = plot.getAttribute("aria-label") ?? "";
    plot.setAttribute("role", "application");
    if (!label.endsWith(figure.keys)) plot.setAttribute("aria-label", [label, figure.keys].filter(Boolean).join(". "));
  }

  #point(event: PointerEvent): void {
    const plot = (event.target as Element).closest<SVGSVGElement>(".figure-plot");
    const tracks = plot && this.#tracksOf(plot);
    if (!plot || !tracks) return this.#hide();
    const { left, top, width } = plot.getBoundingClientRect();
    const scale = tracks.layout.width / width;
    const spot = findNearest(tracks, (event.clientX - left) * scale, (event.clientY - top) * scale);
    if (spot) this.#show(tracks, spot, plot);
    else this.#hide();
  }

  #key(event: KeyboardEvent): void {
    const plot = (event.target as Element).closest<SVGSVGElement>(".figure-plot");
    const tracks = plot && this.#tracksOf(plot);
    if (!plot || !tracks || tracks.tracks.length === 0) return;
    if (event.key === "Escape") return this.#hide();
    const next = this.#next(tracks, event.key);
    if (!next) return;
    event.preventDefault();
    this.#show(tracks, next, plot);
    const stop = tracks.tracks[next[0]]!.stops[next[1]]!;
    this.#said.textContent = `${stop.across}, ${stop.up}`;
  }

  /** The first arrow finds the first point. */
  #next(tracks: Tracks, key: string): Spot | undefined {
    const from = this.#spot && tracks.tracks[this.#spot[0]]?.stops[this.#spot[1]] ? this.#spot : undefined;
    return !from && key.startsWith("Arrow") ? [0, 0] : walk(tracks, from ?? [0, 0], key);
  }

  #tracksOf(plot: SVGSVGElement): Tracks | undefined {
    const spec = specOf(this.canvas);
    return spec && findTracks(spec, plot.viewBox.baseVal.width);
  }

  #show(tracks: Tracks, spot: Spot, plot: SVGSVGElement): void {
    this.#spot = spot;
    const stop = tracks.tracks[spot[0]]!.stops[spot[1]]!;
    this.#drawOverlay(tracks, stop, tracks.tracks[spot[0]]!.colour, plot);
    this.#readout.replaceChildren(
      make(document, "span", { class: "readout-across" }, stop.across),
      ...findBeside(tracks, spot).map(({ up, colour }) => toLine(up, colour)),
    );
    if (!this.#readout.isConnected) this.canvas.append(this.#readout, this.#said);
    this.#place(tracks, stop, plot);
  }

  #place({ layout }: Tracks, stop: Stop, plot: SVGSVGElement): void {
    const scale = plot.getBoundingClientRect().width / layout.width;
    const isRight = stop.x > layout.width / 2;
    const { style } = this.#readout;
    style.insetInlineStart = isRight ? "auto" : `${stop.x * scale + 12}px`;
    style.insetInlineEnd = isRight ? `${this.canvas.clientWidth - stop.x * scale + 12}px` : "auto";
    style.insetBlockStart = `${Math.max(0, stop.y * scale - 20)}px`;
  }

  #drawOverlay({ kind, layout, tracks }: Tracks, stop: Stop, colour: string, plot: SVGSVGElement): void {
    const { width, height, margin } = layout;
    const shapes = kind === "grid" ? toCross(tracks, stop, layout) : toMarker(stop, colour, layout, kind === "lines");
    this.#overlay?.remove();
    this.#overlay = makeSvg(
      document,
      "svg",
      { class: "figure-overlay", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", "data-top": margin.top },
      ...shapes,
    );
    this.#overlay.style.inlineSize = `${plot.getBoundingClientRect().width}px`;
    this.canvas.append(this.#overlay);
  }

  #hide(): void {
    this.#overlay?.remove();
    this.#readout.remove();
    this.#spot = undefined;
  }
}

function toLine(text: string, colour: string): HTMLElement {
  const line = make(document, "span", { class: "readout-up" }, text);
  line.style.setProperty("--readout", colour);
  return line;
}

/** On lines, what the others are at the same x, the chosen one first. */
function findBeside({ kind, tracks }: Tracks, [track, stop]: Spot): { up: string; colour: string }[] {
  const chosen = tracks[track]!.stops[stop]!;
  const own = { up: chosen.up, colour: tracks[track]!.colour };
  if (kind !== "lines") return [own];
  const others = tracks.flatMap(({ stops, colour }, t) => {
    const beside = t === track ? undefined : stops.find(({ x }) => Math.abs(x - chosen.x) < 0.5);
    return beside ? [{ up: beside.up, colour }] : [];
  });
  return [own, ...others.filter(({ up }) => up !== own.up)].slice(0, 6);
}

function toMarker(
  { x, y }: Stop,
  colour: string,
  { height, margin }: Tracks["layout"],
  hasLine: boolean,
): SVGElement[] {
  const line = makeSvg(document, "path", { class: "overlay-line", d: `M${x},${margin.top}V${height - margin.bottom}` });
  const dot = makeSvg(document, "circle", { cx: x, cy: y, r: 5, class: "overlay-dot" });
  dot.style.fill = colour;
  return hasLine ? [line, dot] : [dot];
}

/** The row and the column of a cell, and the cell. */
function toCross(
  tracks: Tracks["tracks"],
  stop: Stop,
  { width, height, margin, x, y }: Tracks["layout"],
): SVGElement[] {
  const columns = x.domain.type === "band" ? x.domain.values.length : 1;
  const rows = y.domain.type === "band" ? y.domain.values.length : tracks.length;
  const w = (width - margin.left - margin.right) / columns;
  const h = (height - margin.top - margin.bottom) / rows;
  const box = (cls: string, left: number, top: number, wide: number, high: number) =>
    makeSvg(document, "rect", { class: cls, x: left, y: top, width: wide, height: high });
  return [
    box("overlay-band", margin.left, stop.y - h / 2, width - margin.left - margin.right, h),
    box("overlay-band", stop.x - w / 2, margin.top, w, height - margin.top - margin.bottom),
    box("overlay-cell", stop.x - w / 2, stop.y - h / 2, w, h),
  ];
}
