// The hand on a point field: drag, add, take away; by pointer or by keys. The nearest point within a finger's
// breadth is the one that is meant.
import type { ControlSpec, Point } from "../../src/kernel/output";
import { drawField, findFreePlace, plane, toPlace, toPoint } from "./field-picture";
import { formatNumber } from "./format-value";
import { capture, emit, type Surface } from "./surface";

type Field = Extract<ControlSpec, { type: "points" }>;

/** CSS pixels: half of a target for a finger. */
const reach = 22;

export class PointField {
  #field: Field;
  #points: Point[];
  readonly #initial: Point[];
  #chosen = -1;
  #isDragging = false;

  constructor(private readonly surface: Surface) {
    const { element, spec, root } = surface;
    if (spec.type !== "points") throw new Error(`a point field of a ${spec.type}`);
    this.#field = spec;
    this.#points = JSON.parse(root.dataset.value ?? "[]") as Point[];
    this.#initial = [...this.#points];
    element.addEventListener("pointerdown", (event) => this.#press(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => (this.#isDragging = false));
    element.addEventListener("keydown", (event) => this.#key(event));
    surface.tool("add", () => this.#add());
    surface.tool("remove", () => this.#remove());
    surface.tool("reset", () => this.#set(this.#initial, -1));
  }

  // ---- pointer

  #press(event: PointerEvent): void {
    if (event.button === 0) this.#grab(event);
  }

  #grab(event: PointerEvent): void {
    event.preventDefault();
    const { element } = this.surface;
    element.focus({ preventScroll: true });
    capture(this.surface, event);
    const near = this.#findNear(event);
    this.#isDragging = true;
    if (near >= 0) this.#set(this.#points, near);
    else this.#add(toPoint(this.#field, this.#placeOf(event)));
  }

  #move(event: PointerEvent): void {
    // The first press may have come before this was here.
    if (!this.#isDragging && (event.buttons & 1) !== 0) return this.#grab(event);
    if (!this.#isDragging || this.#chosen < 0) return;
    this.#put(toPoint(this.#field, this.#placeOf(event)));
  }

  /** In the picture's own units. */
  #placeOf({ clientX, clientY }: PointerEvent): [number, number] {
    const { left, top, width } = this.surface.element.getBoundingClientRect();
    const scale = plane.width / width;
    return [(clientX - left) * scale, (clientY - top) * scale];
  }

  #findNear(event: PointerEvent): number {
    const [x, y] = this.#placeOf(event);
    const scale = plane.width / this.surface.element.getBoundingClientRect().width;
    const distances = this.#points.map((point) => {
      const [px, py] = toPlace(this.#field, point);
      return Math.hypot(px - x, py - y) / scale;
    });
    const least = Math.min(...distances);
    return least <= reach ? distances.indexOf(least) : -1;
  }

  // ---- keys

  #key(event: KeyboardEvent): void {
    const action = this.#actionOf(event);
    if (!action) return;
    event.preventDefault();
    action();
  }

  #actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    const far = shiftKey ? 5 : 1;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this.#nudge(-far, 0),
      ArrowRight: () => this.#nudge(far, 0),
      ArrowUp: () => this.#nudge(0, far),
      ArrowDown: () => this.#nudge(0, -far),
      PageDown: () => this.#choose(this.#chosen + 1),
      PageUp: () => this.#choose(this.#chosen - 1),
      Home: () => this.#choose(0),
      End: () => this.#choose(-1),
      Enter: () => this.#add(),
      Insert: () => this.#add(),
      Delete: () => this.#remove(),
      Backspace: () => this.#remove(),
    };
    return actions[key];
  }

  #choose(index: number): void {
    const count = this.#points.length;
    if (count === 0) return;
    this.#chosen = ((index % count) + count) % count;
    this.#draw();
    this.#sayChosen();
  }

  /** A fiftieth of the axis. */
  #nudge(dx: number, dy: number): void {
    if (this.#chosen < 0) return this.#choose(0);
    const { x, y } = this.#points[this.#chosen]!;
    const [px, py] = toPlace(this.#field, {
      x: x + (dx * (this.#field.x.max - this.#field.x.min)) / 50,
      y: y + (dy * (this.#field.y.max - this.#field.y.min)) / 50,
    });
    this.#put(toPoint(this.#field, [px, py]));
    this.#sayChosen();
  }

  // ---- points

  #put(point: Point): void {
    this.#set(this.#points.with(this.#chosen, point), this.#chosen);
  }

  #add(point = this.#findFree()): void {
    if (this.#points.length >= this.#field.max)
      return this.surface.say(this.surface.words.field.count(this.#field.max));
    this.#set([...this.#points, point], this.#points.length);
    this.#sayChosen();
  }

  #findFree(): Point {
    return toPoint(this.#field, findFreePlace(this.#points.map((point) => toPlace(this.#field, point))));
  }

  #remove(): void {
    if (this.#chosen < 0) return;
    const left = this.#points.filter((_, i) => i !== this.#chosen);
    this.#set(left, Math.min(this.#chosen, left.length - 1));
    this.surface.say(this.surface.words.field.count(left.length));
  }

  #set(points: Point[], chosen: number): void {
    const isNew = points !== this.#points;
    this.#points = points;
    this.#chosen = chosen;
    this.#draw();
    if (!isNew) return;
    this.surface.root.dataset.value = JSON.stringify(points);
    emit(this.surface, points);
  }

  #sayChosen(): void {
    const { x, y } = this.#points[this.#chosen]!;
    this.surface.say(this.surface.words.point(this.#chosen + 1, formatNumber(x), formatNumber(y)));
  }

  #draw(): void {
    this.surface.element.replaceChildren(drawField(document, this.#field, this.#points, this.#chosen));
  }
}
