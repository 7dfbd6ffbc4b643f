// What a drawn figure answers the hand on it: the nearest point, or the one a key leads to, with its values.
import { specOf } from "./figure-frame";
import { findNearest, findTracks, walk, type Spot, type Stop, type Tracks } from "./figure-tracks";
import { wordsIn } from "./output-words";
import type { Readable, Reading } from "./probe";
import { makeSvg } from "./stage";
import { toLanguage } from "./strings";

/** A place is a point of one of the plots that the frame holds. */
interface Place {
  plot: SVGSVGElement;
  tracks: Tracks;
  spot: Spot;
}

export class FigureProbe implements Readable<Place> {
  #overlay: SVGElement | undefined;

  /** `canvas` is what a figure's frame fills; it is filled anew whenever the figure is drawn again. */
  constructor(private readonly canvas: HTMLElement) {
    canvas.addEventListener("focusin", (event) => enter(event.target as Element));
    if (canvas.contains(document.activeElement)) enter(document.activeElement!);
  }

  findAt({ target, clientX, clientY }: PointerEvent): Place | undefined {
    const [plot, tracks] = this.#plotAt(target);
    if (!plot || !tracks) return undefined;
    const { left, top, width } = plot.getBoundingClientRect();
    const scale = tracks.layout.width / width;
    const spot = findNearest(tracks, (clientX - left) * scale, (clientY - top) * scale);
    return spot && { plot, tracks, spot };
  }

  /** The first arrow finds the first point. */
  step({ target, key }: KeyboardEvent, from: Place | undefined): Place | undefined {
    const [plot, tracks] = this.#plotAt(target);
    if (!plot || !tracks || tracks.tracks.length === 0) return undefined;
    const last = from && tracks.tracks[from.spot[0]]?.stops[from.spot[1]] ? from.spot : undefined;
    const spot: Spot | undefined = !last && key.startsWith("Arrow") ? [0, 0] : walk(tracks, last ?? [0, 0], key);
    return spot && { plot, tracks, spot };
  }

  mark({ plot, tracks, spot }: Place): Reading {
    const stop = stopAt(tracks, spot);
    this.#drawOverlay(tracks, stop, tracks.tracks[spot[0]]!.colour, plot);
    return { across: stop.across, up: findBeside(tracks, spot), said: `${stop.across}, ${stop.up}` };
  }

  unmark(): void {
    this.#overlay?.remove();
  }

  putBeside({ plot, tracks, spot }: Place, { style }: HTMLElement): void {
    const { layout } = tracks;
    const { x, y } = stopAt(tracks, spot);
    const scale = plot.getBoundingClientRect().width / layout.width;
    const isRight = x > layout.width / 2;
    style.insetInlineStart = isRight ? "auto" : `${x * scale + 12}px`;
    style.insetInlineEnd = isRight ? `${this.canvas.clientWidth - x * scale + 12}px` : "auto";
    style.insetBlockStart = `${Math.max(0, y * scale - 20)}px`;
  }

  #plotAt(target: EventTarget | null): [SVGSVGElement | null, Tracks | undefined] {
    const plot = (target as Element).closest<SVGSVGElement>(".figure-plot");
    const spec = plot && specOf(this.canvas);
    return [plot, spec ? findTracks(spec, plot.viewBox.baseVal.width) : undefined];
  }

  #drawOverlay({ kind, layout, tracks }: Tracks, stop: Stop, colour: string, plot: SVGSVGElement): void {
    const { width, height } = layout;
    const shapes = kind === "grid" ? toCross(tracks, stop, layout) : toMarker(stop, colour, layout, kind === "lines");
    this.#overlay?.remove();
    this.#overlay = makeSvg(
      document,
      "svg",
      { class: "figure-overlay", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
      ...shapes,
    );
    this.#overlay.style.inlineSize = `${plot.getBoundingClientRect().width}px`;
    this.canvas.append(this.#overlay);
  }
}

/** Where a screen reader leaves the keys to the figure. */
function enter(plot: Element): void {
  if (!plot.matches(".figure-plot")) return;
  const { figure } = wordsIn(toLanguage(document.documentElement.lang));
  const label = plot.getAttribute("aria-label") ?? "";
  plot.setAttribute("role", "application");
  if (!label.endsWith(figure.keys)) plot.setAttribute("aria-label", [label, figure.keys].filter(Boolean).join(". "));
}

function stopAt({ tracks }: Tracks, [track, stop]: Spot): Stop {
  return tracks[track]!.stops[stop]!;
}

/** On lines, what the others are at the same x, the chosen one first. */
function findBeside({ kind, tracks }: Tracks, [track, stop]: Spot): { text: string; colour: string }[] {
  const chosen = tracks[track]!.stops[stop]!;
  const own = { text: chosen.up, colour: tracks[track]!.colour };
  if (kind !== "lines") return [own];
  const others = tracks.flatMap(({ stops, colour }, t) => {
    const beside = t === track ? undefined : stops.find(({ x }) => Math.abs(x - chosen.x) < 0.5);
    return beside ? [{ text: beside.up, colour }] : [];
  });
  return [own, ...others.filter(({ text }) => text !== own.text)].slice(0, 6);
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
  { width, height, margin, x: across, y: down }: Tracks["layout"],
): SVGElement[] {
  const columns = across.domain.type === "band" ? across.domain.values.length : 1;
  const rows = down.domain.type === "band" ? down.domain.values.length : tracks.length;
  const left = stop.frame?.left ?? margin.left;
  const top = stop.frame?.top ?? margin.top;
  const wide = stop.frame?.width ?? width - margin.left - margin.right;
  const high = stop.frame?.height ?? height - margin.top - margin.bottom;
  const w = stop.frame?.cell ?? wide / columns;
  const h = stop.frame?.cell ?? high / rows;
  const box = (cls: string, x: number, y: number, w: number, h: number) =>
    makeSvg(document, "rect", { class: cls, x, y, width: w, height: h });
  return [
    box("overlay-band", left, stop.y - h / 2, wide, h),
    box("overlay-band", stop.x - w / 2, top, w, high),
    box("overlay-cell", stop.x - w / 2, stop.y - h / 2, w, h),
  ];
}
