// Gradients of whole layers in one kernel each, on the backends that have them: LayerNorm, RmsNorm, Gelu, CausalAttention.
// A kernel's name with "Back" is its way back.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

type Tensors = Record<string, Tf.Tensor>;

export function registerLayerGradients(tf: Tfjs): void {
  const run = (name: string, inputs: Tensors, attributes: object = {}): Tf.Tensor[] =>
    [tf.engine().runKernel(name, inputs, attributes as never)].flat();

  for (const name of ["LayerNorm", "RmsNorm"]) {
    const gradient = (dys: Tf.Tensor, saved: Tf.Tensor[]) => {
      const [x, gain, means, scales] = saved as [Tf.Tensor, Tf.Tensor, Tf.Tensor, Tf.Tensor];
      const [dx, dgain, dbias] = run(`${name}Back`, { dy: first(dys), x, gain, means, scales });
      return { x: () => dx!, gain: () => dgain!, bias: () => dbias! };
    };
    putGradient(tf, name, ["x", "gain"], gradient, [false, true, true]);
  }
  putGradient(tf, "Gelu", ["x"], (dy, [x]) => ({ x: () => run("GeluBack", { dy, x: x! })[0]! }));
  const attention = (dys: Tf.Tensor, saved: Tf.Tensor[], attributes: object) => {
    const [qkv, y, logSums] = saved as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
    return { qkv: () => run("CausalAttentionBack", { dy: first(dys), qkv, y, logSums }, attributes)[0]! };
  };
  putGradient(tf, "CausalAttention", ["qkv"], attention, [true, true]);
}

/** The derivative by the result; the others are saved for the way back, and nothing is computed from them. */
const first = (dys: Tf.Tensor): Tf.Tensor => (dys as unknown as Tf.Tensor[])[0]!;
