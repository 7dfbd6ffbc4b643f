// The models of the training bench: the book's yardsticks, their titles, and how many examples a batch has on each backend.
import { toNumbers, type YardstickName, type YardstickNumbers } from "../../../src/book/yardsticks";

export type { Numbers } from "../../../src/book/yardsticks";
export type ModelName = YardstickName;
export type Backend = "wasm" | "webgpu";

/** B batch, T time, C width, H heads, V vocabulary: what a loss needs and the shapes do not tell. */
export interface Sizes {
  B: number;
  T: number;
  C: number;
  H: number;
  V: number;
  numLayers: number;
}

export interface Model extends YardstickNumbers {
  sizes: Sizes;
}

interface Spec {
  title: string;
  details: string;
  /** Few examples where a processor plays the GPU. */
  batch: Record<Backend, number>;
  sizes?: Partial<Sizes>;
}

const gpt = (numLayers: number, C: number, batch: Spec["batch"]): Spec => ({
  title: `GPT ${numLayers}×${C}`,
  details: "4 heads, context 64, vocabulary 65",
  batch,
  sizes: { T: 64, C, H: 4, V: 65, numLayers },
});

export const specs: Record<ModelName, Spec> = {
  linear: { title: "Linear regression", details: "10 features, squared error", batch: { wasm: 32, webgpu: 32 } },
  mlp: { title: "MLP", details: "784-128-10", batch: { wasm: 32, webgpu: 32 } },
  cnn: {
    title: "CNN",
    details: "28×28, conv 3×3×32, pool 2×2, dense 5408-128-10",
    batch: { wasm: 32, webgpu: 8 },
  },
  lstm: {
    title: "LSTM",
    details: "embedding 32, LSTM 64, 32 steps of time, vocabulary 65",
    batch: { wasm: 16, webgpu: 8 },
    sizes: { T: 32, C: 64, V: 65 },
  },
  gpt2: gpt(2, 96, { wasm: 8, webgpu: 2 }),
  gpt4: gpt(4, 128, { wasm: 4, webgpu: 1 }),
};

export const modelNames = Object.keys(specs) as ModelName[];

export function toModel(name: ModelName, backend: Backend): Model {
  const { batch, sizes } = specs[name];
  const B = batch[backend];
  return { ...toNumbers(name, B), sizes: { T: 0, C: 0, H: 0, V: 0, numLayers: 0, ...sizes, B } };
}
