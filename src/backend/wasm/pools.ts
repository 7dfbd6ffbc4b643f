// Pools with a padding as wide as the window, where windows may lie wholly outside the image: tfjs 4.22's wasm backend
// leaves there what was in memory. As on cpu, the largest of no number is −∞ and their mean is not a number.
import { replaceKernel } from "../kernels";
import { placesOf, toWindow } from "./windows";
import type { Info, Tfjs, WasmBackend } from "../kernels";

interface Pooling {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

type Pool = (numbers: number[]) => number;

export function mendWidePools(tf: Tfjs): void {
  mendPool(tf, "MaxPool", (numbers) => Math.max(...numbers));
  mendPool(tf, "AvgPool", (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

function mendPool(tf: Tfjs, name: string, pool: Pool): void {
  replaceKernel(tf, name, "wasm", (stock) => (args) => {
    const attrs = args.attrs as unknown as Pooling;
    return isWide(attrs)
      ? computePool(tf, args.inputs.x as Info, attrs, args.backend as WasmBackend, pool)
      : stock(args);
  });
}

const isWide = ({ filterSize, pad }: Pooling): boolean =>
  typeof pad === "number" && pad >= (typeof filterSize === "number" ? filterSize : Math.min(...filterSize));

function computePool(
  tf: Tfjs,
  x: Info,
  { filterSize, strides, pad, dimRoundingMode }: Pooling,
  wasm: WasmBackend,
  pool: Pool,
): Info {
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const y = wasm.makeOutput(info.outShape, "float32");
  const [from, to] = [x, y].map((tensor) => wasm.typedArrayFromHeap(tensor)) as [Float32Array, Float32Array];
  let at = 0;
  for (const places of placesOf(toWindow(info))) {
    const inside = places.filter((place) => place >= 0);
    for (let c = 0; c < info.inChannels; c++)
      to[at++] = pool(inside.map((place) => from[place * info.inChannels + c]!));
  }
  return y;
}
