// gather on wasm: rows are copied, and each of a batch has its own indices. tfjs 4.22 reads the first row of indices
// for all of a batch, and takes a microsecond for each index.
import { putKernel } from "../kernels";
import type { Info, Tfjs, WasmBackend } from "../kernels";

/** x (batch…, outer…, n, inner…), indices (batch…, picks…) → (batch…, outer…, picks…, inner…). */
export function mendGather(tf: Tfjs): void {
  putKernel(tf, "GatherV2", "wasm", ({ inputs, attrs, backend }) => {
    const { x, indices } = inputs as { x: Info; indices: Info };
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    const place = tf.util.parseAxisParam(axis, x.shape)[0]!;
    const sizes = tf.backend_util.segment_util.collectGatherOpShapeInfo(x as never, indices as never, place, batchDims);
    const wasm = backend as WasmBackend;
    const y = wasm.makeOutput(sizes.outputShape, x.dtype);
    const [from, picks, to] = [x, indices, y].map((info) => wasm.typedArrayFromHeap(info));
    checkRange(picks!, sizes.dimSize);
    copyRows(from!, picks!, to!, sizes);
    return y;
  });
}

interface Sizes {
  batchSize: number;
  outerSize: number;
  dimSize: number;
  sliceSize: number;
}

function copyRows(from: Float32Array, picks: Float32Array, to: Float32Array, sizes: Sizes): void {
  const { batchSize, outerSize, dimSize, sliceSize } = sizes;
  const picksOfOne = picks.length / (batchSize || 1);
  let at = 0;
  for (let block = 0; block < batchSize * outerSize; block++) {
    const first = Math.floor(block / outerSize) * picksOfOne;
    for (let pick = first; pick < first + picksOfOne; pick++) {
      let row = (block * dimSize + picks[pick]!) * sliceSize;
      for (const end = at + sliceSize; at < end; at++) to[at] = from[row++]!;
    }
  }
}

function checkRange(picks: Float32Array, size: number): void {
  for (let i = 0; i < picks.length; i++) {
    if (picks[i]! >= 0 && picks[i]! < size) continue;
    throw new Error(`GatherV2: the index value ${picks[i]} is not in [0, ${size - 1}]`);
  }
}
