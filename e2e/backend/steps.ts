// Recorded training steps against the same steps taken as they are written, on the running webgpu backend. Code of the page.
import * as tf from "@tensorflow/tfjs";
import { newStepRecorder, type Refusal } from "../../src/backend/webgpu/steps";
import { models } from "../../src/backend/models";
import { compileStep, type CompiledStep } from "../../src/book/compile-step";
import { dropout } from "../../src/book/dropout";
import { initGpt } from "../../src/book/gpt";
import { quietHost } from "../../scripts/quiet-host";
import { setHost } from "../../src/book/host";
import { initMlp, mlp } from "../../src/book/mlp";
import { seeded } from "../../src/book/random";
import { skipping } from "../../src/book/skipping";
import { sparseCrossEntropy } from "../../src/book/sparse-cross-entropy";
import { setStepHost } from "../../src/book/step-host";
import { fit, type FitSpec } from "../../src/book/train";

const refusals: Refusal[] = [];
const compiled: [done: number, total: number][] = [];

/** With or without a recorder; returns what the work returned and why steps were refused meanwhile. */
async function within<T>(isRecorded: boolean, work: () => Promise<T>): Promise<[result: T, refusals: Refusal[]]> {
  setHost(quietHost);
  const ears = {
    onRefusal: (why: Refusal) => void refusals.push(why),
    onCompile: (done: number, total: number) => void compiled.push([done, total]),
  };
  setStepHost(isRecorded ? newStepRecorder(tf, ears) : undefined);
  try {
    const result = await work();
    return [result, refusals.splice(0)];
  } finally {
    setStepHost(undefined);
  }
}

/** The same work both ways. */
async function both<T>(work: () => Promise<T>): Promise<{ plain: T; recorded: T; refusals: Refusal[] }> {
  const [plain] = await within(false, work);
  const [recorded, refused] = await within(true, work);
  return { plain, recorded, refusals: refused };
}

const examples = (count: number) => {
  const random = seeded(1);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const rows = Array.from(labels, (label) => Array.from(random.normals(8), (z) => z + label));
  return {
    count,
    batch: (chosen: ArrayLike<number>) => ({
      X: tf.tensor2d(Array.from(chosen, (row) => rows[row]!)),
      y: tf.tensor1d(
        Array.from(chosen, (row) => labels[row]!),
        "int32",
      ),
    }),
  };
};

async function readAll(tensors: tf.Tensor[]): Promise<number[]> {
  const read = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  return read.flatMap((values) => [...values]);
}

const newPair = () => ({
  w: tf.tidy(() => tf.variable(tf.tensor1d([1, -2]))),
  optimizer: tf.train.adam(0.1, 0.9, 0.999, 1e-7),
});

type Act = (w: tf.Variable, step: number) => unknown;

/** 12 steps of wᵀx → x₀, with something done to w before each; what was kept of it comes last. */
async function touch(act: Act): Promise<number[]> {
  const { w, optimizer } = newPair();
  const lossOf = (x: tf.Tensor) => w.mul(x).sum().sub(x.sum()).square() as tf.Scalar;
  const step = compileStep((x: tf.Tensor) => optimizer.minimize(() => lossOf(x), true, [w])!);
  const losses: tf.Tensor[] = [];
  const kept: number[] = [];
  for (let i = 0; i < 12; i++) {
    const left = await act(w, i);
    const x = tf.tensor1d([Math.sin(i), Math.cos(2 * i)]);
    losses.push(step(x));
    x.dispose();
    if (left instanceof tf.Tensor) kept.push(...(await readAll([left])));
  }
  const found = [...(await readAll(losses)), ...(await w.data()), ...kept];
  step.dispose();
  optimizer.dispose();
  w.dispose();
  return found;
}

const acts: Record<string, Act> = {
  nothing: () => undefined,
  assigned: (w, i) => i % 3 === 2 && tf.tidy(() => w.assign(tf.tensor1d([i, -i]))),
  cloned: (w) => w.clone(),
  read: (w) => w.data(),
  "read while it goes on": (w) => void w.data(),
};

type RowsAt = (step: number) => number;
type Loss = (w: tf.Variable, x: tf.Tensor, i: number) => tf.Scalar;
const kept: tf.Tensor[] = [];
const square = (w: tf.Variable, x: tf.Tensor): tf.Scalar => w.mul(x).sum().square() as tf.Scalar;

