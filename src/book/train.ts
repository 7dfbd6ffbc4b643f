// Training: draw a batch, take a step, over and over. Returns a trained copy; the network it is given stays as it was.
// Losses stay on the device and are fetched many at a time (loss-reader.ts), so a fast device never waits for the page.
import * as tf from "@tensorflow/tfjs";
import { crossEntropy } from "./cross-entropy";
import type { Examples } from "./examples";
import { host } from "./host";
import { readLosses } from "./loss-reader";
import type { Net, Params } from "./mlp";
import { seeded } from "./random";

export interface FitSpec<P extends Params = Params> {
  /** Times through all examples; 1 unless said, or as many as `steps` need. */
  epochs?: number;
  /** 32 unless said. */
  batchSize?: number;
  /** Learning rate; 0.001 unless said. */
  lr?: number;
  /** "adam" unless said. */
  optimizer?: "adam" | "momentum" | "sgd";
  /** Decides the order of the examples. */
  seed?: number;
  /** Stop after so many steps, even in the middle of an epoch. */
  steps?: number;
  /** Called once for every step, in order, some time after it. */
  onStep?: (row: StepRow) => void;
  /** Called after each epoch and waited for. `net` holds the parameters of that moment until the call ends. */
  onEpoch?: (row: EpochRow & { net: Net<P> }) => void | Promise<void>;
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

/** Minimises the mean cross-entropy of `net` on `examples` and returns the trained network under a new name.
 *  Throws RangeError for an impossible plan, and whatever stops the run; either way nothing is left on the device. */
export async function fit<P extends Params>(
  net: Net<P>,
  examples: Examples,
  spec: FitSpec<P> = {},
): Promise<{ net: Net<P>; history: History }> {
  const plan = toPlan(examples, spec);
  const variables: tf.Variable[] = [];
  const params = mapParams(net.params, (tensor) => {
    variables.push(tf.variable(tensor));
    return variables.at(-1)!;
  });
  const optimizer = toOptimizer(spec.optimizer ?? "adam", spec.lr ?? 0.001);
  const history: History = { losses: [], epochs: [] };
  const reader = readLosses((loss) => {
    history.losses.push(loss);
    spec.onStep?.({ step: history.losses.length, loss });
  });
  try {
    let done = 0;
    for (const { epoch, batches } of epochsOf(examples.count, plan)) {
      for (const rows of batches) {
        await reader.add(takeStep({ ...net, params }, variables, optimizer, examples, rows));
        await letOthersIn(++done, plan.steps);
      }
      await reader.flush();
      const row = { epoch, loss: mean(history.losses.slice(-batches.length)) };
      history.epochs.push(row);
      await spec.onEpoch?.({ ...row, net: { ...net, params } });
    }
    return { net: { ...net, params: mapParams(params, (variable) => variable.clone()) }, history };
  } finally {
    reader.dispose();
    optimizer.dispose();
    tf.dispose(variables);
  }
}

/** One step: forward, loss, gradients, update. Returns the loss before the update, on the device. */
function takeStep<P extends Params>(
  { forward, params }: Net<P>,
  variables: tf.Variable[],
  optimizer: tf.Optimizer,
  examples: Examples,
  rows: number[],
): tf.Scalar {
  const { X, y } = examples.batch(rows);
  const loss = optimizer.minimize(() => crossEntropy(forward(params, X), y), true, variables);
  tf.dispose([X, y]);
  return loss!;
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

/** Tells the page how far we are and lets a Stop in, at most every 16 ms. */
async function letOthersIn(done: number, total: number): Promise<void> {
  if (!host().due() && done < total) return;
  host().progress(host().language === "zh" ? "训练" : "Training", done, total);
  await host().turn();
}

/** ε is given because the backends of tfjs disagree about its default (tensorflow/tfjs#6980). */
function toOptimizer(name: "adam" | "momentum" | "sgd", lr: number): tf.Optimizer {
  switch (name) {
    case "adam":
      return tf.train.adam(lr, 0.9, 0.999, 1e-7);
    case "momentum":
      return tf.train.momentum(lr, 0.9);
    case "sgd":
      return tf.train.sgd(lr);
  }
}

function toPlan({ count }: Examples, { epochs, batchSize = 32, seed = 0, steps }: Partial<Plan>): Plan {
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

/** The same record with each parameter replaced by one of its shape. */
function mapParams<P extends Params>(params: P, map: (tensor: tf.Tensor) => tf.Tensor): P {
  const mapped = { ...params };
  for (const name in mapped) mapped[name] = map(mapped[name]!) as P[typeof name];
  return mapped;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
