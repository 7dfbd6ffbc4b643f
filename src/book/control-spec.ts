// The controls a cell can offer its reader, as data. The page draws them; the kernel keeps their values.
// A record's hash does not cover this file: nothing here runs.

/** A point of a point field, in the units of its axes. */
export interface Point {
  x: number;
  y: number;
}

/** A text the reader chose. */
export interface TextFile {
  name: string;
  text: string;
}

/** A picture the reader chose, as `display` shows it and as `tf.browser.fromPixels` takes it. */
export interface ImageFile {
  name: string;
  width: number;
  height: number;
  /** Row by row, four bytes a pixel. */
  data: Uint8ClampedArray;
  /** What it shows, in words. */
  text: string;
}

/** What a control can stand at; null is a file that is not there yet. */
export type ControlValue = number | string | boolean | null | number[] | Point[] | TextFile | ImageFile;

export type ControlSpec =
  | { type: "select"; label: string; options: string[] }
  | { type: "slider"; label: string; min: number; max: number; step: number; scale?: "linear" | "log" }
  | { type: "toggle"; label: string }
  | { type: "number"; label: string; min?: number; max?: number; step?: number }
  | { type: "text"; label: string; lines: number; maxLength: number }
  /** Its value has `side` × `side` numbers 0 … 1, row by row. */
  | { type: "drawing"; label: string; side: number }
  | { type: "points"; label: string; x: FieldAxis; y: FieldAxis; max: number }
  | { type: "file"; label: string; accept: "text" | "image"; maxBytes: number; maxSide?: number };

export interface FieldAxis {
  label: string;
  min: number;
  max: number;
}