const unrecordable: Record<string, Loss> = {
  "numbers of tfjs's dropout": (w, x, i) => square(w, x.mul(tf.dropout(tf.ones([99]), 0.5, undefined, i + 1).mean())),
  "a number of the step": (w, x, i) => square(w, x).mul(1 / (i + 1)) as tf.Scalar,
  "values that are read": (w, x) => {
    const [first] = x.dataSync();
    return square(w, x).mul(1 + Math.abs(first!)) as tf.Scalar;
  },
  "another course": (w, x, i) => (i % 2 ? square(w, x) : square(w, x).mul(x.mean())) as tf.Scalar,
  "tensors that are kept": (w, x) => (kept.push(tf.keep(x.add(1))), square(w, x)),
};

/** 12 steps of a loss on batches of so many rows. */
async function refuse(loss: Loss, rowsAt: RowsAt = () => 1): Promise<number[]> {
  const w = tf.variable(tf.tensor1d([1, -2]));
  const optimizer = tf.train.sgd(0.01);
  let i = 0;
  const step = compileStep((x: tf.Tensor) => optimizer.minimize(() => loss(w, x, i++), true, [w])!);
  const losses = Array.from({ length: 12 }, (_, at) => {
    const numbers = Array.from({ length: 2 * rowsAt(at) }, (_, k) => Math.sin(at + 2 * k));
    const x = tf.tensor2d(numbers, [rowsAt(at), 2]);
    const one = step(x);
    x.dispose();
    return one;
  });
  const found = await readAll(losses);
  step.dispose();
  optimizer.dispose();
  w.dispose();
  tf.dispose(kept.splice(0));
  return found;
}

/** How many rows the batch of a step has. */
const rows: Record<string, RowsAt> = {
  "a new shape at every step": (at) => at + 1,
  "three shapes in turn": (at) => 1 + (at % 3),
  "no rows now and then": (at) => at % 2,
};

const plans: Record<string, FitSpec> = {
  adam: { optimizer: "adam", lr: 0.01 },
  "adamw, a schedule and a clip": { optimizer: "adamw", weightDecay: 0.1, lr: 0.01, schedule: (t) => 1 / t, clip: 0.5 },
  "rmsprop and a schedule": { optimizer: "rmsprop", lr: 0.01, schedule: (t) => 1 / t },
  "momentum and a schedule": { optimizer: "momentum", lr: 0.1, schedule: (t) => 1 / t },
  "sgd and a schedule": { optimizer: "sgd", lr: 0.1, schedule: (t) => 1 / t },
};

/** What a device is asked for. */
export interface Asked {
  dispatches: number;
  passes: number;
  submits: number;
  /** Buffers that the page writes, and copies on the device. */
  writes: number;
  copies: number;
  bindGroups: number;
}

/** Counts what is asked of the device until the returned function is called. */
function countAsked(): () => Asked {
  const asked: Asked = { dispatches: 0, passes: 0, submits: 0, writes: 0, copies: 0, bindGroups: 0 };
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.end();
  const prototypes = [
    [pass, "dispatchWorkgroups", "dispatches"],
    [encoder, "beginComputePass", "passes"],
    [encoder, "copyBufferToBuffer", "copies"],
    [device.queue, "submit", "submits"],
    [device.queue, "writeBuffer", "writes"],
    [device, "createBindGroup", "bindGroups"],
  ] as const;
  const undo = prototypes.map(([one, name, kind]) => {
    const prototype = Object.getPrototypeOf(one) as Record<string, (...args: unknown[]) => unknown>;
    const stock = prototype[name]!;
    prototype[name] = function (this: unknown, ...args) {
      asked[kind]++;
      return stock.apply(this, args);
    };
    return () => (prototype[name] = stock);
  });
  return () => {
    for (const restore of undo) restore();
    return asked;
  };
}

/** Layers that are too wide for their kernels on webgpu, so that they are composed: attention by a head of 260 channels,
 *  an LSTM of 520 hiddens, and a loss by labels of fractions. */
function newWideModel() {
  const random = seeded(3);
  const draw = (...shape: number[]): tf.Variable => {
    const numbers = random.normals(shape.reduce((size, n) => size * n, 1));
    return tf.tidy(() => tf.variable(tf.tensor(numbers, shape).mul(0.1)));
  };
  const [qkv, Wx, Wh, b, out] = [draw(4, 780), draw(260, 2080), draw(520, 2080), draw(2080), draw(520, 3)];
  const X = draw(6, 4);
  const [labels, params] = [tf.tensor1d([0, 1, 2, 0, 1, 2]), [qkv, Wx, Wh, b, out]];
  const run = (name: string, inputs: tf.NamedTensorMap, attrs = {}): tf.Tensor =>
    [tf.engine().runKernel(name, inputs, attrs)].flat()[0]!;
  const loss = (): tf.Scalar => {
    const packed = tf.matMul(X, qkv).reshape([2, 3, 780]);
    const mixed = run("CausalAttention", { qkv: packed }, { numHeads: 1 });
    const states = run("Lstm", { X: mixed, Wx, Wh, b }).reshape([6, 520]);
    return run("SparseSoftmaxCrossEntropy", { labels, logits: tf.matMul(states, out) }, { mean: true }) as tf.Scalar;
  };
  return { params, loss, all: [...params, X, labels] };
}

