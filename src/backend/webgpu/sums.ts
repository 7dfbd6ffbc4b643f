// Sums and means on webgpu along axes that stand side by side, wherever they stand, in one dispatch: tfjs 4.22 transposes
// first, and gives a whole tensor to a single workgroup. Also their gradients, and that of relu.
import { putKernel, replaceKernel, sizeOf } from "../kernels";
import { findSides, stretchComposed } from "../stretch";
import { findGroups, run } from "./program";
import type { Info, KernelArguments, Tfjs } from "../kernels";
import type { Sides, StretchSettings } from "../stretch";
import type { WebGpu } from "./queue";

export function registerSums(tf: Tfjs): void {
  for (const name of ["Sum", "Mean"]) {
    replaceKernel(tf, name, "webgpu", (stock) => (args) => {
      const x = args.inputs.x as Info;
      const { axis, keepDims } = args.attrs as { axis: number | number[]; keepDims: boolean };
      const axes = tf.util.parseAxisParam(axis, x.shape);
      const sides = x.dtype === "float32" && sizeOf(x.shape) > 0 ? findSides(x.shape, axes) : undefined;
      if (!sides || (sides.inner === 1 && sides.n <= longest)) return stock(args);
      const sizes = x.shape.flatMap((n, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [n]));
      return sum(tf, args.backend as unknown as WebGpu, x, sides, sizes, name === "Mean" ? 1 / sides.n : 1);
    });
  }
  putKernel(tf, "Stretch", "webgpu", (args) => stretch(tf, args));
  putKernel(tf, "ReluGrad", "webgpu", (args) => reluGrad(tf, args));
}

const threads = 64; // of a workgroup
const longest = 16_384; // numbers that one workgroup sums
const enoughGroups = 64;

/** In parts first where few workgroups would have much to sum. */
function sum(tf: Tfjs, webgpu: WebGpu, x: Info, sides: Sides, shape: number[], factor: number): Info {
  const { outer, n, inner } = sides;
  const numGroups = outer * Math.ceil(inner / columns);
  const most = inner === 1 ? longest : longest / columns;
  if (n <= most || numGroups >= enoughGroups) return sumOnce(tf, webgpu, x, sides, 1, shape, factor);
  const parts = Math.min(enoughGroups, Math.ceil(n / (most / 4)));
  const partial = sumOnce(tf, webgpu, x, sides, parts, [outer, parts, inner], 1);
  const result = sumOnce(tf, webgpu, partial, { outer, n: parts, inner }, 1, shape, factor);
  webgpu.disposeData(partial.dataId);
  return result;
}

const columns = 16; // of a workgroup where it sums columns

/** (outer, n, inner) → (outer, parts, inner), each part a stretch of n. */
function sumOnce(
  tf: Tfjs,
  webgpu: WebGpu,
  x: Info,
  { outer, n, inner }: Sides,
  parts: number,
  shape: number[],
  factor: number,
): Info {
  const y = webgpu.makeTensorInfo(shape, "float32");
  const tiles = Math.ceil(inner / columns);
  run(tf, webgpu, {
    reads: { x },
    writes: { y },
    sizes: { n, inner, parts, tiles, length: Math.ceil(n / parts), groups: outer * parts * tiles },
    numbers: { factor },
    groups: findGroups(outer * parts * tiles),
    code: sumCode(inner === 1 ? 1 : columns, n / parts > 64 ? 256 : threads),
  });
  return y;
}

/** A workgroup sums one part of `width` columns; its threads take every so many-th row, then halve. */
const sumCode = (width: number, threads: number): string => `
  var<workgroup> sums : array<f32, ${threads}>;
  @compute @workgroup_size(${threads}) fn main(
    @builtin(local_invocation_index) thread : u32,
    @builtin(workgroup_id) id : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
  ) {
    let group = id.x + id.y * count.x;
    if (group >= u.groups) { return; }
    let tile = group % u.tiles;
    let place = group / u.tiles; // among outer × parts
    let start = (place % u.parts) * u.length;
    let end = min(start + u.length, u.n);
    let column = tile * ${width}u + thread % ${width}u;
    let first = (place / u.parts) * u.n * u.inner + column;
    var sum = 0.0;
    if (column < u.inner) {
      for (var i = start + thread / ${width}u; i < end; i += ${threads / width}u) { sum += f32(x[first + i * u.inner]); }
    }
    sums[thread] = sum;
    for (var half = ${threads / 2}u; half >= ${width}u; half /= 2u) {
      workgroupBarrier();
      if (thread < half) { sums[thread] += sums[thread + half]; }
    }
    if (thread < ${width}u && column < u.inner) { y[place * u.inner + column] = sums[thread] * u.factor; }
  }`;

/** One number a thread; `index` is its place. */
const eachNumber = (statement: string): string => `
  @compute @workgroup_size(${threads}) fn main(
    @builtin(local_invocation_index) thread : u32,
    @builtin(workgroup_id) id : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
  ) {
    let index = (id.x + id.y * count.x) * ${threads}u + thread;
    if (index >= u.size) { return; }
    ${statement}
  }`;

function stretch(tf: Tfjs, args: KernelArguments): Info {
  const x = args.inputs.x as Info;
  const { axes, shape, factor } = args.attrs as StretchSettings;
  const sides = findSides(shape, axes);
  if (!sides || x.dtype !== "float32") return stretchComposed(tf, args);
  const webgpu = args.backend as unknown as WebGpu;
  const y = webgpu.makeTensorInfo(shape, "float32");
  const size = sizeOf(shape);
  run(tf, webgpu, {
    reads: { x },
    writes: { y },
    sizes: { size, inner: sides.inner, block: sides.n * sides.inner },
    numbers: { factor },
    groups: findGroups(Math.ceil(size / threads)),
    code: eachNumber("y[index] = f32(x[index / u.block * u.inner + index % u.inner]) * u.factor;"),
  });
  return y;
}

function reluGrad(tf: Tfjs, { inputs, backend }: KernelArguments): Info {
  const { dy, x } = inputs as { dy: Info; x: Info };
  const webgpu = backend as unknown as WebGpu;
  const dx = webgpu.makeTensorInfo(x.shape, "float32");
  const size = sizeOf(x.shape);
  run(tf, webgpu, {
    reads: { dy, x },
    writes: { dx },
    sizes: { size },
    groups: findGroups(Math.ceil(size / threads)),
    code: eachNumber("dx[index] = select(0.0, f32(dy[index]), x[index] > 0);"),
  });
  return dx;
}
