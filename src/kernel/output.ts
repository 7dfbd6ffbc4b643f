// What a cell shows: plain data, posted from the worker, drawn by the page, stored in records.
// Knows nothing of the DOM, of tfjs or of who draws it. `text` is always what a person would read.
import type { ControlSpec, ControlValue, ImageFile, Point, TextFile } from "../book/control-spec";
import type { FigureSpec } from "../book/figure-spec";
import type { ModelSpec } from "../book/model-spec";

export type { ControlSpec, ControlValue, FigureSpec, ImageFile, ModelSpec, Point, TextFile };

/** A control's value as it is shown and kept: of a file, what can be said of it. */
export type ShownValue =
  | Extract<ControlValue, number | string | boolean | null | number[] | Point[]>
  | { name: string; characters: number }
  | { name: string; width: number; height: number };

/** One thing a cell shows. `text` is its plain-text form (what a screen reader says, what a test compares). */
export type Output =
  | TextOutput
  | TableOutput
  | TensorOutput
  | FigureOutput
  | ImageOutput
  | SoundOutput
  | ModelOutput
  | ErrorOutput
  | ProgressOutput
  | InputOutput;

export interface TextOutput {
  kind: "text";
  text: string;
  /** Where it came from: the displayed last expression, or console.log / .warn / .error. */
  source: "value" | "log" | "warn" | "error";
  /** 1-based line of the statement in the cell, when known. */
  line?: number;
}

export interface TableOutput {
  kind: "table";
  text: string;
  columns: string[];
  /** Already formatted for reading; numbers stay numbers so that the page can align them. */
  rows: (string | number)[][];
}

export interface TensorOutput {
  kind: "tensor";
  text: string;
  dtype: string;
  shape: number[];
  /** At most 4096 leading values, row-major. */
  values: number[];
  /** Of the finite values; absent where there is none. */
  min?: number;
  max?: number;
  mean?: number;
  /** How many values are NaN or infinite; absent where none is. */
  notFinite?: number;
}

export interface FigureOutput {
  kind: "figure";
  text: string;
  /** Identity within a run: a later output with the same id replaces it, an append extends its columns. */
  id: string;
  figure: FigureSpec;
}

export interface ImageOutput {
  kind: "image";
  text: string;
  width: number;
  height: number;
  /** RGBA, row-major, base64. */
  rgba: string;
  /** Nearest-neighbour enlargement wished for, in CSS pixels per image pixel. */
  scale?: number;
}

export interface SoundOutput {
  kind: "sound";
  text: string;
  seconds: number;
  /** 16-bit PCM with its header, base64. */
  wav: string;
  /** The loudest sample of each of some hundred stretches, 0 … 1. */
  loudness: number[];
}

export interface ModelOutput {
  kind: "model";
  /** The summary as lines of text. */
  text: string;
  model: ModelSpec;
}

export interface ErrorOutput {
  kind: "error";
  text: string;
  error: CellError;
}

export interface ProgressOutput {
  kind: "progress";
  text: string;
  id: string;
  label: string;
  done: number;
  total: number;
}

/** A control that the cell made (`select`, `slider`, …). Its value is a top-level name. */
export interface InputOutput {
  kind: "input";
  text: string;
  /** The top-level name that holds the value. */
  name: string;
  control: ControlSpec;
  value: ShownValue;
}

/** An error as the reader sees it: which cell, where, what, what to try. line and column are 1-based, in the cell. */
export interface CellError {
  name: string;
  message: string;
  /** What to try, in the reader's language. */
  hint?: string;
  cell: string;
  line?: number;
  column?: number;
  stack?: string;
}
