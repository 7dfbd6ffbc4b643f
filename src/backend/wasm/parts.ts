// split and concat along any axis on wasm, line by line: tfjs 4.22 cuts the parts one number after another.
import { replaceKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";

export function registerParts(tf: Tfjs): void {
  replaceKernel(tf, "SplitV", "wasm", (stock) => (args) => {
    const x = args.inputs.x as Info;
    const { numOrSizeSplits, axis } = args.attrs as { numOrSizeSplits: number | number[]; axis: number };
    if (x.dtype === "string") return stock(args);
    const place = tf.util.parseAxisParam(axis, x.shape)[0]!;
    const sizes = tf.backend_util.prepareSplitSize(x as never, numOrSizeSplits, place);
    const wasm = args.backend as WasmBackend;
    const parts = sizes.map((size) => wasm.makeOutput(x.shape.with(place, size), x.dtype));
    moveLines(x, parts, place, wasm, "apart");
    return parts;
  });

  replaceKernel(tf, "Concat", "wasm", (stock) => (args) => {
    const parts = args.inputs as unknown as Info[];
    const place = tf.util.parseAxisParam((args.attrs as { axis: number }).axis, parts[0]!.shape)[0]!;
    const { dtype } = parts[0]!;
    if (dtype === "string" || parts.some((part) => part.dtype !== dtype)) return stock(args);
    const shapes = parts.map(({ shape }) => shape);
    tf.backend_util.assertParamsConsistent(shapes, place);
    const wasm = args.backend as WasmBackend;
    const whole = wasm.makeOutput(tf.backend_util.computeOutShape(shapes, place), dtype);
    moveLines(whole, parts, place, wasm, "together");
    return whole;
  });
}

/** Copies the parts out of the whole or into it. */
function moveLines(whole: Info, parts: Info[], axis: number, wasm: WasmBackend, way: "apart" | "together"): void {
  const count = sizeOf(whole.shape.slice(0, axis));
  const bytesOf = ({ shape, dtype }: Info) => sizeOf(shape.slice(axis)) * (dtype === "bool" ? 1 : 4);
  const step = bytesOf(whole);
  const { simd } = simdOf(wasm);
  let at = wasm.getMemoryOffset(whole.dataId);
  for (const part of parts) {
    const [address, bytes] = [wasm.getMemoryOffset(part.dataId), bytesOf(part)];
    if (way === "apart") simd.copyLines(at, step, address, bytes, bytes, count);
    else simd.copyLines(address, bytes, at, step, bytes, count);
    at += bytes;
  }
}
