// Which of several devices trains a model of this size fastest: a few steps of a perceptron on each. Small models are
// faster on wasm, since a GPU takes its time to be told what to do; large ones on the GPU. Where the line runs, only
// trying tells; until then a guess does. Who tries, and when, is background-probe.ts's to say.
import type * as Tf from "@tensorflow/tfjs";
import type { BackendName } from "./protocol";

/** How large a model a section trains, as a perceptron that costs about the same. */
export interface ModelShape {
  /** Inputs, hiddens, outputs: [784, 128, 10]. */
  layers: number[];
  batchSize: number;
}

/** What trying found, fastest first. `isMore`: it was given up after so long. */
export type Probe = { backend: BackendName; stepMs: number; isMore?: boolean }[];

/** By what they depend on: adapter, class of shape. */
export type Probes = Record<string, Probe>;

/** Multiplications of a step below which no GPU can win, above which wasm cannot, and between them the guess: wasm does
 *  so many while a GPU is told what to do. */
const [leastForGpu, leastForGpuAlone, guessForGpu] = [2e5, 2e10, 2e8];

/** Which of these devices to try on a model of this shape; one where it is clear without. */
export function findCandidates(shape: ModelShape): BackendName[] {
  const work = countWork(shape);
  if (work < leastForGpu) return ["wasm", "cpu"];
  return work > leastForGpuAlone ? ["webgpu"] : ["wasm", "webgpu"];
}

/** The device to take while none has been tried. */
export function guessFastest(shape: ModelShape): BackendName {
  return countWork(shape) < guessForGpu ? "wasm" : "webgpu";
}

/** Forward, and backward twice as much. */
function countWork({ layers, batchSize }: ModelShape): number {
  return 3 * batchSize * layers.slice(1).reduce((sum, width, i) => sum + width * layers[i]!, 0);
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

/** What a step takes, or how long it was waited for in vain. */
export type StepTime = Omit<Probe[number], "backend">;

/** Tries each candidate that `open` can open, and sorts them. The next is timed no longer than shows that it is slower. */
export async function tryCandidates(
  candidates: BackendName[],
  open: (backend: BackendName) => Promise<boolean>,
  timeStep: (enoughMs: number) => Promise<StepTime>,
): Promise<Probe> {
  const probe: Probe = [];
  for (const backend of candidates) {
    const enoughMs = 2 * Math.min(...probe.map(({ stepMs }) => stepMs));
    if (await open(backend)) probe.push({ backend, ...(await timeStep(enoughMs)) });
  }
  return probe.sort((a, b) => a.stepMs - b.stepMs);
}

/** A candidate's steps take no longer than this together … */
const budgetMs = 60;
const maxSteps = 16;
/** … after the first, which compiles and is waited for so long. */
const maxFirstMs = 1000;

/** Milliseconds that a training step of such a perceptron takes on the running backend; a step of more than `enoughMs` is
 *  not taken again. Leaves nothing behind, unless it gives up. */
export async function timeStep(tf: typeof Tf, { layers, batchSize }: ModelShape, enoughMs: number): Promise<StepTime> {
  const X: Tf.Tensor2D = tf.ones([batchSize, layers[0]!]);
  const y: Tf.Tensor2D = tf.ones([batchSize, layers.at(-1)!]);
  const weights = tf.tidy(() => layers.slice(1).map((width, i) => tf.variable(tf.zeros([layers[i]!, width]))));
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  const step = (): Tf.Scalar =>
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, forward(X, weights)) as Tf.Scalar, true, weights)!;
  const take = async (steps: number): Promise<void> => {
    for (let i = 1; i < steps; i++) step().dispose();
    const loss = step();
    await loss.data();
    loss.dispose();
  };
  if (!(await endsWithin(maxFirstMs, take(1)))) return { stepMs: maxFirstMs, isMore: true };
  const stepMs = await timeInTurns(take, enoughMs);
  optimizer.dispose();
  tf.dispose([X, y, weights]);
  return { stepMs };
}

function endsWithin(ms: number, work: Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), ms);
    work.then(() => resolve(true), reject).finally(() => clearTimeout(timer));
  });
}

/** One step, then two, then four: a device that is asked for more than it can do in time answers long after. */
async function timeInTurns(take: (steps: number) => Promise<void>, enoughMs: number): Promise<number> {
  const begun = performance.now();
  for (let steps = 1; ; steps *= 2) {
    const start = performance.now();
    await take(steps);
    const now = performance.now();
    const stepMs = (now - start) / steps;
    if (stepMs > enoughMs || 2 * steps > maxSteps || now - begun + 2 * (now - start) > budgetMs) return stepMs;
  }
}

function forward(X: Tf.Tensor, weights: Tf.Tensor[]): Tf.Tensor {
  return weights.reduce((A, W, i) => (i === 0 ? A : A.relu()).matMul(W), X);
}
