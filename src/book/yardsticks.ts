// The models by which the speed of a device is measured, one of each kind that the book trains, with numbers that are the
// same wherever they are trained. npm run bench trains them beside other libraries, how-to-read/device on the reader's device.
import * as tf from "@tensorflow/tfjs";
import { causalAttention } from "./attention";
import { cnn } from "./cnn";
import { embed } from "./embedding";
import { gelu } from "./gelu";
import { layerNorm } from "./layer-norm";
import { mlp, type Net, type Params } from "./mlp";
import { seeded } from "./random";
import { lstm } from "./recurrent";
import { sparseCrossEntropy } from "./sparse-cross-entropy";
import type { TrainingData } from "./train";

// B batch, T time, C width, V vocabulary

export type YardstickName = "linear" | "mlp" | "cnn" | "lstm" | "gpt2" | "gpt4";

/** Numbers in rows, not on a device. */
export interface Numbers {
  values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  shape: number[];
}

/** A model before it is on a device: first weights and one batch. */
export interface YardstickNumbers {
  params: Record<string, Numbers>;
  X: Numbers;
  y: Numbers;
}

/** Shapes of the parameters, how far their first values are spread, and around what. */
type Shapes = Record<string, [shape: number[], spread: number, around?: number]>;
type Forward = (params: Params, X: tf.Tensor) => tf.Tensor2D;
type Loss = (yHat: tf.Tensor2D, y: tf.Tensor) => tf.Scalar;

interface Spec {
  shapes: Shapes;
  X: (B: number) => Numbers;
  y: (B: number) => Numbers;
  forward: Forward;
  loss: Loss;
}

/** First weights and a batch of B. */
export function toNumbers(name: YardstickName, B: number): YardstickNumbers {
  const { shapes, X, y } = specs[name];
  const params = Object.entries(shapes).map(([key, [shape, spread, around = 0]], stream) => {
    const values = normal(shape, stream).values.map((z) => around + spread * z);
    return [key, { values, shape }] as const;
  });
  return { params: Object.fromEntries(params), X: X(B), y: y(B) };
}

export const forwardOf = (name: YardstickName): Forward => specs[name].forward;
export const lossOf = (name: YardstickName): Loss => specs[name].loss;

/** On the device: a network, and batches of B that are all the same, so many an epoch. */
export function makeYardstick(name: YardstickName, B: number, stepsOfEpoch: number) {
  const { params, X, y } = toNumbers(name, B);
  const net: Net<Params, tf.Tensor> = {
    params: Object.fromEntries(Object.entries(params).map(([key, numbers]) => [key, toTensor(numbers)])),
    forward: specs[name].forward,
  };
  const batch = () => ({ X: toTensor(X), y: toTensor(y) });
  const data: TrainingData<tf.Tensor, tf.Tensor> = { count: B * stepsOfEpoch, batch };
  return { net, data, loss: specs[name].loss };
}

/** Whole numbers become int32. */
export const toTensor = ({ values, shape }: Numbers): tf.Tensor =>
  tf.tensor(values, shape, values instanceof Int32Array ? "int32" : "float32");

const sizeOf = (shape: number[]): number => shape.reduce((product, n) => product * n, 1);
const inputStream = 1000;

const normal = (shape: number[], stream = inputStream): Numbers => ({
  values: Float32Array.from(seeded(0, stream).normals(sizeOf(shape))),
  shape,
});

const whole = (shape: number[], below: number, stream = inputStream): Numbers => ({
  values: Int32Array.from(seeded(0, stream).uniforms(sizeOf(shape)), (u) => Math.floor(u * below)),
  shape,
});

const affine = (X: tf.Tensor, W: tf.Tensor, b: tf.Tensor): tf.Tensor2D =>
  tf.fused.matMul({ a: X as tf.Tensor2D, b: W as tf.Tensor2D, bias: b }) as tf.Tensor2D;

const classes = (B: number): Numbers => whole([B], 10, inputStream + 1);
const images = (B: number): Numbers => normal([B, 784]);
const entropy: Loss = (logits, y) => sparseCrossEntropy(logits, y as tf.Tensor1D);

