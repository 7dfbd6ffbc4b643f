// A product of batches with a bias on wasm: tfjs 4.22 reads the bias on past its end from the second batch on. Here the product
// is computed first, then the bias is added and the activation applied.
import { composed, replaceKernel, sizeOf } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Settings {
  transposeA: boolean;
  transposeB: boolean;
  activation: string;
  leakyreluAlpha?: number;
}

type Inputs = { a: Tf.Tensor; b: Tf.Tensor; bias?: Tf.Tensor; preluActivationWeights?: Tf.Tensor };

export function mendFusedBatches(tf: Tfjs): void {
  replaceKernel(tf, "_FusedMatMul", "wasm", (stock) => (args) => {
    const { a, b, bias } = args.inputs as Inputs;
    const numBatches = Math.max(...[a, b].map(({ shape }) => sizeOf(shape.slice(0, -2))));
    if (!bias || numBatches === 1) return stock(args);
    const settings = args.attrs as unknown as Settings;
    return composed(tf, () => {
      const product = tf.matMul(a, b, settings.transposeA, settings.transposeB);
      return activate(tf, tf.add(product, bias), settings, args.inputs as Inputs);
    })(args);
  });
}

function activate(tf: Tfjs, x: Tf.Tensor, settings: Settings, { preluActivationWeights }: Inputs): Tf.Tensor {
  switch (settings.activation) {
    case "relu":
      return tf.relu(x);
    case "relu6":
      return tf.relu6(x);
    case "elu":
      return tf.elu(x);
    case "sigmoid":
      return tf.sigmoid(x);
    case "prelu":
      return tf.prelu(x, preluActivationWeights!);
    case "leakyrelu":
      return tf.leakyRelu(x, settings.leakyreluAlpha);
    default:
      return x;
  }
}
