// Earlier runs of a cell that trains, kept to be drawn thinly under its newest curve. Plain data; the newest few.
import type { FigureOutput, FigureSpec, Output } from "../../src/kernel/output";
import { numColours, toColour, toSeries } from "./figure-layout";
import { thin } from "./figure-scale";
import type { GhostMark } from "./figure-overlay";

/** More curves than this nobody tells apart. */
const maxRuns = 4;
/** Points of a curve that are kept. */
const maxPoints = 400;

/** What tells one run from another. */
export interface RunFacts {
  /** When it began, as a clock shows it. */
  time: string;
  steps: number;
  loss: number | undefined;
  /** Values of controls by label. */
  controls: { [label: string]: string };
}

export interface EarlierRun extends RunFacts {
  colour: string;
  curves: Curve[];
}

/** A line of a figure: `index` counts the figures of the cell. */
interface Curve {
  index: number;
  /** Names of the figure's columns. */
  x: string;
  y: string;
  xs: (number | string)[];
  ys: (number | string)[];
}

export class EarlierRuns {
  all: EarlierRun[] = [];

  /** Keeps the run that made these outputs, unless its curves are those of one that is kept. */
  add(outputs: readonly Output[], facts: RunFacts): void {
    const figures = outputs.filter((output) => output.kind === "figure");
    const curves = figures.flatMap((output, i) => findCurves(output, i));
    if (curves.length === 0) return;
    const text = JSON.stringify(curves);
    this.all = this.all.filter((run) => JSON.stringify(run.curves) !== text).slice(-(maxRuns - 1));
    this.all.push({ ...facts, colour: this.findColour(), curves });
  }

  remove(run: EarlierRun): void {
    this.all = this.all.filter((one) => one !== run);
  }

  /** The figure with the curves of earlier runs in it. */
  drawInto(figure: FigureSpec, index: number): FigureSpec {
    const data = { ...figure.data };
    const marks: GhostMark[] = [];
    this.all.forEach((run, i) => {
      for (const { x, y, xs, ys } of run.curves.filter((curve) => curve.index === index)) {
        if (!figure.marks.some((mark) => mark.type === "line" && mark.x === x && mark.y === y)) continue;
        const [columnX, columnY] = [`${x} (${i + 1}, ${run.time})`, `${y} (${i + 1}, ${run.time})`];
        data[columnX] = xs;
        data[columnY] = ys;
        marks.push({ type: "line", x: columnX, y: columnY, ghost: run.colour });
      }
    });
    return marks.length === 0 ? figure : { ...figure, marks: [...figure.marks, ...marks], data };
  }

  /** A colour that no other run has, and not the first, which is the newest run's. */
  private findColour(): string {
    const taken = new Set(this.all.map(({ colour }) => colour));
    for (let i = 1; i < numColours; i++) if (!taken.has(toColour(i))) return toColour(i);
    return toColour(1);
  }
}

function findCurves({ figure }: FigureOutput, index: number): Curve[] {
  return toSeries(figure).flatMap(({ mark, xs, ys }) => {
    if (mark.type !== "line" || mark.series || xs.length < 2) return [];
    const kept = thin(ys, maxPoints);
    return [{ index, x: mark.x, y: mark.y, xs: kept.map((i) => xs[i]!), ys: kept.map((i) => ys[i] ?? NaN) }];
  });
}

/** "10:31 · 790 steps · loss 0.09", then what its controls had other than now. */
export function describeRun(run: RunFacts, now: RunFacts["controls"], steps: (count: number) => string): string {
  const other = Object.entries(run.controls).filter(
    ([label, value]) => now[label] !== undefined && now[label] !== value,
  );
  const loss = run.loss === undefined || !Number.isFinite(run.loss) ? [] : [run.loss.toPrecision(3)];
  return [run.time, steps(run.steps), ...loss, ...other.map(([label, value]) => `${label} ${value}`)].join(" · ");
}
