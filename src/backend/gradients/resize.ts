// The gradient of nearest-neighbour resizing, so that UpSampling2D trains. tfjs 4.22's kernels for it are wrong on cpu
// (more than one image) and on webgpu (some sizes are off by a pixel): here it is the exact transpose of what the
// backend itself did forward, whatever rounding that uses.
// B images, H and W their sizes, C channels
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Resize {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

export function registerResizeGradient(tf: Tfjs): void {
  putGradient(tf, "ResizeNearestNeighbor", ["images"], (dy, [images], attrs) => {
    const [, height, width] = images!.shape as [number, number, number, number];
    return {
      images: () => {
        const byRows = gatherBack(tf, dy as Tf.Tensor4D, 1, height, attrs as unknown as Resize);
        return gatherBack(tf, byRows, 2, width, attrs as unknown as Resize);
      },
    };
  });
}

/** Sums the pixels along an axis that came from the same one of `size`. */
function gatherBack(tf: Tfjs, dy: Tf.Tensor4D, axis: 1 | 2, size: number, resize: Resize): Tf.Tensor4D {
  const first = axis === 1 ? [1, 0, 2, 3] : [2, 0, 1, 3];
  const back = axis === 1 ? [1, 0, 2, 3] : [1, 2, 0, 3];
  const sums = tf.unsortedSegmentSum(tf.transpose(dy, first), sources(tf, size, dy.shape[axis], resize), size);
  return tf.transpose(sums as Tf.Tensor4D, back);
}

/** For each of `resized` places the one of `size` that the backend takes it from: a ramp, resized. */
function sources(tf: Tfjs, size: number, resized: number, resize: Resize): Tf.Tensor1D {
  const ramp = tf.range(0, size).reshape([1, size, 1, 1]) as Tf.Tensor4D;
  const taken = tf.image.resizeNearestNeighbor(ramp, [resized, 1], resize.alignCorners, resize.halfPixelCenters);
  return tf.cast(tf.reshape(taken, [resized]), "int32") as Tf.Tensor1D;
}
