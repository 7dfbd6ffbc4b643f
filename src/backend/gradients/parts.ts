// The gradients of unstack and split into a single part: tfjs 4.22 hands over the derivative of one part as a tensor, and
// then takes it for a list.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

export function registerPartGradients(tf: Tfjs): void {
  const toList = (dys: unknown) => (Array.isArray(dys) ? dys : [dys]) as Tf.Tensor[];
  putGradient(tf, "Unpack", [], (dys, _, { axis }) => ({ value: () => tf.stack(toList(dys), axis as number) }));
  putGradient(tf, "SplitV", [], (dys, _, { axis }) => ({ x: () => tf.concat(toList(dys), axis as number) }));
}
