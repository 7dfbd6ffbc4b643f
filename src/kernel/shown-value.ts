// A control's value as an output carries it: whole where it is small, of a file only what can be said of it.
// A reader's file is therefore in no record, no storage and no shared link.
import type { ControlValue, ShownValue } from "./output";

export function toShownValue(value: ControlValue): ShownValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("data" in value) return { name: value.name, width: value.width, height: value.height };
  return { name: value.name, characters: value.text.length };
}

/** In words, for a screen reader and for a test. */
export function toValueText(value: ShownValue): string {
  if (value === null) return "—";
  if (Array.isArray(value)) return listText(value);
  if (typeof value !== "object") return String(value);
  return "width" in value
    ? `${value.name} ${value.width} × ${value.height}`.trim()
    : `${value.name} (${value.characters})`.trim();
}

function listText(values: number[] | { x: number; y: number }[]): string {
  const points = values.filter((value) => typeof value === "object");
  if (points.length > 0) return points.map(({ x, y }) => `(${x}, ${y})`).join(" ");
  const ink = values.filter((value) => typeof value === "number" && value > 0).length;
  return `${ink} / ${values.length}`;
}
