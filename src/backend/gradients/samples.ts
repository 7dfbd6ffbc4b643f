// What is drawn does not move with what it is drawn by: the derivative of samples is 0, as tfjs has it for argMax. And
// two operations on images without a derivative say so, with the way out.
import { putGradient } from "./gradient";
import type { Tfjs } from "../kernels";

export function registerSampleGradients(tf: Tfjs): void {
  putGradient(tf, "Multinomial", ["logits"], (_, [logits]) => ({ logits: () => tf.zerosLike(logits!) }));
  for (const [kernel, name] of [
    ["CropAndResize", "tf.image.cropAndResize"],
    ["Transform", "tf.image.transform"],
  ] as const) {
    putGradient(tf, kernel, [], () => {
      const wayOut = "compute it before, outside the function that is differentiated";
      throw new Error(`${name} has no derivative in tfjs on any backend: ${wayOut}`);
    });
  }
}
