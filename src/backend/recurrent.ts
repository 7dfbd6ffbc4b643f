// LSTM and GRU over whole sequences as kernels, here in tfjs's own operations: for a backend that has none of ours, and
// for shapes that ours does not take. Their gradients are in gradients/recurrent.ts, the formulas in src/book/recurrent.ts.
// B batch, T time, D inputs, H hiddens. Besides X (B, T, D), Wx, Wh, b a kernel may get the state before the first step,
// h and c (B, H); without, it is 0.
import { putTwin, sizeOf } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, KernelArguments, Tfjs } from "./kernels";

type Tensors = Record<string, Tf.Tensor>;
type Work = (tf: Tfjs, inputs: Tensors) => Tf.Tensor[];

/** Each kernel by its name. One that begins from a given state has a name of its own, because it saves more. */
const composedRecurrent: Record<string, Work> = {
  Lstm: lstm,
  LstmFrom: lstm,
  LstmBack: lstmBack,
  Gru: gru,
  GruFrom: gru,
  GruBack: gruBack,
};

export function composeRecurrent(tf: Tfjs, backendName: string): void {
  for (const name of Object.keys(composedRecurrent)) {
    putTwin(tf, name, backendName, (args) => runComposed(tf, name, args), areNumbers);
  }
}

const areNumbers = ({ inputs }: KernelArguments): boolean =>
  Object.values(inputs as Record<string, Info>).every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0);

export function runComposed(tf: Tfjs, name: string, args: KernelArguments): Info[] {
  const inputs = args.inputs as Tensors;
  const [B, T] = (inputs.X ?? inputs.dH)!.shape as [number, number];
  const H = inputs.Wh!.shape[0]!;
  if (B * T * H === 0) return shapesOf(name, B, T, H).map((shape) => tf.zeros(shape));
  return tf.tidy(() => composedRecurrent[name]!(tf, inputs)) as Info[];
}

/** Of what each kernel gives. */
function shapesOf(name: string, B: number, T: number, H: number): number[][] {
  const [states, gates, start] = [
    [B, T, H],
    [B, T, 4 * H],
    [B, H],
  ];
  if (name === "LstmBack") return [gates, start, start];
  if (name === "GruBack") return [[B, T, 3 * H], [B, T, 3 * H], start];
  return name.startsWith("Lstm") ? [states, states, gates, states] : [states, gates, states];
}

/** → H (B, T, H), the memories C (B, T, H), the gates (i, f, g, o) after their functions (B, T, 4H), and the states
 *  before each step (B, T, H). */
