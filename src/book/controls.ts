// The reader's hand on a value: each call makes a control and returns what it stands at.
// A moved control re-runs the cell that made it. The page draws it; see host.ts.
import { host } from "./host";

export interface SliderRange {
  min: number;
  max: number;
  step: number;
  /** Where the slider stands until the reader moves it; `min` unless said. */
  initial?: number;
  scale?: "linear" | "log";
}

/** One of the options; the first until the reader picks. Throws RangeError without options. */
export function select<const T extends string>(label: string, options: readonly T[]): T {
  const [initial] = options;
  if (initial === undefined) throw new RangeError(`select "${label}" needs at least one option`);
  return host().control<T>({ type: "select", label, options: [...options] }, initial);
}

/** A number of min … max. Throws RangeError if the range is empty, or a log scale reaches 0. */
export function slider(label: string, { min, max, step, initial = min, scale }: SliderRange): number {
  checkSlider(label, { min, max, step, initial, scale });
  return host().control<number>({ type: "slider", label, min, max, step, ...(scale && { scale }) }, initial);
}

/** On or off; off unless said. */
export function toggle(label: string, initial = false): boolean {
  return host().control<boolean>({ type: "toggle", label }, initial);
}

function checkSlider(
  label: string,
  { min, max, step, initial, scale }: Required<Omit<SliderRange, "scale">> & SliderRange,
) {
  if (!(min < max) || !(step > 0)) throw new RangeError(`slider "${label}" needs min < max and step > 0`);
  if (!(min <= initial && initial <= max)) {
    throw new RangeError(`slider "${label}" starts at ${initial}, outside ${min} … ${max}`);
  }
  if (scale === "log" && min <= 0) throw new RangeError(`slider "${label}" has a log scale, so min must be above 0`);
}
