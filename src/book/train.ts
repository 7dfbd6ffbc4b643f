// Training: draw a batch, take a step, over and over. Returns a trained copy; the network it is given stays as it was.
// Losses stay on the device and are fetched many at a time (loss-reader.ts), so a fast device never waits for the page.
// Whoever runs it may pause it, end it early, and go on from a snapshot (training-host.ts).
import * as tf from "@tensorflow/tfjs";
import { Checkpoints } from "./checkpoints";
import { host } from "./host";
import { readLosses, type LossReader } from "./loss-reader";
import type { Net, Params } from "./mlp";
import type { OptimizerName } from "./optimizers";
import { seeded } from "./random";
import type { Snapshot } from "./snapshot";
import { sparseCrossEntropy } from "./sparse-cross-entropy";
import { beginTraining, type TrainingHandle } from "./training-host";
import { mapParams, toTensor, TrainingState } from "./training-state";

/** What a network is trained on: pairs that can be asked for by number, a batch at a time. */
export interface TrainingData<X extends tf.Tensor = tf.Tensor2D, Y extends tf.Tensor = tf.Tensor1D> {
  count: number;
  /** These examples as two new tensors; whoever asked disposes of them. */
  batch(rows: ArrayLike<number>): { X: X; y: Y };
}

export interface FitSpec<
  P extends Params = Params,
  X extends tf.Tensor = tf.Tensor2D,
  Y extends tf.Tensor = tf.Tensor1D,
  Z extends tf.Tensor = tf.Tensor2D,
> {
  /** Times through all examples; 1 unless said, or as many as `steps` need. */
  epochs?: number;
  /** 32 unless said. */
  batchSize?: number;
  /** Learning rate; 0.001 unless said. */
  lr?: number;
  /** What `lr` is multiplied with at each step, the first being 1 (schedule.ts); 1 unless said. */
  schedule?: (step: number) => number;
  /** "adam" unless said. */
  optimizer?: OptimizerName;
  /** How fast "adamw" shrinks the weights by themselves; 0.01 unless said. */
  weightDecay?: number;
  /** The greatest norm that all gradients together may have; none unless said. */
  clip?: number;
  /** What is made small: mean over the batch of how far `yHat` is from `y`. `crossEntropy` unless said. */
  loss?: (yHat: Z, y: Y) => tf.Scalar;
  /** Decides the order of the examples. */
  seed?: number;
  /** Stop after so many steps, even in the middle of an epoch. */
  steps?: number;
  /** Called once for every step, in order, some time after it. */
  onStep?: (row: StepRow) => void;
  /** Called after each epoch and waited for. `net` holds the parameters of that moment until the call ends. */
  onEpoch?: (row: EpochRow & { net: Net<P, X, Z> }) => void | Promise<void>;
}

export type StepRow = { step: number; loss: number };
export type EpochRow = { epoch: number; loss: number };

export interface History {
  /** The loss of every step, before that step's update. */
  losses: number[];
  /** The mean loss over the steps of each epoch. */
  epochs: EpochRow[];
}

interface Plan {
  epochs: number;
  batchSize: number;
  steps: number;
  seed: number;
}

/** Who hears of the steps. */
interface Watchers {
  reader: LossReader;
  handle: TrainingHandle | undefined;
  checkpoints: Checkpoints | undefined;
}

/** Minimises the mean loss of `net` on `examples` and returns the trained network under a new name.
 *  Throws RangeError for an impossible plan, and whatever stops the run; either way nothing is left on the device. */
