// A figure that is drawn anew while its cell runs: a heat map that follows a training. What only grows, a curve, has
// `figure` (figure.ts) and its `add`.
import { figure, type FigureSpec } from "./figure";
import type { FigureHandle } from "./host";

export interface MovingFigure extends FigureHandle {
  /** Shows this one in its place, a few times a second at most. Where nobody draws, in a terminal, it does nothing. */
  redraw(spec: FigureSpec): void;
}

/** Shows a figure that another may replace. Throws RangeError as `figure` does. */
export function movingFigure(spec: FigureSpec): MovingFigure {
  const handle: FigureHandle & Partial<MovingFigure> = figure(spec);
  return Object.assign(handle, { redraw: handle.redraw ?? (() => {}) });
}
