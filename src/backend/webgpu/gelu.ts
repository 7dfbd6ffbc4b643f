// Gelu for webgpu, and its way back: x σ(2u) with u = √(2/π) (x + 0.044715 x³), which is the form with tanh in
// src/book/gelu.ts. WGSL leaves open what tanh and exp of large numbers are, so theirs stay within ±80.
import { putKernel, sizeOf } from "../kernels";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

const workgroup = 64;

const code = (line: string): string => `
  const slope = ${2 * Math.sqrt(2 / Math.PI)};
  const bend = 0.044715;

  /// σ(2u); beyond ±30 x changes nothing any more.
  fn share(x : f32) -> f32 {
    return 1.0 / (1.0 + exp(clamp(-slope * (x + bend * x * x * x), -80.0, 80.0)));
  }

  @compute @workgroup_size(${workgroup})
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_index) thread : u32,
  ) {
    let i = (group.x + group.y * count.x) * ${workgroup}u + thread;
    if (i >= u.size) { return; }
    let z = clamp(x[i], -30.0, 30.0);
    let s = share(z);
    ${line}
  }`;

const geluCode = code("y[i] = x[i] * s;");
const geluBackCode = code("dx[i] = dy[i] * (s + z * slope * (1.0 + 3.0 * bend * z * z) * s * (1.0 - s));");

export function registerGelu(tf: Tfjs): void {
  putKernel(tf, "Gelu", "webgpu", ({ inputs, backend }) => {
    const x = inputs.x as Info;
    const size = sizeOf(x.shape);
    const webgpu = backend as unknown as WebGpu;
    const y = webgpu.makeTensorInfo(x.shape, "float32");
    const groups = findGroups(Math.ceil(size / workgroup));
    run(tf, webgpu, { reads: { x }, writes: { y }, sizes: { size }, groups, code: geluCode });
    return y;
  });

  putKernel(tf, "GeluBack", "webgpu", ({ inputs, backend }) => {
    const { dy, x } = inputs as { dy: Info; x: Info };
    const size = sizeOf(x.shape);
    const webgpu = backend as unknown as WebGpu;
    const dx = webgpu.makeTensorInfo(x.shape, "float32");
    const groups = findGroups(Math.ceil(size / workgroup));
    run(tf, webgpu, { reads: { dy, x }, writes: { dx }, sizes: { size }, groups, code: geluBackCode });
    return dx;
  });
}
