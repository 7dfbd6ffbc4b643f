// Gradients of the kernels Lstm and Gru (../recurrent.ts): one kernel goes back through time; what each step gives the
// weights is summed by one product over all steps.
// B batch, T time, D inputs, H hiddens, G gates
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";
import type { Derivatives } from "./gradient";

export function registerRecurrentGradients(tf: Tfjs): void {
  const run = (name: string, inputs: Record<string, Tf.Tensor>) =>
    tf.engine().runKernel(name, inputs) as unknown as [Tf.Tensor, Tf.Tensor, Tf.Tensor];

  const lstm = (dys: Tf.Tensor, saved: Tf.Tensor[]): Derivatives => {
    const [X, Wx, Wh] = saved as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const [C, G, P] = saved.slice(-3) as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const c = saved.length > 6 ? saved[3] : undefined;
    const dH = (dys as unknown as Tf.Tensor[])[0]!;
    const [dZ, dh, dc] = run("LstmBack", { dH, C, G, Wh, ...(c && { c }) });
    return { ...ofWeights(tf, { X, Wx, P, dZ, dU: dZ }), h: () => dh.clone(), c: () => dc.clone() };
  };
  const gru = (dys: Tf.Tensor, saved: Tf.Tensor[]): Derivatives => {
    const [X, Wx, Wh, G, P] = saved as [Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const dH = (dys as unknown as Tf.Tensor[])[0]!;
    const [dZ, dU, dh] = run("GruBack", { dH, G, P, Wh });
    return { ...ofWeights(tf, { X, Wx, P, dZ, dU }), h: () => dh.clone() };
  };
  putGradient(tf, "Lstm", ["X", "Wx", "Wh"], lstm, [false, true, true, true]);
  putGradient(tf, "LstmFrom", ["X", "Wx", "Wh", "c"], lstm, [false, true, true, true]);
  putGradient(tf, "Gru", ["X", "Wx", "Wh"], gru, [false, true, true]);
  putGradient(tf, "GruFrom", ["X", "Wx", "Wh"], gru, [false, true, true]);
}

/** From the derivatives by x Wx + b, dZ (B, T, GH), and by h Wh, dU (B, T, GH); P (B, T, H) are the states before. */
function ofWeights(tf: Tfjs, { X, Wx, P, dZ, dU }: Record<"X" | "Wx" | "P" | "dZ" | "dU", Tf.Tensor>): Derivatives {
  const rows = (x: Tf.Tensor) => tf.reshape(x, [-1, x.shape.at(-1)!]); // (B T, …)
  return {
    X: () => tf.reshape(tf.matMul(rows(dZ), Wx, false, true), X.shape),
    Wx: () => tf.matMul(rows(X), rows(dZ), true),
    Wh: () => tf.matMul(rows(P), rows(dU), true),
    b: () => tf.sum(rows(dZ), 0),
  };
}
