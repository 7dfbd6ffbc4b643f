// A control that a cell made, as a real form element where there is one; pads, fields and files have a place of their
// own (render-surface.ts). Nothing here listens: the live cell hears the change and reads the value back.
import type { ControlSpec, InputOutput } from "../../src/kernel/output";
import { logSteps } from "./control-value";
import { formatNumber } from "./format-value";
import { renderDrawing, renderField, renderFile } from "./render-surface";
import { make, type Stage } from "./stage";

/** The root says what it was made from, so that a run that makes the same control again can leave it in the hand. */
export function renderControl(output: InputOutput, stage: Stage): HTMLElement {
  const element = renderType(output, stage);
  element.dataset.name = output.name;
  element.dataset.spec = toSpecText(output.control);
  return element;
}

/** The same text for the same control; a record has its facts in an order of its own. */
export function toSpecText(control: ControlSpec): string {
  return JSON.stringify(control, (_, value: unknown) => (isPlain(value) ? sortKeys(value) : value));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function renderType(output: InputOutput, stage: Stage): HTMLElement {
  const { name, control, value } = output;
  const { document } = stage;
  const attributes = { "data-control": name, disabled: stage.isStatic };
  const label = make(document, "span", { class: "control-label" }, control.label);
  const form = (...children: HTMLElement[]) =>
    make(document, "label", { class: `output-input control-${control.type}` }, ...children);
  switch (control.type) {
    case "select":
      return form(label, toSelect(control, String(value), attributes, document));
    case "slider":
      return form(
        label,
        make(document, "input", { ...attributes, ...toRange(control, Number(value)) }),
        make(document, "output", { class: "control-value" }, formatNumber(Number(value))),
      );
    case "toggle":
      return form(make(document, "input", { ...attributes, type: "checkbox", checked: value === true }), label);
    case "number":
      return form(label, make(document, "input", { ...attributes, ...toNumber(control), value: Number(value) }));
    case "text":
      return form(label, toText(control, String(value), attributes, document));
    case "drawing":
      return renderDrawing(control, value as number[], stage);
    case "points":
      return renderField(control, value as { x: number; y: number }[], stage);
    case "file":
      return renderFile(control, value, stage);
    default:
      return control satisfies never;
  }
}

type Attributes = Record<string, string | number | boolean | undefined>;
type SpecOf<T extends ControlSpec["type"]> = Extract<ControlSpec, { type: T }>;

function toSelect({ options }: SpecOf<"select">, value: string, attributes: Attributes, document: Document) {
  const choices = options.map((option) =>
    make(document, "option", { value: option, selected: option === value }, option),
  );
  return make(document, "select", attributes, ...choices);
}

function toNumber({ min, max, step }: SpecOf<"number">): Attributes {
  return { type: "number", inputmode: "decimal", min, max, step: step ?? "any" };
}

function toText({ lines, maxLength }: SpecOf<"text">, value: string, attributes: Attributes, document: Document) {
  const limits = { ...attributes, maxlength: maxLength, autocomplete: "off", spellcheck: "false" };
  if (lines > 1) return make(document, "textarea", { ...limits, rows: lines }, value);
  return make(document, "input", { ...limits, type: "text", value });
}

function toRange(slider: SpecOf<"slider">, value: number): Attributes {
  const { min, max, step, scale } = slider;
  if (scale !== "log") return { type: "range", min, max, step, value };
  return {
    type: "range",
    min: 0,
    max: logSteps,
    step: 1,
    value: toPlace(slider, value),
    "data-log": `${min},${max},${step}`,
  };
}

function toPlace({ min, max }: SpecOf<"slider">, value: number): number {
  return Math.round((Math.log(value / min) / Math.log(max / min)) * logSteps);
}
