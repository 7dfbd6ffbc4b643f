// Output → DOM, the same at build and in the page. Listens to nothing: links and controls carry data-*
// attributes, and the cell hears their events. Each kind is a function; each root says its data-kind.
import type {
  ErrorOutput,
  FigureOutput,
  ImageOutput,
  Output,
  ProgressOutput,
  TextOutput,
} from "../../src/kernel/output";
import { renderControl } from "./render-control";
import { renderModel } from "./render-model";
import { renderSound } from "./render-sound";
import { renderTable } from "./render-table";
import { renderTensor } from "./render-tensor";
import { make, type Stage } from "./stage";

export function renderOutput(output: Output, stage: Stage): HTMLElement {
  const element = renderKind(output, stage);
  element.setAttribute("data-kind", output.kind);
  element.classList.add("output");
  return element;
}

function renderKind(output: Output, stage: Stage): HTMLElement {
  switch (output.kind) {
    case "text":
      return renderText(output, stage);
    case "table":
      return renderTable(output, stage);
    case "tensor":
      return renderTensor(output, stage);
    case "figure":
      return renderFigure(output, stage);
    case "image":
      return renderImage(output, stage);
    case "sound":
      return renderSound(output, stage);
    case "model":
      return renderModel(output, stage);
    case "error":
      return renderError(output, stage);
    case "progress":
      return renderProgress(output, stage);
    case "input":
      return renderControl(output, stage);
    default:
      return output satisfies never;
  }
}

function renderText({ text, source }: TextOutput, { document }: Stage): HTMLElement {
  return make(document, "pre", { "data-source": source, class: "output-text" }, text);
}

function renderFigure(output: FigureOutput, stage: Stage): HTMLElement {
  const { document } = stage;
  const { title } = output.figure;
  const canvas = make(document, "div", { class: "figure-canvas" });
  const caption = title ? make(document, "figcaption", { class: "figure-title" }, title) : undefined;
  const figure = make(document, "figure", { class: "output-figure" }, caption, canvas);
  stage.drawFigure(output, canvas);
  return figure;
}

/** The picture is called by its text already; the caption is for the eye. */
function renderImage({ width, height, rgba, text, scale = 1 }: ImageOutput, stage: Stage): HTMLElement {
  const image = stage.drawPixels({ width, height, rgba: fromBase64(rgba) }, text);
  image.style.width = `${width * scale}px`;
  const isSize = text === `${width} × ${height}`; // nobody gave it one
  const caption = isSize ? undefined : make(stage.document, "figcaption", { "aria-hidden": "true" }, text);
  return make(stage.document, "figure", { class: "output-image" }, image, caption);
}

function fromBase64(text: string): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(atob(text), (character) => character.charCodeAt(0));
}

function renderError({ error }: ErrorOutput, { document, strings }: Stage): HTMLElement {
  const { name, message, hint, cell, line, column } = error;
  const link = make(
    document,
    "a",
    {
      class: "error-place",
      href: `#cell-${cell}`,
      "data-goto-cell": cell,
      "data-goto-line": line,
      "data-goto-column": column,
    },
    strings.place(cell, line, column),
  );
  return make(
    document,
    "div",
    { class: "output-error" },
    make(document, "p", { class: "error-message" }, make(document, "strong", {}, name), " ", message),
    make(document, "p", { class: "error-where" }, link),
    hint ? make(document, "p", { class: "error-hint" }, hint) : undefined,
  );
}

function renderProgress({ label, done, total }: ProgressOutput, { document }: Stage): HTMLElement {
  const bar = make(document, "progress", { max: total, value: done, "aria-label": label });
  const count = make(document, "span", { class: "progress-count" }, `${done} / ${total}`);
  return make(document, "div", { class: "output-progress" }, make(document, "span", {}, label), bar, count);
}
