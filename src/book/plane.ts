// Points of two kinds in a plane, a network that tells them apart, and a picture of it learning: what the front page
// trains. Any network with two inputs and two outputs will do.
import * as tf from "@tensorflow/tfjs";
import { share } from "./accuracy";
import { contours } from "./contours";
import { figure, type FigureSpec } from "./figure";
import type { Net, Params } from "./mlp";
import type { StepRow, TrainingData } from "./train";

// n points, B batch

/** X (n, 2) and the kind of each point, 0 or 1. */
export interface PlanePoints {
  X: number[][];
  y: number[];
}

type Range = readonly [from: number, to: number];

/** The part of the plane that is looked at. */
export interface View {
  x: Range;
  y: Range;
}

/** Heights are computed on a grid of so many squares a side. */
const squares = 40;

/** The points as `fit` asks for them: any of them, as two tensors. */
export function toExamples({ X, y }: PlanePoints): TrainingData {
  const pick = <T>(from: T[], rows: ArrayLike<number>): T[] => Array.from(rows, (row) => from[row]!);
  return {
    count: X.length,
    batch: (rows) => ({ X: tf.tensor2d(pick(X, rows)), y: tf.tensor1d(pick(y, rows), "int32") }), // (B, 2), (B)
  };
}

/** The share of the points whose kind the network names, 0 … 1. */
export async function planeAccuracy<P extends Params>(net: Net<P>, { X, y }: PlanePoints): Promise<number> {
  const scores = await scoresAt(net, X);
  return share(
    Array.from(scores, (score) => +(score > 0)),
    y,
  );
}

/** Where the network finds both kinds equally likely: a line's points, each piece ended by a NaN point. */
export async function boundary<P extends Params>(net: Net<P>, { x, y }: View): Promise<number[][]> {
  const at = ([from, to]: Range, i: number) => from + ((to - from) * i) / squares;
  const side = Array.from({ length: squares + 1 }, (_, i) => i);
  const corners = side.flatMap((j) => side.map((i) => [at(x, i), at(y, j)]));
  const scores = await scoresAt(net, corners);
  // In steps of the grid, so that every height that is asked for has been computed.
  const line = contours((i, j) => scores[j * side.length + i]!, {
    x: [0, squares],
    y: [0, squares],
    levels: [0],
    squares,
  });
  return [...line.map(([i, j]) => [at(x, i!), at(y, j!)]), [NaN, NaN]];
}

export interface PlanePicture {
  /** For `onStep`: a point of the loss curve. */
  addLoss(row: StepRow): void;
  /** For `onEpoch`: after every third, leaves the boundary of that moment in the picture, thin. */
  trace<P extends Params>(row: { epoch: number; net: Net<P> }): Promise<void>;
  /** The boundary that training came to. */
  end<P extends Params>(net: Net<P>): Promise<void>;
}

/** Shows the points and an empty curve, and waits for boundaries and losses. */
export function planePicture(points: PlanePoints, words: { alt: string; step: string; loss: string }): PlanePicture {
  const view = toView(points);
  const plane = figure(toPlaneFigure(points, view, words.alt));
  const curve = figure({
    height: 130,
    x: { label: words.step },
    y: { label: words.loss },
    marks: [{ type: "line", x: "step", y: "loss" }],
    data: { step: [], loss: [] },
  });
  return {
    addLoss: ({ step, loss }) => curve.add({ step, loss }),
    async trace({ epoch, net }) {
      if (epoch % 3 > 0) return;
      for (const [wasX, wasY] of await boundary(net, view)) plane.add({ wasX: wasX!, wasY: wasY! });
    },
    async end(net) {
      for (const [edgeX, edgeY] of await boundary(net, view)) plane.add({ edgeX: edgeX!, edgeY: edgeY! });
    },
  };
}

/** What holds all points, and an eighth more on every side. */
function toView({ X }: PlanePoints): View {
  const around = (values: number[]): Range => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return [least - (most - least) / 8, most + (most - least) / 8];
  };
  return { x: around(X.map(([x]) => x!)), y: around(X.map(([, y]) => y!)) };
}

function toPlaneFigure({ X, y }: PlanePoints, view: View, alt: string): FigureSpec {
  return {
    alt,
    height: 300,
    x: { domain: [...view.x] },
    y: { domain: [...view.y] },
    marks: [
      { type: "dot", x: "x", y: "y", series: "kind" },
      { type: "line", x: "wasX", y: "wasY" },
      { type: "line", x: "edgeX", y: "edgeY" },
    ],
    data: {
      x: X.map(([x]) => x!),
      y: X.map(([, y]) => y!),
      kind: y.map(String),
      wasX: [],
      wasY: [],
      edgeX: [],
      edgeY: [],
    },
  };
}

/** How much more the second kind is scored than the first, (n). */
async function scoresAt<P extends Params>(net: Net<P>, X: number[][]): Promise<Float32Array> {
  const scores = tf.tidy(() => {
    const [first, second] = tf.unstack(net.forward(net.params, tf.tensor2d(X)), 1); // (n) each
    return second!.sub(first!);
  });
  try {
    return (await scores.data()) as Float32Array;
  } finally {
    scores.dispose();
  }
}
