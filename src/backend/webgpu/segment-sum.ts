// UnsortedSegmentSum on webgpu, the gradient of an embedding: a thread has one number of the result and goes along the ids;
// where a processor plays the GPU, and threads are few, a whole column. tfjs 4.22 lets all rows
// add to the result at once, by turns that fail and are tried again where an id comes often, adds rows that belong to no
// segment to the last one, and takes whole numbers for fractions.
import { replaceKernel, sizeOf } from "../kernels";
import { isSoftware } from "./products";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

/** So many looks at an id; beyond, tfjs's way is the faster one. */
const mostLooks = 2 ** 28;

const toCode = (threads: number, body: string): string => `
  @compute @workgroup_size(${threads})
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_index) thread : u32,
  ) {
    let i = (group.x + group.y * count.x) * ${threads}u + thread;
    ${body}
  }`;

interface Way {
  threads: number;
  /** By how 0 is written: numbers are whole or fractions. */
  code(zero: string): string;
  /** How many threads have work. */
  count(segments: number, width: number): number;
}

const byNumber: Way = {
  threads: 64,
  code: (zero) =>
    toCode(
      64,
      `if (i >= u.segments * u.width) { return; }
    let segment = i32(i / u.width);
    let column = i % u.width;
    var sum = ${zero};
    for (var row = 0u; row < u.rows; row++) {
      if (segmentIds[row] == segment) { sum += x[row * u.width + column]; }
    }
    sums[i] = sum;`,
    ),
  count: (segments, width) => segments * width,
};

const byColumn: Way = {
  threads: 8,
  code: (zero) =>
    toCode(
      8,
      `if (i >= u.width) { return; }
    for (var segment = 0u; segment < u.segments; segment++) { sums[segment * u.width + i] = ${zero}; }
    for (var row = 0u; row < u.rows; row++) {
      let segment = segmentIds[row];
      if (segment < 0 || segment >= i32(u.segments)) { continue; }
      sums[u32(segment) * u.width + i] += x[row * u.width + i];
    }`,
    ),
  count: (_, width) => width,
};

/** x (N…, …), segmentIds (N…) → (numSegments, …). Rows whose id is negative or too large are left out. */
export function registerSegmentSum(tf: Tfjs): void {
  replaceKernel(tf, "UnsortedSegmentSum", "webgpu", (stock) => (args) => {
    const { x, segmentIds } = args.inputs as { x: Info; segmentIds: Info };
    const { numSegments: segments } = args.attrs as { numSegments: number };
    const [rows, size] = [sizeOf(segmentIds.shape), sizeOf(x.shape)];
    const width = rows && size / rows;
    const webgpu = args.backend as unknown as WebGpu;
    const isWhole = x.dtype === "int32";
    const isLong = segments * size > mostLooks;
    const way = isSoftware(webgpu.device) || (isWhole && isLong) ? byColumn : byNumber;
    const isTaken = isWhole || (x.dtype === "float32" && (way === byColumn || !isLong));
    if (size === 0 || segments === 0 || !isTaken) return stock(args);
    const sums = webgpu.makeTensorInfo([segments, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
    const groups = findGroups(Math.ceil(way.count(segments, width) / way.threads));
    const sizes = { rows, width, segments };
    run(tf, webgpu, {
      reads: { x, segmentIds },
      writes: { sums },
      sizes,
      groups,
      code: way.code(isWhole ? "0" : "0.0"),
    });
    return sums;
  });
}
