// A pad to draw on with mouse, finger, pen or keys. The page brings what is drawn into the form of an MNIST digit:
// scaled into 20 of 28 pixels, its centre of mass in the middle, white (1) ink on black (0).
import { host } from "./host";

export interface DrawingSpec {
  /** Pixels a side; 28 unless said. */
  side?: number;
  /** What is drawn at first: side × side numbers 0 … 1, row by row; nothing unless given. */
  initial?: ArrayLike<number>;
}

/** What the reader drew: side × side numbers 0 … 1, row by row; all 0 while the pad is empty.
 *  Throws RangeError if `initial` has another number of pixels. */
export function drawingPad(label: string, { side = 28, initial }: DrawingSpec = {}): number[] {
  const pixels = initial ? Array.from(initial) : new Array<number>(side * side).fill(0);
  if (pixels.length !== side * side) {
    throw new RangeError(`drawingPad "${label}" needs ${side * side} pixels, got ${pixels.length}`);
  }
  return host().control<number[]>({ type: "drawing", label, side }, pixels);
}
