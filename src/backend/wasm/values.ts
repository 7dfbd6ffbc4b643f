// Numbers that kernels of tfjs's wasm backend lose without a word: NaN in clips, relu6 and the larger of two, true and
// false, the dtype of oneHot, whole numbers in a product, and slices that reach beyond the tensor.
import { composed, putKernel, replaceKernel } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, KernelArguments, KernelFunc, Tfjs, WasmBackend } from "../kernels";

export function mendValues(tf: Tfjs): void {
  const limit = (x: Info, wasm: WasmBackend, min: number, max: number) =>
    mapTo(x, x.dtype as Tf.DataType, wasm, (v) => (v < min ? min : v > max ? max : v));
  putKernel(tf, "ClipByValue", "wasm", ({ inputs, attrs, backend }) => {
    const { clipValueMin, clipValueMax } = attrs as { clipValueMin: number; clipValueMax: number };
    return limit(inputs.x as Info, backend as WasmBackend, clipValueMin, clipValueMax);
  });
  putKernel(tf, "Relu6", "wasm", ({ inputs, backend }) => limit(inputs.x as Info, backend as WasmBackend, 0, 6));
  replaceKernel(tf, "Cast", "wasm", (stock) => (args) => {
    const { dtype } = args.attrs as { dtype: Tf.DataType };
    const toBool = () => mapTo(args.inputs.x as Info, "bool", args.backend as WasmBackend, (v) => (v === 0 ? 0 : 1));
    return dtype === "bool" ? toBool() : stock(args);
  });
  replaceKernel(tf, "Slice", "wasm", (stock) => (args) => {
    const { begin, size } = args.attrs as { begin: number[]; size: number[] };
    const x = args.inputs.x as Tf.Tensor;
    tf.slice_util.assertParamsValid(x, ...(tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]]));
    return stock(args);
  });
  for (const name of "Equal NotEqual Greater GreaterEqual Less LessEqual Tile SparseToDense".split(" ")) {
    replaceKernel(tf, name, "wasm", (stock) => (args) => refuseStrings(name, args) ?? stock(args));
  }
  for (const name of ["Maximum", "Minimum"]) replaceKernel(tf, name, "wasm", (stock) => keepNaN(tf, stock));
  replaceKernel(tf, "BatchMatMul", "wasm", (stock) => multiplyWhole(tf, stock));
  putKernel(tf, "OneHot", "wasm", ({ inputs, attrs, backend }) => {
    const { depth, onValue, offValue, dtype } = attrs as { [key: string]: number } & { dtype: Tf.DataType };
    const [indices, wasm] = [inputs.indices as Info, backend as WasmBackend];
    const y = wasm.makeOutput([...indices.shape, depth!], dtype);
    const [places, to] = [indices, y].map((info) => wasm.typedArrayFromHeap(info)) as [Float32Array, Float32Array];
    to.fill(offValue!);
    places.forEach((place, row) => place >= 0 && place < depth! && (to[row * depth! + place] = onValue!));
    return y;
  });
}

function mapTo(x: Info, dtype: Tf.DataType, wasm: WasmBackend, map: (value: number) => number): Info {
  const y = wasm.makeOutput(x.shape, dtype);
  const [from, to] = [x, y].map((info) => wasm.typedArrayFromHeap(info)) as [Float32Array, Float32Array];
  for (let i = 0; i < to.length; i++) to[i] = map(from[i]!);
  return y;
}

/** Compares or copies whatever stands at the address of no number. */
function refuseStrings(name: string, { inputs }: KernelArguments): undefined {
  if (!Object.values(inputs).some((x) => (x as Info).dtype === "string")) return;
  throw new Error(`${name} on wasm takes no tensor of strings; cpu does: add ?backend=cpu to the page's address`);
}

/** tfjs's kernel keeps a NaN of a and drops one of b. */
function keepNaN(tf: Tfjs, stock: KernelFunc): KernelFunc {
  return (args) => {
    const { b } = args.inputs as { b: Tf.Tensor };
    if (b.dtype !== "float32" || !(args.backend as WasmBackend).typedArrayFromHeap(b).some(Number.isNaN))
      return stock(args);
    return composed(tf, () => {
      const result = tf.engine().makeTensorFromTensorInfo(stock(args) as Info);
      const spread = tf.broadcastTo(b, result.shape);
      return tf.where(tf.isNaN(spread), spread, result);
    })(args);
  };
}

/** Products of whole numbers, (B, I, K)·(B, K, J), a batch of 1 stretched: exact, as on cpu. */
function multiplyWhole(tf: Tfjs, stock: KernelFunc): KernelFunc {
  return (args) => {
    const { a, b } = args.inputs as { a: Tf.Tensor; b: Tf.Tensor };
    if (a.dtype === "float32" && b.dtype === "float32") return stock(args);
    const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
    return composed(tf, () => {
      const left = tf.cast(transposeA ? tf.transpose(a, swapLast(a.rank)) : a, "int32"); // (…, I, K)
      const right = tf.cast(transposeB ? b : tf.transpose(b, swapLast(b.rank)), "int32"); // (…, J, K)
      return multiplyRows(left, right, args.backend as WasmBackend) as Tf.Tensor;
    })(args);
  };
}

const swapLast = (rank: number): number[] => [...Array.from({ length: rank - 2 }, (_, i) => i), rank - 1, rank - 2];

/** Every row of a with every row of b of the same batch. */
function multiplyRows(a: Info, b: Info, wasm: WasmBackend): Info {
  const [rowsA, rowsB, width] = [a.shape.at(-2)!, b.shape.at(-2)!, a.shape.at(-1)!];
  const batch = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
  const y = wasm.makeOutput([...batch, rowsA, rowsB], "int32");
  const [left, right, to] = [a, b, y].map((info) => wasm.typedArrayFromHeap(info)) as [Heap, Heap, Heap];
  for (let at = 0; at < to.length; at++) {
    const row = Math.floor(at / rowsB);
    const fromA = (row * width) % left.length;
    const fromB = ((Math.floor(row / rowsA) * rowsB + (at % rowsB)) * width) % right.length;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += left[fromA + k]! * right[fromB + k]!;
    to[at] = sum;
  }
  return y;
}

type Heap = Float32Array;