/** A GPT of two blocks of the book's own layers, or the perceptron of the digits; `numSteps` steps of a batch. */
function newTraining(name: "perceptron" | "gpt", batchSize: number) {
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  if (name === "perceptron") {
    const net = initMlp({ numInputs: 784, numHiddens: 128, numOutputs: 10, seed: 0 });
    const params = Object.fromEntries(Object.entries(net.params).map(([key, one]) => [key, tf.variable(one)]));
    const batch = () => ({
      X: tf.randomUniform([batchSize, 784], 0, 1, "float32", 1) as tf.Tensor,
      y: tf.tensor1d(
        Array.from({ length: batchSize }, (_, i) => i % 10),
        "int32",
      ) as tf.Tensor,
    });
    const loss = (X: tf.Tensor, y: tf.Tensor) =>
      sparseCrossEntropy(mlp(params as never, X as tf.Tensor2D), y as tf.Tensor1D);
    return { optimizer, params: Object.values(params), batch, loss };
  }
  const net = initGpt({ vocabulary: 65, context: 32, width: 96, numHeads: 4, numBlocks: 2, seed: 0 });
  const params = Object.fromEntries(Object.entries(net.params).map(([key, one]) => [key, tf.variable(one)]));
  const ids = (shape: number[]): tf.Tensor => {
    const numbers = Int32Array.from({ length: batchSize * 32 }, (_, i) => (i * 7919) % 65);
    return tf.tensor(numbers, shape, "int32");
  };
  const loss = (X: tf.Tensor, y: tf.Tensor) =>
    sparseCrossEntropy(net.forward(params, X as tf.Tensor2D), y as tf.Tensor1D);
  const batch = () => ({ X: ids([batchSize, 32]), y: ids([batchSize * 32]) });
  return { optimizer, params: Object.values(params), batch, loss };
}

export const names = {
  models: Object.keys(models) as (keyof typeof models)[],
  acts: Object.keys(acts),
  unrecordable: Object.keys(unrecordable),
  plans: Object.keys(plans),
};

