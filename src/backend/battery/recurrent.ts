// LSTM and GRU over whole sequences, in shapes that kernels take in parts: one step, one row, odd sizes, many hiddens.
// B batch, T time, D inputs, H hiddens
import { matMul, nd } from "./array";
import { float } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** One step of one hidden of one row: what its gates get from x and from h, its state before → its state after. */
type Step = (x: number[], u: number[], state: [h: number, c: number]) => [h: number, c: number];

/** The states h of all steps, (B, T, H). */
function recur([X, Wx, Wh, b, h, c]: Nd[], step: Step): Nd {
  const [batch, time] = X!.shape as [number, number, number];
  const [size, width] = Wh!.shape as [number, number];
  const x = matMul(X!, Wx!); // (B, T, G H)
  const gates = Array.from({ length: width / size }, (_, gate) => gate * size);
  const [hidden, memory] = [h, c].map((start) => Float64Array.from(start?.data ?? new Float64Array(batch * size)));
  const all = new Float64Array(batch * time * size);
  for (let t = 0; t < time; t++) {
    const u = matMul(nd([batch, size], hidden!), Wh!); // (B, G H)
    for (let i = 0; i < batch * size; i++) {
      const [row, j] = [Math.floor(i / size), i % size];
      const [fromX, fromH] = [(row * time + t) * width + j, row * width + j];
      [hidden![i], memory![i]] = step(
        gates.map((gate) => x.data[fromX + gate]! + b!.data[gate + j]!),
        gates.map((gate) => u.data[fromH + gate]!),
        [hidden![i]!, memory![i]!],
      );
      all[(row * time + t) * size + j] = hidden![i]!;
    }
  }
  return nd([batch, time, size], all);
}

export const lstmOf = (...inputs: Nd[]): Nd =>
  recur(inputs, (x, u, [, c]) => {
    const [i, f, g, o] = x.map((v, gate) => v + u[gate]!) as [number, number, number, number];
    const next = sigmoid(f) * c + sigmoid(i) * Math.tanh(g);
    return [sigmoid(o) * Math.tanh(next), next];
  });

export const gruOf = (...inputs: Nd[]): Nd =>
  recur(inputs, (x, u, [h]) => {
    const [r, z] = [sigmoid(x[0]! + u[0]!), sigmoid(x[1]! + u[1]!)];
    const n = Math.tanh(x[2]! + r * u[2]!);
    return [(1 - z) * n + z * h, 0];
  });

const names = ["X", "Wx", "Wh", "b", "h", "c"];

/** The states, which are the first that a kernel gives. */
export const runKernel = (tf: Tfjs, name: string, x: Tf.Tensor[]): Tf.Tensor =>
  (tf.engine().runKernel(name, Object.fromEntries(x.map((one, i) => [names[i]!, one]))) as unknown as Tf.Tensor[])[0]!;

/** B, T, D, H */
const shapes: [number, number, number, number][] = [
  [2, 5, 3, 4],
  [1, 1, 1, 1],
  [5, 3, 7, 6],
  [4, 1, 2, 5],
  [1, 9, 4, 13],
  [9, 4, 5, 33],
  [1, 2, 2, 260],
];

const layer = (name: string, gates: number, reference: Case["reference"], shape: (typeof shapes)[number]): Case => {
  const [B, T, D, H] = shape;
  return {
    name: `${name} of (${B}, ${T}, ${D}) with ${H} hiddens, by all that it gets`,
    inputs: [
      float([B, T, D]),
      float([D, gates * H], -1, 1),
      float([H, gates * H], -1.2 / Math.sqrt(H), 1.2 / Math.sqrt(H)),
      float([gates * H], -1, 1),
    ],
    run: (tf, ...x) => runKernel(tf, name, x),
    reference,
    heavy: H > 30,
  };
};

const started = (name: string, gates: number, states: number, reference: Case["reference"]): Case[] =>
  (
    [
      [3, 4, 2, 5],
      [6, 1, 3, 8],
    ] as const
  ).map(([B, T, D, H]) => ({
    name: `${name} of (${B}, ${T}, ${D}) with ${H} hiddens from a given state, by all that it gets`,
    inputs: [
      float([B, T, D]),
      float([D, gates * H], -1, 1),
      float([H, gates * H], -1, 1),
      float([gates * H], -1, 1),
      ...Array.from({ length: states }, () => float([B, H])),
    ],
    run: (tf, ...x) => runKernel(tf, `${name}From`, x),
    reference,
  }));

/** Gates that are open or shut: their functions must not overflow. */
const large: Case[] = (
  [
    ["Lstm", 4, lstmOf],
    ["Gru", 3, gruOf],
  ] as const
).map(([name, gates, reference]) => ({
  name: `${name} of numbers up to 500`,
  inputs: [float([2, 3, 2], -500, 500), float([2, gates * 4]), float([4, gates * 4]), float([gates * 4])],
  run: (tf, ...x) => runKernel(tf, name, x),
  reference,
  gradient: false,
}));

export const recurrentCases: Case[] = [
  ...shapes.map((shape) => layer("Lstm", 4, lstmOf, shape)),
  ...shapes.map((shape) => layer("Gru", 3, gruOf, shape)),
  ...started("Lstm", 4, 2, lstmOf),
  ...started("Gru", 3, 1, gruOf),
  ...large,
];
