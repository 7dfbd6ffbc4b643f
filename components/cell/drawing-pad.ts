// The hand on a drawing pad: strokes by pointer (mouse, finger, pen) or by keys, shown as they are drawn and beside them
// as a network sees them. Strokes stay for the tab's life, so that a reload goes on with the drawing.
import { toDigit, type Place, type Stroke } from "./digit-ink";
import { readJson, writeJson, openStore } from "./edits";
import { toBlackboard } from "./render-surface";
import { capture, emit, toKey, type Surface } from "./surface";

const step = 1 / 28;
const size = 560;

export class DrawingPad {
  #strokes: Stroke[] = [];
  /** The stroke under the pointer, or of the keys while their pen is down. */
  #open: [number, number][] | undefined;
  #pen: [number, number] = [0.5, 0.5];
  #hasKeys = false;
  #canvas: HTMLCanvasElement;
  #store = openStore("sessionStorage");
  #side: number;

  constructor(private readonly surface: Surface) {
    const { element, spec } = surface;
    if (spec.type !== "drawing") throw new Error(`a drawing pad of a ${spec.type}`);
    this.#side = spec.side;
    this.#canvas = document.createElement("canvas");
    this.#canvas.width = this.#canvas.height = size;
    this.#canvas.className = "pad-ink";
    this.#restore();
    element.append(this.#canvas);
    element.addEventListener("pointerdown", (event) => this.#press(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => this.#lift());
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("blur", () => this.#leave());
    surface.tool("undo", () => this.#undo());
    surface.tool("clear", () => this.#change([]));
    this.#draw();
  }

  // ---- pointer

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.surface.element.focus({ preventScroll: true });
    capture(this.surface, event);
    this.#hasKeys = false;
    this.#begin(this.#placeOf(event));
  }

  /** The first press may have come before this was here: a pressed pointer that moves has begun a stroke. */
  #move(event: PointerEvent): void {
    if ((event.buttons & 1) === 0) return;
    if (!this.#open) this.#begin(this.#placeOf(event));
    for (const one of event.getCoalescedEvents?.() ?? [event]) this.#open!.push(this.#placeOf(one));
    this.#show();
  }

  #lift(): void {
    if (!this.#open || this.#hasKeys) return;
    this.#open = undefined;
    this.#show();
  }

  #placeOf({ clientX, clientY }: PointerEvent): [number, number] {
    const { left, top, width, height } = this.surface.element.getBoundingClientRect();
    return [inside((clientX - left) / width), inside((clientY - top) / height)];
  }

  // ---- keys

  #key(event: KeyboardEvent): void {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!move && !["Backspace", " ", "Delete"].includes(event.key)) return;
    event.preventDefault();
    if (move) this.#walk(move[0]!, move[1]!, event.shiftKey ? 4 : 1);
    else if (event.key === "Backspace") this.#undo();
    else if (event.key === "Delete") this.#change([]);
    else this.#toggle();
  }

  #walk(dx: number, dy: number, times: number): void {
    this.#hasKeys = true;
    this.#pen = [inside(this.#pen[0] + dx * step * times), inside(this.#pen[1] + dy * step * times)];
    this.#open?.push([...this.#pen]);
    if (this.#open) this.#show();
    else this.#draw();
  }

  #toggle(): void {
    this.#hasKeys = true;
    const { penDown, penUp } = this.surface.words.pad;
    if (this.#open) this.#open = undefined;
    else this.#begin([...this.#pen]);
    this.surface.say(this.#open ? penDown : penUp);
    this.#draw();
  }

  #leave(): void {
    this.#hasKeys = false;
    this.#open = undefined;
    this.#draw();
  }

  // ---- strokes

  #begin(place: [number, number]): void {
    this.surface.say("");
    this.#open = [place];
    this.#strokes = [...this.#strokes, this.#open];
    this.#show();
  }

  #undo(): void {
    this.#change(this.#strokes.slice(0, -1));
  }

  #change(strokes: Stroke[]): void {
    this.#open = undefined;
    this.#strokes = strokes;
    this.#show();
    if (strokes.length === 0) this.surface.say(this.surface.words.pad.empty);
  }

  /** Draws, keeps and tells what is there now. */
  #show(): void {
    const pixels = toDigit(this.#strokes, this.#side);
    this.#draw();
    const seen = this.surface.root.querySelector<HTMLElement>(".pad-seen > :first-child");
    seen?.replaceWith(drawSeen(pixels, this.#side, seen));
    writeJson(this.#store, toKey("ink", this.surface), this.#strokes.map(round));
    emit(this.surface, pixels);
  }

  /** The strokes of this tab; a recorded drawing without strokes stands as it was until the first one. */
  #restore(): void {
    this.#strokes = readJson<Stroke[]>(this.#store, toKey("ink", this.surface)) ?? [];
  }

  #draw(): void {
    const hasInk = this.#strokes.length > 0;
    this.surface.element.firstElementChild?.toggleAttribute("hidden", hasInk || this.#hasKeys);
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    context.clearRect(0, 0, size, size);
    const { color } = getComputedStyle(this.surface.element);
    Object.assign(context, {
      strokeStyle: color,
      fillStyle: color,
      lineWidth: size / 16,
      lineCap: "round",
      lineJoin: "round",
    });
    for (const stroke of this.#strokes) drawStroke(context, stroke);
    if (this.#hasKeys) this.#drawPen(context);
  }

  #drawPen(context: CanvasRenderingContext2D): void {
    const [x, y] = this.#pen.map((place) => place * size) as [number, number];
    context.lineWidth = 4;
    context.strokeStyle = getComputedStyle(this.surface.element).getPropertyValue("--accent") || "#1b5e83";
    context.beginPath();
    context.arc(x, y, this.#open ? size / 28 : size / 20, 0, 7);
    context.moveTo(x - 24, y);
    context.lineTo(x + 24, y);
    context.moveTo(x, y - 24);
    context.lineTo(x, y + 24);
    context.stroke();
  }
}

function drawStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  context.beginPath();
  stroke.forEach(([x, y], i) => (i === 0 ? context.moveTo(x * size, y * size) : context.lineTo(x * size, y * size)));
  if (stroke.length === 1) context.lineTo(stroke[0]![0] * size + 0.1, stroke[0]![1] * size);
  context.stroke();
}

function drawSeen(pixels: number[], side: number, before: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", before.getAttribute("aria-label") ?? before.getAttribute("alt") ?? "");
  const { rgba } = toBlackboard(pixels, side);
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, side, side), 0, 0);
  return canvas;
}

const inside = (share: number): number => Math.min(1, Math.max(0, share));
const round = (stroke: Stroke): Place[] =>
  stroke.map(([x, y]) => [Number(x.toFixed(3)), Number(y.toFixed(3))] as const);