export const steps = {
  /** The losses of a small model by Adam. */
  train: (name: keyof typeof models, numSteps: number) =>
    both(async () => {
      const { params, loss } = models[name]();
      const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
      const step: CompiledStep = compileStep(() => optimizer.minimize(loss, true, params)!);
      const losses = [await step.ahead()];
      for (let i = 1; i < numSteps; i++) losses.push(step());
      const found = await readAll(losses);
      step.dispose();
      optimizer.dispose();
      return found;
    }),

  /** The losses of layers that are composed because their kernels do not take them. */
  wide: (numSteps: number) =>
    both(async () => {
      const { params, loss, all } = newWideModel();
      const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
      const step: CompiledStep = compileStep(() => optimizer.minimize(loss, true, params)!);
      const found = await readAll(Array.from({ length: numSteps }, () => step()));
      step.dispose();
      optimizer.dispose();
      tf.dispose(all);
      return found;
    }),

  /** The book's trainer, a ragged last batch and the book's dropout, with a snapshot now and then. */
  fit: (name: string, numSteps: number) =>
    both(async () => {
      const random = skipping(5);
      const net = initMlp({ numInputs: 8, numHiddens: 16, numOutputs: 3, seed: 0 });
      const forward: typeof mlp = (params, X) => mlp(params, dropout(X, 0.2, random));
      const plan = { ...plans[name], steps: numSteps, batchSize: 6 };
      const { net: trained, history } = await fit({ ...net, forward }, examples(22), plan);
      const weights = await readAll([tf.tidy(() => trained.params.W1.sum())]);
      tf.dispose([net.params, trained.params]);
      return [...history.losses, ...weights];
    }),

  /** What a step asks of the device, and its JavaScript, the median of `numSteps`: as it is written, and replayed. */
  async ask(name: "perceptron" | "gpt", batchSize: number, numSteps: number) {
    const measure = async (isRecorded: boolean) => {
      const [found] = await within(isRecorded, async () => {
        const { optimizer, params, batch, loss } = newTraining(name, batchSize);
        const step = compileStep((X, y) => optimizer.minimize(() => loss(X!, y!), true, params)!);
        const ms: number[] = [];
        const take = async (): Promise<void> => {
          const { X, y } = batch();
          await X.data();
          const start = performance.now();
          const one = await step.ahead(X, y);
          ms.push(performance.now() - start);
          await one.data();
          tf.dispose([X, y, one]);
        };
        for (let i = 0; i < 6; i++) await take();
        const { X, y } = batch();
        const stop = countAsked();
        const one = step(X, y);
        const asked = stop();
        tf.dispose([X, y, one]);
        for (let i = 0; i < numSteps; i++) await take();
        const sorted = ms.slice(6).sort((a, b) => a - b);
        step.dispose();
        optimizer.dispose();
        tf.dispose(params);
        return { asked, ms: sorted[sorted.length >> 1]!, firstMs: ms[0]! };
      });
      return found;
    };
    return { plain: await measure(false), replayed: await measure(true) };
  },

  /** Two steps ahead by operations that nothing else of this page uses: what was told of compiling at each, and the
   *  pipelines that were made at once meanwhile. */
  async ahead() {
    const prototype = GPUDevice.prototype;
    const stock = prototype.createComputePipeline;
    let numAtOnce = 0;
    prototype.createComputePipeline = function (descriptor) {
      numAtOnce++;
      return stock.call(this, descriptor);
    };
    compiled.length = 0;
    const [told] = await within(true, async () => {
      const { w, optimizer } = newPair();
      const odd = (x: tf.Tensor) => x.sinh().erf().cos().mean() as tf.Scalar;
      const step = compileStep((x: tf.Tensor) => optimizer.minimize(() => square(w, x).add(odd(x)), true, [w])!);
      const x = tf.tensor1d([1, 2]);
      const told = [];
      for (let i = 0; i < 2; i++) {
        (await step.ahead(x)).dispose();
        told.push(compiled.splice(0));
      }
      step.dispose();
      optimizer.dispose();
      tf.dispose([w, x]);
      return told;
    });
    prototype.createComputePipeline = stock;
    return { first: told[0]!, second: told[1]!, numAtOnce };
  },

  /** The first step, taken ahead, is broken off after operations that nothing else of this page uses: its loss if it has
   *  one, and what they give when they are asked again. */
  async breakOff(how: "throws" | "reads"): Promise<{ losses: number[]; again: number[]; refusals: Refusal[] }> {
    const odd = (x: tf.Tensor): tf.Tensor => (how === "throws" ? x.atan().asinh() : x.atanh().tan());
    const [found, refused] = await within(true, async () => {
      const { w, optimizer } = newPair();
      const lossOf = (x: tf.Tensor): tf.Scalar => {
        const y = odd(x);
        if (how === "throws") throw new RangeError("on the way");
        void y.data();
        return square(w, odd(x.mul(0.5)).add(y));
      };
      const step = compileStep((x: tf.Tensor) => optimizer.minimize(() => lossOf(x), true, [w])!);
      const x = tf.tensor1d([0.25, 0.5]);
      const loss = await step.ahead(x).catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error;
      });
      const losses = await readAll(loss ? [loss] : []);
      const again = await readAll([tf.tidy(() => odd(x))]);
      step.dispose();
      optimizer.dispose();
      tf.dispose([w, x]);
      return { losses, again };
    });
    return { ...found, refusals: refused };
  },

  touch: (name: string) => both(() => touch(acts[name]!)),
  refuse: (name: string) => both(() => refuse(unrecordable[name]!)),
  shapes: (name: string) => both(() => refuse(square, rows[name]!)),

  /** What `numSteps` replays leave behind, and what is left when the step is disposed of. */
  async leave(numSteps: number): Promise<{ before: object; after: object; start: object; end: object }> {
    const count = async (): Promise<object> => {
      const backend = tf.backend() as unknown as {
        commandEncoder: unknown;
        submitQueue(): void;
        numDataIds(): number;
        bufferManager: { numUsedBuffers: number; numBytesUsed: number };
      };
      if (backend.commandEncoder) backend.submitQueue();
      const { numTensors, numBytes } = tf.memory();
      const { numUsedBuffers, numBytesUsed } = backend.bufferManager;
      return { numTensors, numBytes, numUsedBuffers, numBytesUsed, dataIds: backend.numDataIds() };
    };
    const [found] = await within(true, async () => {
      const start = await count();
      const { w, optimizer } = newPair();
      const step = compileStep((x: tf.Tensor) => optimizer.minimize(() => square(w, x), true, [w])!);
      const take = (i: number): void => {
        const x = tf.tensor1d([Math.sin(i), Math.cos(2 * i)]);
        tf.dispose([step(x), x]);
      };
      for (let i = 0; i < 6; i++) take(i);
      const before = await count();
      for (let i = 0; i < numSteps; i++) take(i);
      const after = await count();
      step.dispose();
      optimizer.dispose();
      w.dispose();
      return { before, after, start, end: await count() };
    });
    return found;
  },
};
