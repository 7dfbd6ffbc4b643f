// UnsortedSegmentSum on webgpu, the gradient of an embedding: a thread has one number of the result and goes along the ids;
// where a processor plays the GPU, and threads are few, a whole column. tfjs 4.22 lets all rows add to the result at once, by turns that fail and are tried again where an id comes often, and
// adds rows that belong to no segment to the last one.
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
  code: string;
  /** How many threads have work. */
  count(segments: number, width: number): number;
}

const byNumber: Way = {
  threads: 64,
  code: toCode(
    64,
    `if (i >= u.segments * u.width) { return; }
    let segment = i32(i / u.width);
    let column = i % u.width;
    var sum = 0.0;
    for (var row = 0u; row < u.rows; row++) {
      if (segmentIds[row] == segment) { sum += x[row * u.width + column]; }
    }
    sums[i] = sum;`,
  ),
  count: (segments, width) => segments * width,
};

const byColumn: Way = {
  threads: 8,
  code: toCode(
    8,
    `if (i >= u.width) { return; }
    for (var segment = 0u; segment < u.segments; segment++) { sums[segment * u.width + i] = 0.0; }
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
    const way = isSoftware(webgpu.device) ? byColumn : byNumber;
    const isShort = way === byColumn || segments * size <= mostLooks;
    if (size === 0 || segments === 0 || x.dtype !== "float32" || !isShort) return stock(args);
    const sums = webgpu.makeTensorInfo([segments, ...x.shape.slice(segmentIds.shape.length)], "float32");
    const groups = findGroups(Math.ceil(way.count(segments, width) / way.threads));
    const sizes = { rows, width, segments };
    run(tf, webgpu, { reads: { x, segmentIds }, writes: { sums }, sizes, groups, code: way.code });
    return sums;
  });
}
