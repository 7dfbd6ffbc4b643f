// What a run leaves beside its outputs: how the reader's numbers compare with the book's, shown under them; and the
// account of its tensors, kept for whoever opens the ledger. Part of the output view's chunk: nothing before a run.
import type { KernelEvent } from "../../src/kernel/client";
import { formatNumber } from "./format-value";
import { wordsIn, type OutputWords } from "./output-words";
import { make, makeSvg } from "./stage";
import { toLanguage } from "./strings";

type Values = Extract<KernelEvent, { type: "values" }>;
type Ledger = Extract<KernelEvent, { type: "ledger" }>;
type Band = Values["bands"][number];

const ledgers = new WeakMap<Element, Ledger>();
const heard = new WeakSet<Element>();

/** Listens to the cell that has this output part. Once a cell. */
export function hearRuns(part: HTMLElement): void {
  const cell = part.closest("live-cell");
  if (!cell || heard.has(cell)) return;
  heard.add(cell);
  const on = <T>(type: string, hear: (detail: T) => void) =>
    cell.addEventListener(type, (event) => hear((event as CustomEvent<T>).detail));
  on<Ledger>("cell:ledger", (ledger) => void ledgers.set(cell, ledger));
  on<Values>("cell:values", ({ bands }) => showBands(part, bands));
  on<{ state: string }>("cell:state", ({ state }) => {
    if (state === "running") showBands(part, []);
  });
}

export function lastLedger(cell: Element): Ledger | undefined {
  return ledgers.get(cell);
}

/** In place of what was shown of the last run. */
export function showBands(part: HTMLElement, bands: Band[]): void {
  const cell = part.closest("live-cell");
  cell?.querySelector('[data-part="bands"]')?.remove();
  if (bands.length === 0) return;
  const words = wordsIn(toLanguage(document.documentElement.lang)).band;
  const backend = cell?.getAttribute("data-recorded") ?? "";
  const list = make(document, "ul", { "data-part": "bands", class: "cell-bands" });
  list.append(...bands.map((band) => drawBand(band, backend, words)));
  part.after(list);
}

function drawBand(band: Band, backend: string, words: OutputWords["band"]): HTMLElement {
  const { name, number, mean, book, isInside, otherMode } = band;
  const verdict = otherMode ? words.otherMode(otherMode) : isInside ? words.inside : words.outside;
  const result = otherMode ? "other" : isInside ? "inside" : "outside";
  const said = [words.book(book), backend].filter(Boolean).join(", ");
  const item = make(
    document,
    "li",
    { "data-band": name, "data-result": result },
    make(document, "code", {}, name),
    make(document, "strong", {}, formatNear(number, mean, book)),
    make(document, "span", { class: "band-book" }, `(${said})`),
    make(document, "span", { class: "band-verdict" }, verdict),
  );
  item.insertBefore(drawRuler(band), item.lastChild);
  return item;
}

/** One digit more than the book prints, where the numbers are near; otherwise what a number looks like. */
function formatNear(number: number, mean: number, book: string): string {
  const digits = /^[-−]?\d+\.(\d+)/.exec(book)?.[1]?.length;
  if (digits === undefined || Math.abs(number - mean) > 1000 * Math.abs(mean)) return formatNumber(number);
  return number.toFixed(digits + 1).replace(/^-/, "−");
}

/** The band as a bar, the reader's number as a mark on it, or at the edge it lies beyond. */
function drawRuler({ number, mean, halfWidth }: Band): SVGElement {
  const [width, reach] = [72, 2];
  const share = Math.max(-reach, Math.min(reach, (number - mean) / (halfWidth || 1)));
  const x = (width / 2) * (1 + (Number.isNaN(share) ? reach : share) / reach) * 0.9 + width * 0.05;
  return makeSvg(
    document,
    "svg",
    { class: "band-ruler", viewBox: `0 0 ${width} 12`, width, height: 12, "aria-hidden": "true" },
    makeSvg(document, "path", { class: "ruler-line", d: `M0,6H${width}` }),
    makeSvg(document, "rect", { class: "ruler-band", x: width * 0.275, y: 2, width: width * 0.45, height: 8, rx: 2 }),
    makeSvg(document, "circle", { class: "ruler-mark", cx: x, cy: 6, r: 4 }),
  );
}
