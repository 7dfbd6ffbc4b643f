// The values the reader gave to controls, by cell and name, and which name the next control of a run has.
import type { ControlSpec, ControlValue } from "./output";

export class Controls {
  private readonly values = new Map<string, ControlValue>();

  set(cell: string, name: string, value: ControlValue): void {
    this.values.set(key(cell, name), value);
  }

  /** The reader's value if there is one that the control allows, otherwise `initial`. */
  read(cell: string, name: string, spec: ControlSpec, initial: ControlValue): ControlValue {
    const value = this.values.get(key(cell, name));
    return value !== undefined && isAllowed(value, spec) ? value : initial;
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
    case "toggle":
      return typeof value === "boolean";
    default:
      return spec satisfies never;
  }
}

function key(cell: string, name: string): string {
  return `${cell} ${name}`;
}
