// What must be done before a recorded step is encoded again: its dispatches write into the buffers of variables and read the
// learning rates that are on the device, and no JavaScript of the step runs that would look after either.
import { makeSole } from "../optimizers";
import { followRates } from "./updates";
import type { Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

/** Clones of variables get the numbers as they are now, in buffers of their own; numbers that were read from a variable are
 *  forgotten, and learning rates that were set meanwhile are told. */
export function beforeReplay(tf: Tfjs): void {
  const { tensorMap } = tf.backend() as unknown as WebGpu;
  for (const variable of Object.values(tf.engine().registeredVariables)) {
    makeSole(tf, variable);
    const data = tensorMap.get(variable.dataId);
    if (data.resource) data.values = null;
  }
  followRates(tf.backend() as unknown as WebGpu);
}
