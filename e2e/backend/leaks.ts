// What a training leaves behind on the running backend: tensors, bytes, data ids, the backend's own buffers or textures,
// and what the GPU was asked for and not told to destroy. The same code in Node and in the page.
import * as tf from "@tensorflow/tfjs";
import { quietHost } from "../../scripts/quiet-host";
import { models, train } from "../../src/backend/models";
import { newStepRecorder } from "../../src/backend/webgpu/steps";
import { crossEntropy } from "../../src/book/cross-entropy";
import { initGpt } from "../../src/book/gpt";
import { setHost } from "../../src/book/host";
import { initMlp } from "../../src/book/mlp";
import { seeded } from "../../src/book/random";
import { sparseCrossEntropy } from "../../src/book/sparse-cross-entropy";
import { setStepHost } from "../../src/book/step-host";
import { fit } from "../../src/book/train";
import { TrainingState } from "../../src/book/training-state";
import { countAlive } from "./alive";

/** The book's own perceptron by the book's own trainer, then the small models that stand for the other kinds; a GPT where
 *  its layers are kernels of ours, as its steps are written and compiled. */
export const trainings = ["book", "gpt", "gpt, compiled", ...(Object.keys(models) as (keyof typeof models)[])] as const;
export type TrainingName = (typeof trainings)[number];

/** Takes a few steps, counts, takes `numSteps` more and counts again: both counts, which are to be equal. */
export async function countAround(name: TrainingName, numSteps: number): Promise<[Held, Held]> {
  const { takeSteps, end, numFirst = 5 } = toTraining(name);
  const count = name === "gpt, compiled" ? countAll : countHeld;
  await takeSteps(numFirst);
  const before = await count();
  await takeSteps(numSteps);
  const after = await count();
  end();
  return [before, after];
}

export type Held = Record<string, number>;

interface Training {
  takeSteps(count: number): Promise<void>;
  /** Steps until it is under way. */
  numFirst?: number;
  end(): void;
}

function toTraining(name: TrainingName): Training {
  if (name === "book") return bookTraining();
  if (name === "gpt, compiled") return compiledGptTraining();
  return name === "gpt" ? gptTraining() : modelTraining(name);
}

/** One block of the book's GPT: LayerNorm, causal attention, GELU and the table of tokens. */
function gptTraining(): Training {
  const net = initGpt({ vocabulary: 7, context: 6, width: 8, numHeads: 2, numBlocks: 1, seed: 0 });
  const params = Object.fromEntries(Object.entries(net.params).map(([key, value]) => [key, tf.variable(value)]));
  const ids = tf.tensor2d([1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1], [2, 6], "int32");
  const next = tf.tensor1d([2, 3, 4, 5, 6, 0, 5, 4, 3, 2, 1, 0], "int32");
  const optimizer = tf.train.adam(0.01);
  return {
    takeSteps: async (count) => {
      for (let i = 0; i < count; i++) optimizer.minimize(() => crossEntropy(net.forward(params, ids), next));
    },
    end: () => {
      optimizer.dispose();
      tf.dispose([net.params, params, ids, next]);
    },
  };
}

/** The same kernels as the trainer takes them: two blocks, AdamW, a clip, and a new batch each time. On webgpu a step has
 *  been recorded, replayed, and heard again once by the 20th. */
function compiledGptTraining(): Training {
  if (tf.getBackend() === "webgpu") setStepHost(newStepRecorder(tf, strictEars));
  const [B, T, vocabulary] = [2, 8, 16];
  const net = initGpt({ vocabulary, context: T, width: 16, numHeads: 2, numBlocks: 2, seed: 0 });
  const loss = (params: typeof net.params, ids: tf.Tensor2D, next: tf.Tensor1D) =>
    sparseCrossEntropy(net.forward(params, ids), next);
  const state = new TrainingState(net.params, { loss, optimizer: "adamw", lr: 0.001, clip: 0.1 });
  const random = seeded(2);
  const draw = (): Int32Array => Int32Array.from({ length: B * T }, () => random.integer(vocabulary));
  let step = 0;
  return {
    numFirst: 20,
    takeSteps: async (count) => {
      for (let i = 0; i < count; i++)
        (await state.step(++step, [tf.tensor2d(draw(), [B, T]), tf.tensor1d(draw())])).dispose();
    },
    end: () => {
      setStepHost(undefined);
      state.dispose();
      tf.dispose(net.params);
    },
  };
}

/** A step that is not replayed would try nothing. */
const strictEars = {
  onRefusal: (why: string): never => {
    throw new Error(`a training step was not recorded: ${why}`);
  },
  onCompile: (): void => {},
};

function modelTraining(name: keyof typeof models): Training {
  const start = tf.memory().numTensors;
  const [model, optimizer] = [models[name](), tf.train.adam(0.001)];
  const end = (): void => {
    optimizer.dispose();
    if (tf.memory().numTensors < start) throw new Error("the model took tensors of others with it");
  };
  return { takeSteps: async (count) => void (await train(model, optimizer, count)), end };
}

function bookTraining(): Training {
  setHost(quietHost);
  const net = initMlp({ numInputs: 8, numHiddens: 6, numOutputs: 3, seed: 0 });
  const random = seeded(1);
  const labels = Uint8Array.from({ length: 24 }, (_, i) => i % 3);
  const rows = Array.from(labels, (label) => Array.from(random.normals(8), (z) => z + label));
  const examples = {
    count: 24,
    labels,
    batch: (chosen: ArrayLike<number>) => ({
      X: tf.tensor2d(Array.from(chosen, (row) => rows[row]!)),
      y: tf.tensor1d(
        Array.from(chosen, (row) => labels[row]!),
        "int32",
      ),
    }),
  };
  return {
    takeSteps: async (count) => {
      const { net: trained } = await fit(net, examples, { steps: count, batchSize: 6 });
      tf.dispose(trained.params);
    },
    end: () => tf.dispose(net.params),
  };
}

/** What tfjs's backends hold besides tensors. */
interface Backend {
  numDataIds(): number;
  submitQueue?(): void;
  commandEncoder?: unknown;
  device?: { queue: { onSubmittedWorkDone(): Promise<void> } };
  bufferManager?: { numUsedBuffers: number; numBytesUsed: number };
  textureManager?: { numUsedTextures: number };
  wasm?: { HEAPU8?: Uint8Array };
}

async function countHeld(): Promise<Held> {
  const backend = tf.backend() as unknown as Backend;
  if (backend.commandEncoder) backend.submitQueue?.(); // webgpu lets go of what was freed once it is submitted
  await backend.device?.queue.onSubmittedWorkDone();
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  const { bufferManager, textureManager } = backend;
  return {
    numTensors,
    numBytes,
    numDataBuffers,
    dataIds: backend.numDataIds(),
    buffers: bufferManager?.numUsedBuffers ?? 0,
    bufferBytes: bufferManager?.numBytesUsed ?? 0,
    textures: textureManager?.numUsedTextures ?? 0,
    heapBytes: backend.wasm?.HEAPU8?.byteLength ?? 0,
  };
}

/** With all buffers of the GPU, also those that tfjs's pool and our caches keep for later: these are bounded, and only where
 *  steps are replayed do they stand still. */
async function countAll(): Promise<Held> {
  return { ...(await countHeld()), gpuBuffers: countAlive() };
}