const linear: Spec = {
  shapes: { w: [[10, 1], 0.1], b: [[1], 0] },
  X: (B) => normal([B, 10]),
  y: (B) => normal([B, 1], inputStream + 1),
  forward: ({ w, b }, X) => affine(X, w!, b!),
  loss: (yHat, y) => yHat.sub(y).square().mean().asScalar(),
};

const perceptron: Spec = {
  shapes: { W1: [[784, 128], 0.05], b1: [[128], 0], W2: [[128, 10], 0.1], b2: [[10], 0] },
  X: images,
  y: classes,
  forward: mlp as Forward,
  loss: entropy,
};

const convolutional: Spec = {
  shapes: {
    W1: [[3, 3, 1, 32], 0.2],
    b1: [[32], 0],
    W2: [[5408, 128], 0.01],
    b2: [[128], 0],
    W3: [[128, 10], 0.1],
    b3: [[10], 0],
  },
  X: images,
  y: classes,
  forward: cnn as Forward,
  loss: entropy,
};

/** Words of a vocabulary, and for each the word to be told from it. */
const words = (T: number, V: number): Pick<Spec, "X" | "y" | "loss"> => ({
  X: (B) => whole([B, T], V),
  y: (B) => whole([B * T], V, inputStream + 1),
  loss: entropy,
});

/** Embedding, LSTM, one affine map at each place. */
const recurrent: Spec = {
  ...words(32, 65),
  shapes: {
    tokens: [[65, 32], 0.3],
    Wx: [[32, 256], 0.15],
    Wh: [[64, 256], 0.1],
    b: [[256], 0],
    head: [[64, 65], 0.1],
    headBias: [[65], 0],
  },
  forward: ({ tokens, Wx, Wh, b, head, headBias }, X) => {
    const params = { Wx, Wh, b } as Parameters<typeof lstm>[1];
    const states = lstm(embed<tf.Tensor3D>(tokens as tf.Tensor2D, X), params); // (B, T, 64)
    return affine(states.reshape([-1, 64]), head!, headBias!); // (B · T, V)
  },
};

/** A GPT with four heads: LayerNorm before each half of a layer, one matrix for words in and out. */
function gpt(numLayers: number, C: number): Spec {
  const [T, V] = [64, 65];
  const layers = Array.from({ length: numLayers }, (_, i) => layerShapes(C, i));
  const shapes = Object.assign({ tokens: [[V, C], 0.06], places: [[T, C], 0.02] } satisfies Shapes, ...layers, {
    gain: [[C], 0, 1],
    shift: [[C], 0],
  } satisfies Shapes) as Shapes;
  return { ...words(T, V), shapes, forward: (params, X) => forwardGpt(params, X, numLayers) };
}

const layerShapes = (C: number, i: number): Shapes => ({
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

/** X (B, T) int32 → logits (B · T, V). */
function forwardGpt(params: Params, X: tf.Tensor, numLayers: number): tf.Tensor2D {
  const [B, T] = X.shape as [number, number];
  const table = params["tokens"] as tf.Tensor2D;
  const C = table.shape[1];
  let x = embed<tf.Tensor3D>(table, X)
    .add<tf.Tensor>(params["places"]!)
    .reshape<tf.Tensor2D>([B * T, C]);
  for (let i = 0; i < numLayers; i++) {
    const of = (name: string): tf.Tensor => params[`${name}.${i}`]!;
    const packed = affine(norm(x, of("gain1"), of("shift1")), of("qkv"), of("qkvBias"));
    const mixed = causalAttention(packed.reshape<tf.Tensor3D>([B, T, 3 * C]), 4).reshape([B * T, C]);
    x = x.add(affine(mixed, of("out"), of("outBias")));
    const wide = gelu(affine(norm(x, of("gain2"), of("shift2")), of("up"), of("upBias")));
    x = x.add(affine(wide, of("down"), of("downBias")));
  }
  return tf.matMul(norm(x, params["gain"]!, params["shift"]!), table, false, true);
}

const norm = (x: tf.Tensor2D, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
  layerNorm(x, { gain: gain as tf.Tensor1D, bias: bias as tf.Tensor1D });

const specs: Record<YardstickName, Spec> = {
  linear,
  mlp: perceptron,
  cnn: convolutional,
  lstm: recurrent,
  gpt2: gpt(2, 96),
  gpt4: gpt(4, 128),
};
