// Kernels of wasm that call their result float32 whatever it is: the bits of whole numbers, read as fractions. Pictures of
// whole numbers that are made larger come out as fractions.
import { composed, replaceKernel } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "../kernels";

interface DataTypes {
  dataIdMap: { get(dataId: object): { dtype: string } };
}

export function keepDtypes(tf: Tfjs): void {
  for (const name of ["StridedSlice", "DepthToSpace"]) {
    replaceKernel(tf, name, "wasm", (stock) => (args) => {
      const { dtype } = args.inputs.x as Info;
      const result = stock(args) as Info;
      (args.backend as unknown as DataTypes).dataIdMap.get(result.dataId).dtype = dtype;
      return { ...result, dtype };
    });
  }
  replaceKernel(tf, "ResizeNearestNeighbor", "wasm", (stock) => (args) => {
    const { dtype } = args.inputs.images as Info;
    const result = stock(args) as Info;
    if (result.dtype === dtype) return result;
    return composed(tf, () => tf.cast(tf.engine().makeTensorFromTensorInfo(result), dtype as Tf.NumericDataType))(args);
  });
}
