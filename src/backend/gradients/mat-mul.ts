// The gradient of matMul where a batch axis is broadcast, above all (B, T, C)·(C, D): tfjs 4.22 gives one derivative
// a batch and then refuses its shape.
import { putGradient, unbroadcast } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Flags {
  transposeA: boolean;
  transposeB: boolean;
}

export function registerMatMulGradient(tf: Tfjs): void {
  putGradient(tf, "BatchMatMul", ["a", "b"], (dy, [a, b], attrs) => {
    const flags = attrs as unknown as Flags;
    return {
      a: () => unbroadcast(tf, ofA(tf, dy, b!, flags), a!.shape),
      b: () =>
        isShared(a!, b!, flags) ? ofShared(tf, dy, a!, flags) : unbroadcast(tf, ofB(tf, dy, a!, flags), b!.shape),
    };
  });
}

/** Y = AB: dA = dY Bᵀ. With Aᵀ in place of A the product is transposed as a whole. */
function ofA(tf: Tfjs, dy: Tf.Tensor, b: Tf.Tensor, { transposeA, transposeB }: Flags): Tf.Tensor {
  return transposeA ? tf.matMul(b, dy, transposeB, true) : tf.matMul(dy, b, false, !transposeB);
}

/** Y = AB: dB = Aᵀ dY. */
function ofB(tf: Tfjs, dy: Tf.Tensor, a: Tf.Tensor, { transposeA, transposeB }: Flags): Tf.Tensor {
  return transposeB ? tf.matMul(dy, a, true, transposeA) : tf.matMul(a, dy, !transposeA, false);
}

/** Is b one matrix for all matrices of a, so that these are one tall matrix? */
function isShared(a: Tf.Tensor, b: Tf.Tensor, { transposeA }: Flags): boolean {
  return b.rank === 2 && a.rank > 2 && !transposeA;
}

/** dB for one b (C, D) and a (…, T, C): one product over all rows instead of one a batch. */
function ofShared(tf: Tfjs, dy: Tf.Tensor, a: Tf.Tensor, flags: Flags): Tf.Tensor {
  const tall = (x: Tf.Tensor) => tf.reshape(x, [x.size / (x.shape.at(-1) || 1), x.shape.at(-1)!]);
  return ofB(tf, tall(dy), tall(a), flags);
}
