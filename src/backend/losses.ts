// softmaxCrossEntropy by one kernel, for `tf.losses.softmaxCrossEntropy` as it stands: tfjs 4.22 composes it from some 15
// operations, and its derivatives are right only where the labels of a row sum to 1 and nobody asks for theirs.
import { readKnown } from "./gather-check";
import { putGradient } from "./gradients/gradient";
import { putTwin, sizeOf } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Derivatives } from "./gradients/gradient";
import type { Info, KernelFunc, Tfjs } from "./kernels";

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

/** What the kernels are told. */
export type LossSettings = {
  /** Whether the first result is the mean of all losses, and the slopes are its own. */
  mean?: boolean;
};

/** The kernels in tfjs's own operations, for a backend that has none of ours, or has one that does not take these dtypes,
 *  or no class: labels (…, V) of float32 or int32, or sparse
 *  (…) of int32, each the number of the one class that is right; logits (…, V) → losses −Σ y ln p (…), and their slopes by
 *  the logits, p Σ y − y (…, V). A number that is no class is no label. */
export function composeLoss(tf: Tfjs, backendName: string): void {
  const compose = (name: string, toRows: (labels: Tf.Tensor, logits: Tf.Tensor) => Tf.Tensor): void => {
    const twin: KernelFunc = ({ inputs, attrs }) => {
      const { labels, logits } = inputs as { labels: Tf.Tensor; logits: Tf.Tensor };
      const { mean } = attrs as LossSettings;
      return tf.tidy(() => lossAndSlopes(tf, toRows(labels, logits), logits, mean)) as Info[];
    };
    putTwin(tf, name, backendName, twin, ({ inputs }) => {
      const { labels, logits } = inputs as { labels: Info; logits: Info };
      const areLabels = labels.dtype === "int32" || (labels.dtype === "float32" && name === "SoftmaxCrossEntropy");
      return areLabels && logits.dtype === "float32" && sizeOf(logits.shape) > 0;
    });
  };
  compose("SoftmaxCrossEntropy", (labels) => labels);
  compose("SparseSoftmaxCrossEntropy", (labels, logits) =>
    tf.equal(tf.expandDims(labels, -1), tf.range(0, logits.shape.at(-1)!, 1, "int32")),
  );
}

function lossAndSlopes(tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor, mean?: boolean): Tf.Tensor[] {
  if (logits.size === 0) return [tf.zeros(mean ? [] : logits.shape.slice(0, -1)), tf.zeros(logits.shape)];
  const logP = tf.logSoftmax(tf.cast(logits, "float32"));
  const y = tf.cast(labels, "float32");
  const losses = tf.neg(tf.sum(tf.mul(y, logP), -1));
  const slopes = tf.sub(tf.mul(tf.exp(logP), tf.sum(y, -1, true)), y);
  return mean ? [tf.mean(losses), tf.div(slopes, losses.size)] : [losses, slopes];
}

/** Of SparseSoftmaxCrossEntropy, which cells may run by its name. */
export function registerLossGradient(tf: Tfjs): void {
  const gradient = (dys: Tf.Tensor, [slopes]: Tf.Tensor[]): Derivatives => ({
    labels: () => tf.zeros(slopes!.shape.slice(0, -1)),
    logits: () => scaleRows(tf, (dys as unknown as Tf.Tensor[])[0]!, slopes!),
  });
  putGradient(tf, "SparseSoftmaxCrossEntropy", [], gradient, [false, true]);
}

/** dy · slopes, dy (…) of the rows or () of their mean. The derivative of what is minimised is 1: nothing to compute. */
function scaleRows(tf: Tfjs, dy: Tf.Tensor, slopes: Tf.Tensor): Tf.Tensor {
  const known = dy.size === 1 && readKnown({ backend: tf.backend() } as never, dy)?.[0];
  if (known === 1) return tf.clone(slopes);
  return tf.mul(dy.rank === 0 ? dy : tf.expandDims(dy, -1), slopes);
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
      const [rows, scores] = [smooth(tf, y, labelSmoothing), tf.cast(x, "float32")];
      const isMean = weights == null && (reduction === undefined || reduction === tf.Reduction.SUM_BY_NONZERO_WEIGHTS);
      if (isMean && y.size > 0) return lossOf(tf, rows, scores, true);
      return tf.losses.computeWeightedLoss(lossOf(tf, rows, scores, false), weights, reduction);
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

/** −Σ y ln p of each row, (…, V) → (…), or the mean of that over all rows. */
function lossOf(tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor, mean: boolean): Tf.Tensor {
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({
    inputs: { labels, logits },
    attrs: {},
    forwardFunc: (_, save) => {
      const results = tf.engine().runKernel("SoftmaxCrossEntropy", { labels, logits }, { mean });
      save([(results as Tf.Tensor[])[1]!, logits]);
      return (results as Tf.Tensor[])[0]!;
    },
    backwardsFunc: (dy, [slopes, x]) => ({
      labels: () => {
        const share = mean ? tf.div(dy, x!.size / x!.shape.at(-1)!) : tf.expandDims(dy, -1);
        return tf.neg(tf.mul(share, tf.logSoftmax(x!)));
      },
      logits: () => scaleRows(tf, dy, slopes!),
    }),
  });
}
