// Reads the value a reader gave a control, and shows it beside a slider. render-control.ts makes the control.
import { formatNumber } from "./format-value";

/** Steps of a slider on a log scale. */
export const logSteps = 1000;

/** The value that the reader gave a control, as the kernel wants it. */
export function readControl(
  element: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
): number | string | boolean {
  if (element.tagName === "SELECT" || element.tagName === "TEXTAREA" || element.type === "text") return element.value;
  if (element.type === "checkbox") return (element as HTMLInputElement).checked;
  const log = element.dataset.log?.split(",").map(Number);
  return log ? fromPlace(Number(element.value), log[0]!, log[1]!) : Number(element.value);
}

/** Two digits are enough of a value on a log scale; the ends are exact. */
function fromPlace(place: number, min: number, max: number): number {
  const value = Number((min * (max / min) ** (place / logSteps)).toPrecision(2));
  return Math.min(max, Math.max(min, value));
}

/** Shows a slider's value beside it. */
export function showControlValue(element: HTMLElement, value: number | string | boolean): void {
  const shown = element.closest("label")?.querySelector(".control-value");
  if (shown) shown.textContent = formatNumber(Number(value));
}
