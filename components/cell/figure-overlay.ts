// What the page draws into a cell's figures beside the cell's own marks: the thin curves of earlier runs, a line at
// a step. The cell's data stays as it is; who draws figures asks here what else belongs into them.
import type { FigureSpec, MarkSpec } from "../../src/book/figure-spec";

/** The figure as it is to be drawn; its columns are those of the given one, so that they grow with it. */
export type Overlay = (figure: FigureSpec, index: number) => FigureSpec;

/** A curve of an earlier run: thin, pale, in a colour of its own. */
export type GhostMark = Extract<MarkSpec, { type: "line" | "dot" }> & { ghost: string };

const overlays = new WeakMap<Element, Overlay>();

/** From now on figures in this output part are drawn so; those that stand there are drawn again. */
export function setOverlay(part: Element, overlay: Overlay): void {
  overlays.set(part, overlay);
  part.dispatchEvent(new Event(overlayChanged));
}

export const overlayChanged = "figure-overlay";

/** `index` counts the figures of the part. */
export function withOverlay(part: Element, figure: FigureSpec, index: number): FigureSpec {
  return overlays.get(part)?.(figure, index) ?? figure;
}

/** A line at a step, in a figure that has steps. */
export function withStep(figure: FigureSpec, step: number | undefined): FigureSpec {
  const hasSteps = figure.marks.some((mark) => mark.type === "line" && mark.x === "step");
  if (step === undefined || !hasSteps) return figure;
  return { ...figure, marks: [...figure.marks, { type: "rule", x: step, label: String(step) }] };
}

/** The colour of an earlier run's curve. */
export function ghostOf(mark: MarkSpec): string | undefined {
  return (mark as Partial<GhostMark>).ghost;
}
