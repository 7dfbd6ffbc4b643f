// A control that a cell made, as a real form element. Nothing here listens: the live cell hears the change
// and reads the value back (control-value.ts).
import type { ControlSpec, InputOutput } from "../../src/kernel/output";
import { logSteps } from "./control-value";
import { formatNumber } from "./format-value";
import { make, type Stage } from "./stage";

export function renderControl({ name, control, value }: InputOutput, stage: Stage): HTMLElement {
  const { document } = stage;
  const attributes = { "data-control": name, disabled: stage.isStatic };
  const label = make(document, "span", { class: "control-label" }, control.label);
  const form = (...children: HTMLElement[]) =>
    make(document, "label", { class: `output-input control-${control.type}` }, ...children);
  switch (control.type) {
    case "select":
      return form(
        label,
        make(
          document,
          "select",
          attributes,
          ...control.options.map((option) =>
            make(document, "option", { value: option, selected: option === value }, option),
          ),
        ),
      );
    case "slider":
      return form(
        label,
        make(document, "input", { ...attributes, ...toRange(control, Number(value)) }),
        make(document, "output", { class: "control-value" }, formatNumber(Number(value))),
      );
    case "toggle":
      return form(make(document, "input", { ...attributes, type: "checkbox", checked: value === true }), label);
    default:
      return control satisfies never;
  }
}

type Slider = Extract<ControlSpec, { type: "slider" }>;

function toRange(slider: Slider, value: number) {
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

function toPlace({ min, max }: Slider, value: number): number {
  return Math.round((Math.log(value / min) / Math.log(max / min)) * logSteps);
}