function lstm(tf: Tfjs, { X, Wx, Wh, b, ...start }: Tensors): Tf.Tensor[] {
  const zeros = () => tf.zeros([X!.shape[0]!, Wh!.shape[0]!]);
  let [h, c] = [start.h ?? zeros(), start.c ?? zeros()];
  const steps = tf.unstack(tf.add(tf.matMul(X!, Wx!), b!), 1).map((x) => {
    const before = h;
    const [i, f, g, o] = tf.split(tf.add(x, tf.matMul(h, Wh!)), 4, 1) as [Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const gates = [tf.sigmoid(i), tf.sigmoid(f), tf.tanh(g), tf.sigmoid(o)] as const;
    c = tf.add(tf.mul(gates[1], c), tf.mul(gates[0], gates[2]));
    h = tf.mul(gates[3], tf.tanh(c));
    return [h, c, tf.concat([...gates], 1), before];
  });
  return stackSteps(tf, steps);
}

/** dH, C, gates G, Wh, and c or none → derivatives by x Wx + h Wh + b (B, T, 4H), by h and c before the first step. */
function lstmBack(tf: Tfjs, { dH, C, G, Wh, c }: Tensors): Tf.Tensor[] {
  const [slopes, memories, gates] = [tf.unstack(dH!, 1), tf.unstack(C!, 1), tf.unstack(G!, 1)];
  let [dh, dc] = [tf.zerosLike(memories[0]!), tf.zerosLike(memories[0]!)];
  const steps = slopes.map(() => [] as Tf.Tensor[]);
  for (let t = slopes.length - 1; t >= 0; t--) {
    const [i, f, g, o] = tf.split(gates[t]!, 4, 1) as [Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const before = memories[t - 1] ?? c ?? tf.zerosLike(memories[0]!);
    const bent = tf.tanh(memories[t]!);
    dh = tf.add(dh, slopes[t]!);
    dc = tf.add(dc, tf.mul(tf.mul(dh, o), flatness(tf, bent)));
    const dz = tf.concat(
      [
        tf.mul(tf.mul(dc, g), slopeOfSigmoid(tf, i)),
        tf.mul(tf.mul(dc, before), slopeOfSigmoid(tf, f)),
        tf.mul(tf.mul(dc, i), flatness(tf, g)),
        tf.mul(tf.mul(dh, bent), slopeOfSigmoid(tf, o)),
      ],
      1,
    );
    steps[t] = [dz];
    [dh, dc] = [tf.matMul(dz, Wh!, false, true), tf.mul(dc, f)];
  }
  return [...stackSteps(tf, steps), dh, dc];
}

/** → H (B, T, H), r, z, n and h Whn side by side (B, T, 4H), and the states before each step (B, T, H). */
function gru(tf: Tfjs, { X, Wx, Wh, b, ...start }: Tensors): Tf.Tensor[] {
  let h = start.h ?? tf.zeros([X!.shape[0]!, Wh!.shape[0]!]);
  const steps = tf.unstack(tf.add(tf.matMul(X!, Wx!), b!), 1).map((x) => {
    const before = h;
    const [xr, xz, xn] = tf.split(x, 3, 1) as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const [hr, hz, hn] = tf.split(tf.matMul(h, Wh!), 3, 1) as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const [r, z] = [tf.sigmoid(tf.add(xr, hr)), tf.sigmoid(tf.add(xz, hz))];
    const n = tf.tanh(tf.add(xn, tf.mul(r, hn)));
    h = tf.add(n, tf.mul(z, tf.sub(h, n)));
    return [h, tf.concat([r, z, n, hn], 1), before];
  });
  return stackSteps(tf, steps);
}

/** dH, gates G, states before each step P, Wh → derivatives by x Wx + b (B, T, 3H), by h Wh (B, T, 3H), and by h before
 *  the first step. */
function gruBack(tf: Tfjs, { dH, G, P, Wh }: Tensors): Tf.Tensor[] {
  const [slopes, states, gates] = [tf.unstack(dH!, 1), tf.unstack(P!, 1), tf.unstack(G!, 1)];
  let dh = tf.zerosLike(states[0]!);
  const steps = slopes.map(() => [] as Tf.Tensor[]);
  for (let t = slopes.length - 1; t >= 0; t--) {
    const [r, z, n, hn] = tf.split(gates[t]!, 4, 1) as [Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor];
    dh = tf.add(dh, slopes[t]!);
    const dn = tf.mul(tf.sub(dh, tf.mul(dh, z)), flatness(tf, n));
    const dz = tf.mul(tf.mul(dh, tf.sub(states[t]!, n)), slopeOfSigmoid(tf, z));
    const dr = tf.mul(tf.mul(dn, hn), slopeOfSigmoid(tf, r));
    const byState = tf.concat([dr, dz, tf.mul(dn, r)], 1);
    steps[t] = [tf.concat([dr, dz, dn], 1), byState];
    dh = tf.add(tf.mul(dh, z), tf.matMul(byState, Wh!, false, true));
  }
  return [...stackSteps(tf, steps), dh];
}

/** s (1 − s) for s = σ(x). */
const slopeOfSigmoid = (tf: Tfjs, s: Tf.Tensor): Tf.Tensor => tf.sub(s, tf.square(s));

/** 1 − y² for y = tanh(x). */
const flatness = (tf: Tfjs, y: Tf.Tensor): Tf.Tensor => tf.sub(1, tf.square(y));

/** What each step made, (B, …), side by side along time: (B, T, …). */
function stackSteps(tf: Tfjs, steps: Tf.Tensor[][]): Tf.Tensor[] {
  return steps[0]!.map((_, i) =>
    tf.stack(
      steps.map((step) => step[i]!),
      1,
    ),
  );
}
