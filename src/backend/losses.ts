// softmaxCrossEntropy by one kernel, for `tf.losses.softmaxCrossEntropy` as it stands: tfjs 4.22 composes it from some 15
// operations, and its derivatives are right only where the labels of a row sum to 1 and nobody asks for theirs.
import { putKernel } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "./kernels";

type Loss = Tfjs["losses"]["softmaxCrossEntropy"];

/** The part of tfjs's engine under customGrad, which computes only the derivatives that are asked for. */
interface Engine {
  runKernelFunc(work: {
    forwardFunc: (backend: unknown, save: (tensors: Tf.Tensor[]) => void) => Tf.Tensor;
    backwardsFunc: (dy: Tf.Tensor, saved: Tf.Tensor[]) => Record<string, () => Tf.Tensor>;
    inputs: Record<string, Tf.Tensor>;
    attrs: object;
  }): Tf.Tensor;
}

/** The kernel in tfjs's own operations, for a backend that has none of ours: labels (…, V) of float32 or int32,
 *  logits (…, V) → losses −Σ y ln p (…), and their slopes by the logits, p Σ y − y (…, V). */
export function composeLoss(tf: Tfjs, backendName: string): void {
  if (tf.getKernel("SoftmaxCrossEntropy", backendName)) return;
  putKernel(tf, "SoftmaxCrossEntropy", backendName, ({ inputs }) => {
    const { labels, logits } = inputs as { labels: Tf.Tensor; logits: Tf.Tensor };
    return tf.tidy(() => {
      const logP = tf.logSoftmax(logits);
      const y = tf.cast(labels, "float32");
      const losses = tf.neg(tf.sum(tf.mul(y, logP), -1));
      return [losses, tf.sub(tf.mul(tf.exp(logP), tf.sum(y, -1, true)), y)];
    }) as Info[];
  });
}

export function fuseLosses(tf: Tfjs): void {
  const losses = tf.losses as { softmaxCrossEntropy: Loss };
  const stock = losses.softmaxCrossEntropy;
  losses.softmaxCrossEntropy = ((onehotLabels, logits, weights, labelSmoothing = 0, reduction) => {
    if (!tf.getKernel("SoftmaxCrossEntropy", tf.getBackend()))
      return stock(onehotLabels, logits, weights, labelSmoothing, reduction);
    return tf.tidy("softmaxCrossEntropy", () => {
      const [y, x] = [toTensor(tf, "onehotLabels", onehotLabels), toTensor(tf, "logits", logits)];
      tf.util.assertShapesMatch(y.shape, x.shape, "Error in softmaxCrossEntropy: ");
      const rows = lossOfRows(tf, smooth(tf, y, labelSmoothing), tf.cast(x, "float32"));
      return tf.losses.computeWeightedLoss(rows, weights, reduction);
    });
  }) as Loss;
}

/** Throws as tfjs does. */
function toTensor(tf: Tfjs, name: string, x: Tf.Tensor | Tf.TensorLike): Tf.Tensor {
  if (x instanceof tf.Tensor) return x;
  if (Array.isArray(x) || ArrayBuffer.isView(x)) return tf.tensor(x);
  throw new Error(
    `Argument '${name}' passed to 'softmaxCrossEntropy' must be a Tensor or TensorLike, but got '${typeof x}'`,
  );
}

/** y (1 − s) + s / V; whole numbers stay whole. */
function smooth(tf: Tfjs, y: Tf.Tensor, smoothing: number): Tf.Tensor {
  if (smoothing > 0) return tf.add(tf.mul(y, 1 - smoothing), smoothing / y.shape.at(-1)!);
  return y.dtype === "int32" ? y : tf.cast(y, "float32");
}

/** −Σ y ln p of each row: (…, V) → (…). */
function lossOfRows(tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor): Tf.Tensor {
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({
    inputs: { labels, logits },
    attrs: {},
    forwardFunc: (_, save) => {
      const results = tf.engine().runKernel("SoftmaxCrossEntropy", { labels, logits }) as unknown as Tf.Tensor[];
      save([results[1]!, logits]);
      return results[0]!;
    },
    backwardsFunc: (dy, [slopes, x]) => ({
      labels: () => tf.neg(tf.mul(tf.expandDims(dy, -1), tf.logSoftmax(x!))),
      logits: () => tf.mul(tf.expandDims(dy, -1), slopes!),
    }),
  });
}
