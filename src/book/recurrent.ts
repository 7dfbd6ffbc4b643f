// LSTM and GRU over whole sequences. On a page each is one kernel of its own (backend/recurrent.ts), with its gradient;
// where that is not there, as in a program that left the page, the steps below are taken one by one.
import * as tf from "@tensorflow/tfjs";
import { runFused } from "./fused";

// B batch, T time, D inputs, H hiddens; σ the logistic function, ∘ number by number

/** Four gates stand side by side, in the order i (input), f (forget), g (candidate), o (output). */
export type LstmParams = {
  /** (D, 4H) */
  Wx: tf.Tensor2D;
  /** (H, 4H) */
  Wh: tf.Tensor2D;
  /** (4H) */
  b: tf.Tensor1D;
};

/** What an LSTM carries from step to step: the hidden state and the memory, both (B, H). */
export type LstmState = {
  h: tf.Tensor2D;
  c: tf.Tensor2D;
};

/** Three gates stand side by side, in the order r (reset), z (update), n (candidate). */
export type GruParams = {
  /** (D, 3H) */
  Wx: tf.Tensor2D;
  /** (H, 3H) */
  Wh: tf.Tensor2D;
  /** (3H) */
  b: tf.Tensor1D;
};

/** All hidden states of an LSTM (Hochreiter and Schmidhuber 1997; with the forget gate of Gers, Schmidhuber and Cummins
 *  2000), see `lstmStep`. X (B, T, D) → (B, T, H). The state before the first step is 0 unless `start` says another.
 *  Throws RangeError if shapes do not fit. */
export function lstm(X: tf.Tensor3D, params: LstmParams, start?: LstmState): tf.Tensor3D {
  const [batch, size] = checkShapes("lstm", X, params, 4, start && { "start.h": start.h, "start.c": start.c });
  const fused = runFused<tf.Tensor3D>(start ? "LstmFrom" : "Lstm", { X, ...pick(params), ...start });
  if (fused) return fused;
  return tf.tidy(() => {
    let state = start ?? { h: tf.zeros<tf.Rank.R2>([batch, size]), c: tf.zeros<tf.Rank.R2>([batch, size]) };
    const states = tf.unstack(X, 1).map((x) => (state = lstmStep(x as tf.Tensor2D, state, params)).h);
    return tf.stack(states, 1) as tf.Tensor3D;
  });
}

/** One step: (i, f, g, o) = x Wx + h Wh + b; c' = σ(f) ∘ c + σ(i) ∘ tanh(g); h' = σ(o) ∘ tanh(c').
 *  x (B, D), state (B, H) each → the next state. */
export function lstmStep(x: tf.Tensor2D, { h, c }: LstmState, { Wx, Wh, b }: LstmParams): LstmState {
  return tf.tidy(() => {
    const gates = x.matMul(Wx).add(h.matMul(Wh)).add<tf.Tensor2D>(b); // (B, 4H)
    const [i, f, g, o] = tf.split(gates, 4, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const next = f.sigmoid().mul(c).add<tf.Tensor2D>(i.sigmoid().mul(g.tanh())); // (B, H)
    return { h: o.sigmoid().mul(next.tanh()), c: next };
  });
}

/** All hidden states of a GRU (Cho et al. 2014), see `gruStep`. X (B, T, D) → (B, T, H). The state before the first step
 *  is 0 unless `start` (B, H) says another. Throws RangeError if shapes do not fit. */
export function gru(X: tf.Tensor3D, params: GruParams, start?: tf.Tensor2D): tf.Tensor3D {
  const [batch, size] = checkShapes("gru", X, params, 3, start && { start });
  const fused = runFused<tf.Tensor3D>(start ? "GruFrom" : "Gru", { X, ...pick(params), ...(start && { h: start }) });
  if (fused) return fused;
  return tf.tidy(() => {
    let h = start ?? tf.zeros<tf.Rank.R2>([batch, size]);
    return tf
      .stack(tf.unstack(X, 1).map((x) => (h = gruStep(x as tf.Tensor2D, h, params)))) // (T, B, H)
      .transpose([1, 0, 2]);
  });
}

/** One step: r = σ(x Wxr + h Whr + br), z = σ(x Wxz + h Whz + bz), n = tanh(x Wxn + bn + r ∘ (h Whn));
 *  h' = (1 − z) ∘ n + z ∘ h. x (B, D), h (B, H) → (B, H).
 *  The reset gate is applied after the product, as in the first version of arXiv:1406.1078, in cuDNN, in PyTorch and in
 *  Keras (`reset_after`), so that one product serves all gates; those have one more bias, inside of the reset.
 *  Textbooks often have tanh(x Wxn + bn + (r ∘ h) Whn). */
export function gruStep(x: tf.Tensor2D, h: tf.Tensor2D, { Wx, Wh, b }: GruParams): tf.Tensor2D {
  type Gates = [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  return tf.tidy(() => {
    const [xr, xz, xn] = tf.split(x.matMul(Wx).add<tf.Tensor2D>(b), 3, 1) as Gates; // (B, H) each
    const [hr, hz, hn] = tf.split(h.matMul(Wh), 3, 1) as Gates;
    const [r, z] = [xr.add(hr).sigmoid(), xz.add(hz).sigmoid()];
    const n = xn.add(r.mul(hn)).tanh();
    return n.add(z.mul(h.sub(n))); // (1 − z) n + z h
  });
}

const pick = ({ Wx, Wh, b }: LstmParams | GruParams) => ({ Wx, Wh, b });

/** B and H. Throws RangeError if a shape is not what X and Wh call for. */
function checkShapes(
  name: string,
  X: tf.Tensor,
  { Wx, Wh, b }: LstmParams | GruParams,
  gates: number,
  start: Record<string, tf.Tensor> = {},
): [batch: number, size: number] {
  const [batch, , numInputs] = X.shape;
  if (X.rank !== 3 || X.size === 0 || X.dtype !== "float32")
    throw new RangeError(
      `${name}: X must be (B, T, D) of float32, none of them 0, got (${X.shape.join(", ")}) of ${X.dtype}`,
    );
  const size = Wh.shape[0];
  const wanted: [string, tf.Tensor, number[]][] = [
    ["Wx", Wx, [numInputs!, gates * size]],
    ["Wh", Wh, [size, gates * size]],
    ["b", b, [gates * size]],
    ...Object.entries(start).map(([key, x]): [string, tf.Tensor, number[]] => [key, x, [batch!, size]]),
  ];
  for (const [key, x, shape] of wanted) {
    if (x.shape.join() !== shape.join())
      throw new RangeError(
        `${name}: with X (${X.shape.join(", ")}) and H = ${size} (rows of Wh), ${key} must be (${shape.join(", ")}), got (${x.shape.join(", ")})`,
      );
  }
  return [batch!, size];
}
