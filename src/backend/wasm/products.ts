// BatchMatMul on wasm by our own kernel: a flag of transposition only changes the steps through a factor, and batches
// cost no more than one tall product. tfjs 4.22 is fast without a flag and a batch, and 10 to 30 times slower with one.
// A product with a bias, as of a dense layer, begins from the bias: tfjs packs the weights anew after each step of training.
// A (…, M, K), B (…, K, N); with a flag (…, K, M), (…, N, K); bias (N)
import { putKernel, replaceKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";

interface Flags {
  transposeA: boolean;
  transposeB: boolean;
}

/** Either factor has one matrix, or both have as many. */
export function registerProducts(tf: Tfjs): void {
  putKernel(tf, "BatchMatMul", "wasm", ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: Info; b: Info };
    return multiply(a, b, attrs as unknown as Flags, backend as WasmBackend);
  });

  replaceKernel(tf, "_FusedMatMul", "wasm", (stock) => (args) => {
    const { a, b, bias } = args.inputs as { a: Info; b: Info; bias?: Info };
    const { activation, ...flags } = args.attrs as unknown as Flags & { activation: string };
    const isRow = bias?.shape.length === 1 && bias.shape[0] === b.shape.at(flags.transposeB ? -2 : -1);
    const isTaken = isRow && activation === "linear" && [a, b, bias].every(({ dtype }) => dtype === "float32");
    return isTaken ? multiply(a, b, flags, args.backend as WasmBackend, bias) : stock(args);
  });
}

/** With a bias, which is added to each row. */
function multiply(a: Info, b: Info, flags: Flags, wasm: WasmBackend, bias?: Info): Info {
  if (a.dtype !== "float32" || b.dtype !== "float32")
    throw new Error(
      `matMul on wasm takes float32, got ${a.dtype} (${a.shape.join(", ")}) and ${b.dtype} (${b.shape.join(", ")})`,
    );
  const [left, right] = [toFactor(a, flags.transposeA), toFactor(b, flags.transposeB)];
  const batch = left.count >= right.count ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
  const [m, n] = [left.rows, right.columns];
  const product = wasm.makeOutput([...batch, m, n], "float32");
  const { simd, scratch } = simdOf(wasm);
  const to = wasm.getMemoryOffset(product.dataId);
  if (bias) simd.copyLines(wasm.getMemoryOffset(bias.dataId), 0, to, 4 * n, 4 * n, sizeOf(batch) * m);
  // One matrix for all rows of a plain A: one tall product.
  const isTall = right.count === 1 && !flags.transposeA;
  const count = isTall ? 1 : sizeOf(batch);
  const rows = isTall ? left.count * m : m;
  simd.multiply(
    count,
    ...([
      wasm.getMemoryOffset(a.dataId),
      left.count === 1 ? 0 : m * left.columns,
      left.rowStep,
      left.columnStep,
    ] as const),
    ...([
      wasm.getMemoryOffset(b.dataId),
      right.count === 1 ? 0 : right.rows * n,
      right.rowStep,
      right.columnStep,
    ] as const),
    ...([to, m * n] as const),
    ...([rows, n, left.columns] as const),
    bias ? 1 : 0,
    scratch,
  );
  return product;
}

interface Factor {
  count: number;
  rows: number;
  columns: number;
  /** From a number to the one below it, and to the one right of it. */
  rowStep: number;
  columnStep: number;
}

function toFactor({ shape }: Info, isTransposed: boolean): Factor {
  const count = sizeOf(shape.slice(0, -2));
  const [rows, columns] = shape.slice(-2) as [number, number];
  return isTransposed
    ? { count, rows: columns, columns: rows, rowStep: 1, columnStep: columns }
    : { count, rows, columns, rowStep: columns, columnStep: 1 };
}
