// UnsortedSegmentSum on webgpu, the gradient of an embedding: a thread has one number of the result and goes along the ids.
// tfjs 4.22 lets all rows add to the result at once, by turns that fail and are tried again where an id comes often, and
// adds rows that belong to no segment to the last one.
import { replaceKernel, sizeOf } from "../kernels";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

const workgroup = 64;

/** So many looks at an id; beyond, tfjs's way is the faster one. */
const mostLooks = 2 ** 28;

const code = `
  @compute @workgroup_size(${workgroup})
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_index) thread : u32,
  ) {
    let i = (group.x + group.y * count.x) * ${workgroup}u + thread;
    if (i >= u.segments * u.width) { return; }
    let segment = i32(i / u.width);
    let column = i % u.width;
    var sum = 0.0;
    for (var row = 0u; row < u.rows; row++) {
      if (segmentIds[row] == segment) { sum += x[row * u.width + column]; }
    }
    sums[i] = sum;
  }`;

/** x (N…, …), segmentIds (N…) → (numSegments, …). Rows whose id is negative or too large are left out. */
export function registerSegmentSum(tf: Tfjs): void {
  replaceKernel(tf, "UnsortedSegmentSum", "webgpu", (stock) => (args) => {
    const { x, segmentIds } = args.inputs as { x: Info; segmentIds: Info };
    const { numSegments: segments } = args.attrs as { numSegments: number };
    const [rows, size] = [sizeOf(segmentIds.shape), sizeOf(x.shape)];
    const width = rows && size / rows;
    const isTaken = size > 0 && segments > 0 && segments * size <= mostLooks && x.dtype === "float32";
    if (!isTaken) return stock(args);
    const webgpu = args.backend as unknown as WebGpu;
    const sums = webgpu.makeTensorInfo([segments, ...x.shape.slice(segmentIds.shape.length)], "float32");
    const groups = findGroups(Math.ceil((segments * width) / workgroup));
    run(tf, webgpu, { reads: { x, segmentIds }, writes: { sums }, sizes: { rows, width, segments }, groups, code });
    return sums;
  });
}
