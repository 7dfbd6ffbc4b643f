// The values the reader gave to controls, by cell and name, and which name the next control of a run has.
// A value is copied on its way in and out: a cell that changes its points changes its own copy.
import type { ControlSpec, ControlValue, Point } from "./output";

export class Controls {
  private readonly values = new Map<string, ControlValue>();

  set(cell: string, name: string, value: ControlValue): void {
    this.values.set(key(cell, name), structuredClone(value));
  }

  /** The reader's value if there is one that the control allows, otherwise `initial`. */
  read(cell: string, name: string, spec: ControlSpec, initial: ControlValue): ControlValue {
    const value = this.values.get(key(cell, name));
    return value !== undefined && isAllowed(value, spec) ? structuredClone(value) : initial;
  }
}

/** Names for the controls of one run, in the order in which they are made: those of the code, then numbers. */
export function nameControls(names: string[]): () => string {
  let made = 0;
  return () => {
    const index = made++;
    return names[index] ?? `control-${index + 1}`;
  };
}

/** True where the text that defines `name` mentions it once more, outside comments and plain strings. */
export function readsItself(source: string, name: string): boolean {
  const code = source.replace(/\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, " ");
  return code.split(/[^\p{ID_Continue}$]+/u).filter((word) => word === name).length > 1;
}

function isAllowed(value: ControlValue, spec: ControlSpec): boolean {
  switch (spec.type) {
    case "select":
      return typeof value === "string" && spec.options.includes(value);
    case "slider":
      return typeof value === "number" && value >= spec.min && value <= spec.max;
    case "number":
      return typeof value === "number" && value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity);
    case "toggle":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string" && value.length <= spec.maxLength;
    case "drawing":
      return Array.isArray(value) && value.length === spec.side ** 2 && typeof value[0] === "number";
    case "points":
      return Array.isArray(value) && value.length <= spec.max && value.every((point) => isInside(point, spec));
    case "file":
      return typeof value === "object" && value !== null && (spec.accept === "text" ? "text" : "data") in value;
    default:
      return spec satisfies never;
  }
}

function isInside(point: Point | number, { x, y }: Extract<ControlSpec, { type: "points" }>): boolean {
  return typeof point === "object" && point.x >= x.min && point.x <= x.max && point.y >= y.min && point.y <= y.max;
}

function key(cell: string, name: string): string {
  return `${cell} ${name}`;
}
