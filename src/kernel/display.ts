// What a cell shows, from value to message: keeps the order in which things were shown although tensors are read later,
// and gathers streamed points and progress for about a frame. to-output.ts makes of a value what is shown.
import { isPlainObject, isTensor } from "./format";
import { toShownValue, toValueText } from "./shown-value";
import { readTensorOutput } from "./tensor-output";
import { toOutput } from "./to-output";
import type { ReadableTensor } from "./tensor-output";
import type { ControlSpec, ControlValue, FigureSpec, Output, TextOutput } from "./output";
import type { MovingFigure } from "../book/moving-figure";

/** A curve is drawn thirty times a second at most (page-frames.ts); posting more often would only take time from training. */
const frameMs = 33;
/** Nobody sees a bar move in smaller steps, and each has the page paint. */
const barMs = 200;
const maxOutputs = 1000;
const maxText = 100_000;

/** What the display says to the page, in terms of one run of one cell. */
export interface OutputPort {
  append(output: Output): void;
  replace(index: number, output: Output): void;
  points(index: number, columns: Record<string, (number | string)[]>): void;
}

type Row = Record<string, number | string>;

export class Display {
  /** What was shown, by index; undefined while a tensor is being read. */
  private readonly shown: (Output | undefined)[] = [];
  /** How many of them the page has. */
  private posted = 0;
  private readonly reading = new Set<Promise<void>>();
  private readonly points = new Map<number, Record<string, (number | string)[]>>();
  private readonly changed = new Set<number>();
  private readonly bars = new Map<string, number>();
  /** Handles that cells hold: showing one again shows nothing. */
  private readonly handles = new WeakSet<object>();
  /** What is to be said together with the next points. */
  private beside: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wakesAt = 0;

  constructor(private readonly port: OutputPort) {}

  /** Shows any value; undefined shows nothing. */
  show(value: unknown, source: TextOutput["source"] = "value", line?: number): void {
    if (value === undefined && source === "value") return;
    if (typeof value === "object" && value !== null && this.handles.has(value)) return;
    if (isReadable(value)) return this.showLater(readTensorOutput(value.clone()));
    if (isFigure(value)) return void this.figure(value);
    this.add(toOutput(value, source, line));
  }

  /** Shows a finished output. */
  add(output: Output): void {
    if (this.shown.length > maxOutputs) return;
    const isLast = this.shown.length === maxOutputs;
    this.shown.push(isLast ? { kind: "text", source: "warn", text: `… (> ${maxOutputs})` } : shorten(output));
    this.post();
  }

  /** Shows a figure; rows added through the handle reach the page about every frame, another figure in its place as often as
   *  a bar moves. */
  figure(figure: FigureSpec): MovingFigure {
    const index = this.shown.length;
    this.add(toFigure(figure, index));
    const handle = {
      add: (row: Row): void => this.addPoint(index, row),
      redraw: (next: FigureSpec): void => this.redraw(index, next),
    };
    this.handles.add(handle);
    return handle;
  }

  /** Shows `done / total`; the same label is the same bar. */
  progress(label: string, done: number, total: number): void {
    const output: Output = { kind: "progress", text: `${label} ${done} / ${total}`, id: label, label, done, total };
    const index = this.bars.get(label);
    if (index === undefined) {
      this.bars.set(label, this.shown.length);
      return this.add(output);
    }
    this.shown[index] = output;
    this.changed.add(index);
    this.wake(barMs);
  }

  /** Calls `tell` when points or a bar are posted next, or in `barMs`: the page then paints once for all of it. */
  tellBeside(tell: () => void): void {
    this.beside = tell;
    this.wake(barMs);
  }

  /** Shows a control that stands at `value`. */
  control(name: string, control: ControlSpec, value: ControlValue): void {
    const shown = toShownValue(value);
    this.add({ kind: "input", text: `${control.label}: ${toValueText(shown)}`, name, control, value: shown });
  }

  /** Everything shown has been read and posted. Rejects if a tensor could not be read. */
  async settle(): Promise<void> {
    const results = await Promise.allSettled(this.reading);
    this.flush();
    const failed = results.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }

  /** Posts what was gathered. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [index, columns] of this.points) if (index < this.posted) this.postPoints(index, columns);
    for (const index of this.changed) if (index < this.posted) this.postChange(index);
    const { beside } = this;
    this.beside = undefined;
    beside?.();
  }

  private showLater(output: Promise<Output>): void {
    const index = this.shown.length;
    if (index >= maxOutputs) return;
    this.shown.push(undefined);
    const reading = output.then((ready) => {
      this.shown[index] = shorten(ready);
      this.post();
    });
    // settle() reports a failure; here it only must not count as unhandled, nor hold back what follows.
    reading.catch(() => {
      this.shown[index] = { kind: "text", source: "error", text: "—" };
      this.post();
    });
    this.reading.add(reading);
  }

  /** Posts, in order, what is ready. */
  private post(): void {
    while (this.posted < this.shown.length) {
      const output = this.shown[this.posted];
      if (!output) return;
      this.changed.delete(this.posted++);
      this.port.append(output);
    }
  }

  private addPoint(index: number, row: Row): void {
    if (this.shown[index]?.kind !== "figure") return;
    const columns = this.points.get(index) ?? {};
    this.points.set(index, columns);
    for (const [name, value] of Object.entries(row)) (columns[name] ??= []).push(value);
    this.wake();
  }

  private redraw(index: number, figure: FigureSpec): void {
    if (this.shown[index]?.kind !== "figure") return;
    this.shown[index] = toFigure(figure, index);
    this.points.delete(index);
    this.changed.add(index);
    this.wake(barMs);
  }

  private postPoints(index: number, columns: Record<string, (number | string)[]>): void {
    this.points.delete(index);
    this.port.points(index, columns);
  }

  private postChange(index: number): void {
    this.changed.delete(index);
    const output = this.shown[index];
    if (output) this.port.replace(index, output);
  }

  /** Posts after so long, or sooner if that was asked before. */
  private wake(ms = frameMs): void {
    const at = performance.now() + ms;
    if (this.timer !== undefined && this.wakesAt <= at) return;
    clearTimeout(this.timer);
    this.wakesAt = at;
    this.timer = setTimeout(() => this.flush(), ms);
  }
}

function toFigure(figure: FigureSpec, index: number): Output {
  return { kind: "figure", text: figure.alt ?? figure.title ?? "", id: `figure-${index}`, figure };
}

function isReadable(value: unknown): value is ReadableTensor {
  return isTensor(value) && "data" in value && "clone" in value;
}

function isFigure(value: unknown): value is FigureSpec {
  return isPlainObject(value) && Array.isArray(value.marks) && isPlainObject(value.data);
}

function shorten<O extends Output>(output: O): O {
  if (output.text.length <= maxText) return output;
  return { ...output, text: `${output.text.slice(0, maxText)}\n… ${output.text.length - maxText} more` };
}
