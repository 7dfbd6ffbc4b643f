// What a training leaves behind on the running backend: tensors, bytes, data ids, and the backend's own buffers or
// textures. The same code in Node and in the page.
import * as tf from "@tensorflow/tfjs";
import { models, train } from "../../src/backend/models";
import { crossEntropy } from "../../src/book/cross-entropy";
import { initGpt } from "../../src/book/gpt";
import { setHost, type Host } from "../../src/book/host";
import { initMlp } from "../../src/book/mlp";
import { seeded } from "../../src/book/random";
import { fit } from "../../src/book/train";

/** The book's own perceptron by the book's own trainer, then the small models that stand for the other kinds; a GPT where
 *  its layers are kernels of ours. */
export const trainings = ["book", "gpt", ...(Object.keys(models) as (keyof typeof models)[])] as const;
export type TrainingName = (typeof trainings)[number];

/** Takes a few steps, counts, takes `numSteps` more and counts again: both counts, which are to be equal. */
export async function countAround(name: TrainingName, numSteps: number): Promise<[Held, Held]> {
  const { takeSteps, end } = toTraining(name);
  await takeSteps(5);
  const before = await countHeld();
  await takeSteps(numSteps);
  const after = await countHeld();
  end();
  return [before, after];
}

export type Held = Record<string, number>;

interface Training {
  takeSteps(count: number): Promise<void>;
  end(): void;
}

function toTraining(name: TrainingName): Training {
  if (name === "book") return bookTraining();
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

export const quietHost: Host = {
  display: () => {},
  figure: () => ({ add: () => {} }),
  progress: () => {},
  control: (_, initial) => initial,
  due: () => false,
  turn: async () => {},
  fetchData: async () => new ArrayBuffer(0),
  language: "en",
};

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
