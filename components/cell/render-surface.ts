// Pads, fields and files as they stand: complete as a picture without JavaScript, disabled until the element is
// defined. What the hand does to them is in drawing-pad.ts, point-field.ts and file-drop.ts, fetched when it comes near.
import type { ControlSpec, Point, ShownValue } from "../../src/kernel/output";
import { drawField } from "./field-picture";
import { formatBytes, wordsIn } from "./output-words";
import { make, type Pixels, type Stage } from "./stage";

type SpecOf<T extends ControlSpec["type"]> = Extract<ControlSpec, { type: T }>;
type Ink = [red: number, green: number, blue: number];

export function renderDrawing({ label, side }: SpecOf<"drawing">, pixels: number[], stage: Stage): HTMLElement {
  const { document } = stage;
  const words = wordsIn(stage.strings.language).pad;
  const isEmpty = pixels.every((value) => value === 0);
  const paper = make(
    document,
    "div",
    { class: "pad-paper", ...toSurface("drawing", `${label}. ${words.keys}`, stage) },
    stage.drawPixels(toInk(pixels, side, [0, 0, 0]), isEmpty ? words.empty : label),
  );
  const seen = stage.drawPixels(toBlackboard(pixels, side), `${words.seen}: ${side} × ${side}`);
  const root = toRoot("drawing", label, stage, [
    make(
      document,
      "div",
      { class: "pad-row" },
      paper,
      make(document, "div", { class: "pad-seen" }, seen, make(document, "span", {}, words.seen)),
    ),
    toTools({ undo: words.undo, clear: words.clear }, stage),
  ]);
  if (!isEmpty) root.dataset.value = JSON.stringify(pixels);
  return root;
}

export function renderField(control: SpecOf<"points">, points: Point[], stage: Stage): HTMLElement {
  const { document } = stage;
  const words = wordsIn(stage.strings.language).field;
  const surface = make(document, "div", {
    class: "field-plane",
    ...toSurface("points", `${control.label}. ${words.keys}`, stage),
  });
  surface.append(drawField(document, control, points));
  const root = toRoot("points", control.label, stage, [
    surface,
    toTools({ add: words.add, remove: words.remove, reset: words.reset }, stage),
  ]);
  root.dataset.value = JSON.stringify(points);
  return root;
}

export function renderFile({ label, accept, maxBytes }: SpecOf<"file">, value: ShownValue, stage: Stage): HTMLElement {
  const { document } = stage;
  const words = wordsIn(stage.strings.language).file;
  const input = make(document, "input", {
    type: "file",
    disabled: stage.isStatic,
    accept: accept === "text" ? "text/*,.md,.csv,.json,.tsv" : "image/*",
  });
  const hint = `${words.drop[accept]} · ${words.limit(formatBytes(maxBytes))} · ${words.stays}`;
  const zone = make(
    document,
    "label",
    { class: "file-zone", "data-surface": "file" },
    make(document, "span", { class: "control-label" }, label),
    input,
    make(document, "span", { class: "file-hint" }, hint),
  );
  const said = make(document, "p", { class: "control-said", role: "status" }, toFileText(value, words));
  return make(document, "div", { class: "output-input control-file" }, zone, said);
}

/** What is said of a file that was given; nothing of the author's own. */
function toFileText(value: ShownValue, words: ReturnType<typeof wordsIn>["file"]): string {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value.name === "") return "";
  const about = "width" in value ? `${value.width} × ${value.height}` : words.characters(value.characters);
  return words.chosen(value.name, about);
}

function toRoot(type: string, label: string, stage: Stage, children: HTMLElement[]): HTMLElement {
  const { document } = stage;
  return make(
    document,
    "div",
    { class: `output-input control-${type}`, role: "group", "aria-label": label },
    make(document, "span", { class: "control-label" }, label),
    ...children,
    make(document, "p", { class: "control-said", role: "status" }),
  );
}

/** Without JavaScript a picture; with it, something that takes keys. */
function toSurface(type: string, label: string, { isStatic }: Stage) {
  return {
    "data-surface": type,
    "data-label": label,
    ...(!isStatic && { tabindex: 0, role: "application", "aria-label": label }),
  };
}

function toTools(actions: Record<string, string>, { document, isStatic }: Stage): HTMLElement {
  const buttons = Object.entries(actions).map(([action, text]) =>
    make(document, "button", { type: "button", "data-tool": action, disabled: isStatic }, text),
  );
  return make(document, "div", { class: "control-tools" }, ...buttons);
}

/** Ink on whatever paper is under it. */
function toInk(pixels: readonly number[], side: number, ink: Ink): Pixels {
  const rgba = new Uint8ClampedArray(4 * side * side);
  pixels.forEach((value, i) => rgba.set([...ink, Math.round(255 * value)], 4 * i));
  return { width: side, height: side, rgba };
}

/** White on black, as MNIST has it. */
export function toBlackboard(pixels: readonly number[], side: number): Pixels {
  const rgba = new Uint8ClampedArray(4 * side * side);
  pixels.forEach((value, i) => rgba.set([255 * value, 255 * value, 255 * value, 255], 4 * i));
  return { width: side, height: side, rgba };
}
