// What the hands on figures and on tensors' maps share: the pointer, or the keys, find a place; it is marked, its values
// stand beside it and are said. What a place is and where a key leads from it, the drawing knows.
import { make } from "./stage";

export interface Readable<Place> {
  /** The place that the pointer means; undefined where there is none. */
  findAt(event: PointerEvent): Place | undefined;
  /** Where a key leads from a place, or from nowhere; undefined for a key that means nothing here. */
  step(event: KeyboardEvent, from: Place | undefined): Place | undefined;
  /** Marks the place and says what is read there. */
  mark(place: Place): Reading;
  unmark(): void;
  /** Puts the reading, which stands in the frame by now, beside the marked place. */
  putBeside(place: Place, readout: HTMLElement): void;
}

export interface Reading {
  across: string;
  /** Each with its colour, where it has one. */
  up: { text: string; colour?: string }[];
  said: string;
}

export class Probe<Place> {
  #place: Place | undefined;
  readonly #readout = make(document, "div", { class: "figure-readout", "aria-hidden": true });
  readonly #said = make(document, "p", { class: "visually-hidden", role: "status" });

  /** `first` is what came near and brought this here. */
  constructor(
    private readonly frame: HTMLElement,
    private readonly drawing: Readable<Place>,
    first: Event,
  ) {
    frame.addEventListener("pointermove", (event) => this.#point(event));
    frame.addEventListener("pointerdown", (event) => this.#point(event));
    // A finger leaves whenever it lifts: what it found stays until it comes down elsewhere.
    frame.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && this.#hide());
    frame.addEventListener("focusout", () => this.#hide());
    frame.addEventListener("keydown", (event) => this.#key(event));
    frame.append(this.#said);
    if (first instanceof PointerEvent && frame.matches(":hover")) this.#point(first);
  }

  #point(event: PointerEvent): void {
    const place = this.drawing.findAt(event);
    if (place === undefined) return this.#hide();
    this.#show(place);
    if (event.pointerType !== "mouse") addEventListener("pointerdown", this.#leave, { once: true });
  }

  /** One function, so that a finger that moves adds it once. */
  readonly #leave = ({ target }: PointerEvent): void => {
    if (!this.frame.contains(target as Node)) this.#hide();
  };

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.#hide();
    const next = this.drawing.step(event, this.#place);
    if (next === undefined) return;
    event.preventDefault();
    this.#said.textContent = this.#show(next).said;
  }

  #show(place: Place): Reading {
    this.#place = place;
    const reading = this.drawing.mark(place);
    this.#readout.replaceChildren(
      make(document, "span", { class: "readout-across" }, reading.across),
      ...reading.up.map(({ text, colour }) => toLine(text, colour)),
    );
    // A figure that is drawn again empties its frame.
    if (!this.#readout.isConnected) this.frame.append(this.#readout, this.#said);
    this.drawing.putBeside(place, this.#readout);
    return reading;
  }

  #hide(): void {
    this.drawing.unmark();
    this.#readout.remove();
    this.#place = undefined;
  }
}

function toLine(text: string, colour: string | undefined): HTMLElement {
  const line = make(document, "span", { class: "readout-up" }, text);
  if (colour) line.style.setProperty("--readout", colour);
  return line;
}
