// The gradient of logSigmoid of anything computed: tfjs 4.22 looks for x after it has been freed, and throws. Here x is
// saved. logSigmoid has no kernel: it comes to the engine as an operation with a derivative of its own, by its name.
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Work {
  inputs: Record<string, Tf.Tensor>;
  forwardFunc?: (backend: unknown, save: (tensors: Tf.Tensor[]) => void) => Tf.Tensor;
  backwardsFunc?: (dy: Tf.Tensor, saved: Tf.Tensor[]) => Record<string, () => Tf.Tensor>;
}

interface Engine {
  state: { activeScope?: { name: string } };
  runKernelFunc(work: Work): Tf.Tensor;
}

export function registerLogSigmoidGradient(tf: Tfjs): void {
  const engine = tf.engine() as unknown as Engine;
  const run = engine.runKernelFunc.bind(engine);
  engine.runKernelFunc = (work) => {
    const isOurs = work.forwardFunc && engine.state.activeScope?.name === "logSigmoid__op";
    return run(isOurs ? logSigmoid(tf, work.inputs) : work);
  };
}

/** −softplus(−x), with the derivative σ(−x). */
function logSigmoid(tf: Tfjs, inputs: Record<string, Tf.Tensor>): Work {
  const [key, x] = Object.entries(inputs)[0]!;
  return {
    inputs,
    forwardFunc: (_, save) => {
      save([x]);
      return tf.neg(tf.softplus(tf.neg(x)));
    },
    backwardsFunc: (dy, [saved]) => ({ [key]: () => tf.mul(dy, tf.sigmoid(tf.neg(saved!))) }),
  };
}