export async function fit<P extends Params, X extends tf.Tensor, Y extends tf.Tensor, Z extends tf.Tensor>(
  net: Net<P, X, Z>,
  examples: TrainingData<X, Y>,
  spec: FitSpec<P, X, Y, Z> = {},
): Promise<{ net: Net<P, X, Z>; history: History }> {
  const plan = toPlan(examples, spec);
  const handle = beginTraining({ total: plan.steps, canGoOn: spec.onEpoch === undefined });
  const start = checkStart(handle?.from, plan);
  const lossOf = spec.loss ?? (sparseCrossEntropy as unknown as (yHat: Z, y: Y) => tf.Scalar);
  const loss = (params: P, X: X, y: Y): tf.Scalar => lossOf(net.forward(params, X), y);
  const state = new TrainingState(net.params, { ...toStepSpec(spec), loss }, handle?.from);
  const { params } = state;
  const history: History = { losses: [], epochs: [] };
  const spans: { epoch: number; first: number; last: number }[] = [];
  const toRow = ({ epoch, first, last }: (typeof spans)[number]): EpochRow => ({
    epoch,
    loss: mean(history.losses.slice(first, last)),
  });
  const report = (loss: number) => {
    history.losses.push(loss);
    spec.onStep?.({ step: history.losses.length, loss });
  };
  const reader = readLosses(report);
  const checkpoints = handle && new Checkpoints(state, plan.seed, history.losses, (snapshot) => handle.keep(snapshot));
  let done = 0;
  try {
    handle?.from?.losses.forEach(report);
    checkpoints?.offer(start);
    for (const { epoch, batches } of epochsOf(examples.count, plan)) {
      const first = done;
      let goesOn = true;
      for (const rows of batches) {
        if (++done <= start) continue; // taken before the snapshot
        const { X, y } = examples.batch(rows);
        await reader.add(await state.step(done, [X, y]));
        goesOn = await letOthersIn(done, plan.steps, { reader, handle, checkpoints });
        if (!goesOn) break;
      }
      const span = { epoch, first, last: done };
      spans.push(span);
      if (spec.onEpoch) {
        await reader.flush();
        if (done > start) await spec.onEpoch({ ...toRow(span), net: { ...net, params } });
      }
      if (!goesOn) break;
    }
    await reader.flush();
    history.epochs = spans.map(toRow);
    await checkpoints?.finish(done);
    const trained = { ...net, params: state.copyParams() };
    handle?.end({ step: done, net: trained, restore: (snapshot) => restore(net, snapshot) });
    return { net: trained, history };
  } catch (error) {
    if (handle?.isStopped) await saveLast({ reader, handle, checkpoints }, done);
    throw error;
  } finally {
    reader.dispose();
    state.dispose();
  }
}

/** The state in which the reader stopped the run; where that cannot be read, there is an earlier one. */
async function saveLast({ reader, checkpoints }: Watchers, done: number): Promise<void> {
  await reader
    .flush()
    .then(() => checkpoints?.finish(done))
    .catch(() => {});
}

/** The network as it was at a snapshot, in tensors of its own. */
function restore<P extends Params, X extends tf.Tensor, Z extends tf.Tensor>(
  net: Net<P, X, Z>,
  { params }: Snapshot,
): Net<P, X, Z> {
  return { ...net, params: mapParams(net.params, (_, name) => toTensor(params[name]!)) };
}

/** The plan as batches of example numbers: each epoch in an order of its own, its last batch maybe smaller. */
function* epochsOf(count: number, { epochs, batchSize, steps, seed }: Plan) {
  for (let epoch = 1, left = steps; epoch <= epochs && left > 0; epoch++) {
    const order = seeded(seed, epoch).permutation(count);
    const starts = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) => i * batchSize).slice(0, left);
    yield { epoch, batches: starts.map((from) => order.slice(from, from + batchSize)) };
    left -= starts.length;
  }
}

/** Tells the page how far we are and lets the reader's hand in, at most every 33 ms. False: end here and keep. */
async function letOthersIn(done: number, total: number, watchers: Watchers): Promise<boolean> {
  const { reader, handle, checkpoints } = watchers;
  if (!host().due() && !handle?.isHeld && done < total) return true;
  host().progress(host().language === "zh" ? "训练" : "Training", done, total);
  await host().turn();
  if (handle?.isHeld) await reader.flush();
  if (done < total) checkpoints?.offer(done, handle?.isHeld);
  return handle ? handle.next(done) : true;
}

function toStepSpec({
  optimizer = "adam",
  lr = 0.001,
  schedule,
  clip,
  weightDecay,
}: Pick<FitSpec, "optimizer" | "lr" | "schedule" | "clip" | "weightDecay">) {
  if (clip !== undefined && !(clip > 0)) throw new RangeError(`fit: clip must be above 0, got ${clip}`);
  if (weightDecay !== undefined && !(weightDecay >= 0 && optimizer === "adamw"))
    throw new RangeError(`fit: weightDecay must be at least 0 and is of "adamw", got ${weightDecay} of "${optimizer}"`);
  return { optimizer, lr, schedule, clip, weightDecay };
}

function toPlan({ count }: { count: number }, { epochs, batchSize = 32, seed = 0, steps }: Partial<Plan>): Plan {
  checkWhole({ examples: count, batchSize, epochs: epochs ?? 1, steps: steps ?? 1 });
  const stepsOfEpoch = Math.ceil(count / batchSize);
  const asked = epochs ?? Math.ceil((steps ?? stepsOfEpoch) / stepsOfEpoch);
  return { epochs: asked, batchSize, seed, steps: Math.min(steps ?? Infinity, asked * stepsOfEpoch) };
}

function checkWhole(numbers: Record<string, number>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`fit: ${name} must be a whole number ≥ 1, got ${value}`);
  }
}

/** The step that a run goes on from; 0 for one that begins. */
function checkStart(from: Snapshot | undefined, { steps }: Plan): number {
  const start = from?.step ?? 0;
  if (start > steps) throw new RangeError(`fit: cannot go on from step ${start} of a run of ${steps} steps`);
  return start;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
