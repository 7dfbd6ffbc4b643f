// Which of several devices trains a model of this size fastest: a few steps of a perceptron on each. Small models are
// faster on wasm, since a GPU takes its time to be told what to do; large ones on the GPU. Where the line runs, only
// trying tells.
import type * as Tf from "@tensorflow/tfjs";
import type { BackendName } from "./protocol";

/** How large a model a section trains, as a perceptron that costs about the same. */
export interface ModelShape {
  /** Inputs, hiddens, outputs: [784, 128, 10]. */
  layers: number[];
  batchSize: number;
}

/** What trying found, fastest first. */
export type Probe = { backend: BackendName; stepMs: number }[];

/** By what they depend on: adapter, class of shape. */
export type Probes = Record<string, Probe>;

/** The devices worth trying: multiplications of a step below which no GPU can win, above which wasm cannot. */
const [leastForGpu, leastForGpuAlone] = [2e5, 2e10];

/** Which of these devices to try on a model of this shape; one where it is clear without. */
export function findCandidates({ layers, batchSize }: ModelShape): BackendName[] {
  const weights = layers.slice(1).reduce((sum, width, i) => sum + width * layers[i]!, 0);
  const work = 3 * batchSize * weights; // forward, and backward twice as much
  if (work < leastForGpu) return ["wasm", "cpu"];
  return work > leastForGpuAlone ? ["webgpu"] : ["webgpu", "wasm"];
}

/** "784-128-10 × 128" and its neighbours: widths to the next power of two. */
export function toShapeClass({ layers, batchSize }: ModelShape): string {
  const rounded = (width: number): number => 2 ** Math.ceil(Math.log2(width));
  return `${layers.map(rounded).join("-")}x${rounded(batchSize)}`;
}

/** "784-128-10/128" as a page says it; undefined where it says nothing of the kind. */
export function readShape(text: string | undefined): ModelShape | undefined {
  const [widths = "", batch] = (text ?? "").split("/");
  const numbers = [...widths.split("-"), batch].map(Number);
  if (numbers.length < 3 || !numbers.every((number) => Number.isInteger(number) && number > 0)) return undefined;
  return { layers: numbers.slice(0, -1), batchSize: numbers.at(-1)! };
}

/** Tries each candidate that `open` can open, and sorts them. */
export async function tryCandidates(
  candidates: BackendName[],
  open: (backend: BackendName) => Promise<boolean>,
  timeStep: () => Promise<number>,
): Promise<Probe> {
  const probe: Probe = [];
  for (const backend of candidates) if (await open(backend)) probe.push({ backend, stepMs: await timeStep() });
  return probe.sort((a, b) => a.stepMs - b.stepMs);
}

/** A candidate's steps take no longer than this together, after the first two. */
const budgetMs = 60;
const maxSteps = 16;

/** Milliseconds that a training step of such a perceptron takes on the running backend. Leaves nothing behind. */
export async function timeStep(tf: typeof Tf, { layers, batchSize }: ModelShape): Promise<number> {
  const X: Tf.Tensor2D = tf.ones([batchSize, layers[0]!]);
  const y: Tf.Tensor2D = tf.ones([batchSize, layers.at(-1)!]);
  const weights = tf.tidy(() => layers.slice(1).map((width, i) => tf.variable(tf.zeros([layers[i]!, width]))));
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  const step = (): Tf.Scalar =>
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, forward(X, weights)) as Tf.Scalar, true, weights)!;
  const wait = async (loss: Tf.Scalar): Promise<void> => {
    await loss.data();
    loss.dispose();
  };
  try {
    await wait(step()); // compiles
    return await timeInTurns(async (steps) => {
      for (let i = 1; i < steps; i++) step().dispose();
      await wait(step());
    });
  } finally {
    optimizer.dispose();
    tf.dispose([X, y, weights]);
  }
}

/** One step, then two, then four: a device that is asked for more than it can do in time answers long after. */
async function timeInTurns(take: (steps: number) => Promise<void>): Promise<number> {
  const begun = performance.now();
  for (let steps = 1; ; steps *= 2) {
    const start = performance.now();
    await take(steps);
    const now = performance.now();
    if (2 * steps > maxSteps || now - begun + 2 * (now - start) > budgetMs) return (now - start) / steps;
  }
}

function forward(X: Tf.Tensor, weights: Tf.Tensor[]): Tf.Tensor {
  return weights.reduce((A, W, i) => (i === 0 ? A : A.relu()).matMul(W), X);
}
