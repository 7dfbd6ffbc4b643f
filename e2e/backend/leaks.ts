// What a training leaves behind on the running backend: tensors, bytes, data ids, and the backend's own buffers or
// textures. The same code in Node and in the page.
import * as tf from "@tensorflow/tfjs";
import { models, train } from "../../src/backend/models";
import { setHost, type Host } from "../../src/book/host";
import { initMlp } from "../../src/book/mlp";
import { seeded } from "../../src/book/random";
import { fit } from "../../src/book/train";

/** The book's own perceptron by the book's own trainer, then the small models that stand for the other kinds. */
export const trainings = ["book", ...(Object.keys(models) as (keyof typeof models)[])] as const;
export type TrainingName = (typeof trainings)[number];

/** Takes a few steps, counts, takes `numSteps` more and counts again: both counts, which are to be equal. */
export async function countAround(name: TrainingName, numSteps: number): Promise<[Held, Held]> {
  const { takeSteps, end } = name === "book" ? bookTraining() : modelTraining(name);
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
