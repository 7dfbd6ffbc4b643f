// Adds rows into the rows that their ids name: the inside of UnsortedSegmentSum, for the backends whose memory we can
// read. On cpu tfjs 4.22 passes over all of x once a segment; wasm has no such kernel (tfjs#8082).
import { putKernel, sizeOf } from "./kernels";
import type { Info, Tfjs, WasmBackend } from "./kernels";

type Numbers = Float32Array | Int32Array;

/** tfjs's cpu backend, as far as this needs it. */
interface CpuBackend {
  data: { get(dataId: object): { values: Numbers } };
  makeTensorInfo(shape: number[], dtype: string, values: Numbers): Info;
}

/** x (N, …), segmentIds (N) → (numSegments, …). Rows whose id is negative or too large are dropped. */
export function registerSegmentSum(tf: Tfjs, backendName: "cpu" | "wasm"): void {
  putKernel(tf, "UnsortedSegmentSum", backendName, ({ inputs, attrs, backend }) => {
    const { x, segmentIds } = inputs as { x: Info; segmentIds: Info };
    const { numSegments } = attrs as { numSegments: number };
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    return backendName === "cpu"
      ? onCpu(x, segmentIds, shape, backend as unknown as CpuBackend)
      : onWasm(x, segmentIds, shape, backend as WasmBackend);
  });
}

function onCpu(x: Info, ids: Info, shape: number[], cpu: CpuBackend): Info {
  const values = (info: Info) => cpu.data.get(info.dataId).values;
  const sums = new (x.dtype === "float32" ? Float32Array : Int32Array)(sizeOf(shape));
  addRows(values(x), values(ids), sums, shape[0]!);
  return cpu.makeTensorInfo(shape, x.dtype, sums);
}

function onWasm(x: Info, ids: Info, shape: number[], wasm: WasmBackend): Info {
  const sums = wasm.makeOutput(shape, x.dtype);
  const [from, segments, to] = [x, ids, sums].map((info) => wasm.typedArrayFromHeap(info));
  addRows(from!, segments!, to!.fill(0), shape[0]!);
  return sums;
}

function addRows(from: Numbers, ids: Numbers, to: Numbers, numSegments: number): void {
  const width = ids.length === 0 ? 0 : from.length / ids.length;
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id < 0 || id >= numSegments) continue;
    for (let j = 0; j < width; j++) to[id * width + j]! += from[row * width + j]!;
  }
}
