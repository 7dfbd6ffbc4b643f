// Values the reader types: a number, a line or a page of text. Beside controls.ts, whose records they leave alone.
import { host } from "./host";

export interface NumberRange {
  min?: number;
  max?: number;
  /** The smallest difference between two values; any number unless said. */
  step?: number;
}

/** A number the reader types. Throws RangeError if it starts outside its range. */
export function numberInput(label: string, initial: number, { min, max, step }: NumberRange = {}): number {
  if (!(initial >= (min ?? -Infinity) && initial <= (max ?? Infinity))) {
    throw new RangeError(`numberInput "${label}" starts at ${initial}, outside ${min ?? "−∞"} … ${max ?? "∞"}`);
  }
  const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }), ...(step && { step }) };
  return host().control<number>({ type: "number", label, ...range }, initial);
}

export interface TextSpec {
  /** What stands there until the reader writes; nothing unless said. */
  initial?: string;
  /** Lines that can be seen at once; 1, which allows no line break, unless said. */
  lines?: number;
  maxLength?: number;
}

/** A text the reader types. Throws RangeError if it starts longer than it may be. */
export function textInput(label: string, { initial = "", lines = 1, maxLength = 20_000 }: TextSpec = {}): string {
  if (initial.length > maxLength) {
    throw new RangeError(`textInput "${label}" starts with ${initial.length} characters, more than ${maxLength}`);
  }
  return host().control<string>({ type: "text", label, lines, maxLength }, initial);
}
