// The models of the training bench, as plain numbers that every library begins from: the shapes and first values of the
// parameters, and one batch. What a step computes with them stands in tfjs-losses.ts, jax-losses.ts and book-losses.ts.
// B batch, D inputs, T time, C width, H heads, V vocabulary
import { toNormalNumbers, toWholeNumbers } from "./numbers";

export type ModelName = "linear" | "mlp" | "cnn" | "lstm" | "gpt2" | "gpt4";
export type Backend = "wasm" | "webgpu";

/** Sizes that a loss needs and the shapes of the parameters do not tell. */
export interface Sizes {
  B: number;
  T: number;
  C: number;
  H: number;
  V: number;
  numLayers: number;
}

export interface Numbers {
  values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  shape: number[];
}

export interface Model {
  sizes: Sizes;
  params: Record<string, Numbers>;
  X: Numbers;
  y: Numbers;
}

interface Spec {
  title: string;
  /** What it is made of, without the batch. */
  details: string;
  /** Examples of a batch; few where a processor plays the GPU. */
  batch: Record<Backend, number>;
  sizes?: Partial<Sizes>;
  params: (sizes: Sizes) => Record<string, [shape: number[], scale: number, around?: number]>;
  X: (sizes: Sizes) => Numbers;
  y: (sizes: Sizes) => Numbers;
}

const normal = (shape: number[], scale = 1, seed = 99): Numbers => ({
  values: toNormalNumbers(shape, scale, seed),
  shape,
});
const whole = (shape: number[], below: number, shift = 0): Numbers => ({
  values: toWholeNumbers(shape, below, shift),
  shape,
});

const classes = ({ B }: Sizes): Numbers => whole([B], 10);
const words = ({ B, T, V }: Sizes): Numbers => whole([B, T], V);
const nextWords = ({ B, T, V }: Sizes): Numbers => whole([B * T], V, 3);

/** GPT with packed attention, biases everywhere and one matrix for words in and out. */
function gptParams({ T, C, V, numLayers }: Sizes): ReturnType<Spec["params"]> {
  const layer = (i: number): ReturnType<Spec["params"]> => ({
    [`gain1.${i}`]: [[C], 0, 1],
    [`shift1.${i}`]: [[C], 0],
    [`qkv.${i}`]: [[C, 3 * C], 0.06],
    [`qkvBias.${i}`]: [[3 * C], 0],
    [`out.${i}`]: [[C, C], 0.06],
    [`outBias.${i}`]: [[C], 0],
    [`gain2.${i}`]: [[C], 0, 1],
    [`shift2.${i}`]: [[C], 0],
    [`up.${i}`]: [[C, 4 * C], 0.06],
    [`upBias.${i}`]: [[4 * C], 0],
    [`down.${i}`]: [[4 * C, C], 0.03],
    [`downBias.${i}`]: [[C], 0],
  });
  const layers = Array.from({ length: numLayers }, (_, i) => layer(i));
  const ends = { gain: [[C], 0, 1], shift: [[C], 0] } satisfies ReturnType<Spec["params"]>;
  return Object.assign({ tokens: [[V, C], 0.06], places: [[T, C], 0.02] }, ...layers, ends) as ReturnType<
    Spec["params"]
  >;
}

const gpt = (numLayers: number, C: number, batch: Spec["batch"]): Spec => ({
  title: `GPT ${numLayers}×${C}`,
  details: "4 heads, context 64, vocabulary 65",
  batch,
  sizes: { T: 64, C, H: 4, V: 65, numLayers },
  params: gptParams,
  X: words,
  y: nextWords,
});

export const specs: Record<ModelName, Spec> = {
  linear: {
    title: "Linear regression",
    details: "10 features, squared error",
    batch: { wasm: 32, webgpu: 32 },
    params: () => ({ w: [[10, 1], 0.1], b: [[1], 0] }),
    X: ({ B }) => normal([B, 10]),
    y: ({ B }) => normal([B, 1], 1, 98),
  },
  mlp: {
    title: "MLP",
    details: "784-128-10",
    batch: { wasm: 32, webgpu: 32 },
    params: () => ({ W1: [[784, 128], 0.05], b1: [[128], 0], W2: [[128, 10], 0.1], b2: [[10], 0] }),
    X: ({ B }) => normal([B, 784]),
    y: classes,
  },
  cnn: {
    title: "CNN",
    details: "28×28, conv 3×3×32, pool 2×2, dense 5408-128-10",
    batch: { wasm: 32, webgpu: 8 },
    params: () => ({
      W1: [[3, 3, 1, 32], 0.2],
      b1: [[32], 0],
      W2: [[5408, 128], 0.01],
      b2: [[128], 0],
      W3: [[128, 10], 0.1],
      b3: [[10], 0],
    }),
    X: ({ B }) => normal([B, 784]),
    y: classes,
  },
  lstm: {
    title: "LSTM",
    details: "embedding 32, LSTM 64, 32 steps of time, vocabulary 65",
    batch: { wasm: 16, webgpu: 8 },
    sizes: { T: 32, C: 64, V: 65 },
    params: ({ C, V }) => ({
      tokens: [[V, 32], 0.3],
      Wx: [[32, 4 * C], 0.15],
      Wh: [[C, 4 * C], 0.1],
      b: [[4 * C], 0],
      head: [[C, V], 0.1],
      headBias: [[V], 0],
    }),
    X: words,
    y: nextWords,
  },
  gpt2: gpt(2, 96, { wasm: 8, webgpu: 2 }),
  gpt4: gpt(4, 128, { wasm: 4, webgpu: 1 }),
};

export const modelNames = Object.keys(specs) as ModelName[];

export function toModel(name: ModelName, backend: Backend): Model {
  const spec = specs[name];
  const sizes = { T: 0, C: 0, H: 0, V: 0, numLayers: 0, ...spec.sizes, B: spec.batch[backend] };
  const params = Object.entries(spec.params(sizes)).map(([key, [shape, scale, around = 0]], seed) => {
    const values = toNormalNumbers(shape, scale, seed + 1).map((value) => value + around);
    return [key, { values, shape }] as const;
  });
  return { sizes, params: Object.fromEntries(params), X: spec.X(sizes), y: spec.y(sizes) };
}
