// ClipByGlobalNorm for webgpu: gradients 0, 1, 2 … → the same times min(1, clip / ‖g‖), the norm over all of them together.
// Up to seven are squared in a dispatch, and four shortened; src/book/training-state.ts calls it and has the formula.
import { putKernel, sizeOf } from "../kernels";
import { findGroups, run } from "./program";
import { makeBuffer } from "./uniforms";
import type { Info, KernelArguments, Tfjs } from "../kernels";
import type { Program } from "./program";
import type { WebGpu } from "./queue";

export function registerClip(tf: Tfjs): void {
  putKernel(tf, "ClipByGlobalNorm", "webgpu", (args) => clipTogether(tf, args));
}

const threads = 64; // of a workgroup
const mostParts = 32; // workgroups that square one gradient

function clipTogether(tf: Tfjs, { inputs, attrs, backend }: KernelArguments): Info[] {
  const gradients = Object.values(inputs) as Info[];
  const { clip } = attrs as { clip: number };
  const webgpu = backend as unknown as WebGpu;
  const clipped = gradients.map(({ shape }) => webgpu.makeTensorInfo(shape, "float32"));
  const full = gradients.flatMap((gradient, i) => (sizeOf(gradient.shape) > 0 ? [{ gradient, to: clipped[i]! }] : []));
  findScale(
    tf,
    webgpu,
    full.map(({ gradient }) => gradient),
    clip,
  );
  const most = webgpu.device.limits.maxStorageBuffersPerShaderStage;
  for (const part of slices(full, Math.floor(most / 2))) shorten(tf, webgpu, part);
  for (const { dataId, shape } of clipped)
    if (shape.includes(0)) webgpu.tensorMap.get(dataId).values = new Float32Array(0);
  return clipped;
}

const scales = new WeakMap<GPUDevice, GPUBuffer>();

/** Where the factor stands between two dispatches. One for all: they follow one another. */
function scaleOf({ device }: WebGpu): GPUBuffer {
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE;
  const buffer = scales.get(device) ?? makeBuffer(device, new Float32Array([1, 0, 0, 0]).buffer, usage);
  scales.set(device, buffer);
  return buffer;
}

/** Sums of squares of parts of each gradient, then of all parts. */
function findScale(tf: Tfjs, webgpu: WebGpu, gradients: Info[], clip: number): void {
  const squares = gradients.map((gradient) => ({
    gradient,
    parts: Math.min(mostParts, Math.ceil(sizeOf(gradient.shape) / 1024)),
  }));
  const total = squares.reduce((sum, { parts }) => sum + parts, 0);
  if (total === 0) return;
  const sums = webgpu.makeTensorInfo([total], "float32");
  let place = 0;
  for (const part of slices(squares, webgpu.device.limits.maxStorageBuffersPerShaderStage - 1)) {
    square(tf, webgpu, part, sums, place);
    place += part.reduce((sum, { parts }) => sum + parts, 0);
  }
  run(tf, webgpu, {
    reads: { sums },
    writes: {},
    buffers: { scale: { buffer: scaleOf(webgpu), access: "read_write" } },
    sizes: { total },
    numbers: { clip },
    groups: [1, 1, 1],
    code: `${halving}
      @compute @workgroup_size(${threads}) fn main(@builtin(local_invocation_index) thread : u32) {
        var sum = 0.0;
        for (var i = thread; i < u.total; i += ${threads}u) { sum += sums[i]; }
        let norm = sqrt(gather(thread, sum));
        if (thread == 0u) { scale[0] = u.clip / max(norm, u.clip); }
      }`,
  });
  webgpu.disposeData(sums.dataId);
}

const halving = `
  var<workgroup> parts : array<f32, ${threads}>;
  fn gather(thread : u32, part : f32) -> f32 {
    parts[thread] = part;
    for (var n = ${threads / 2}u; n > 0u; n /= 2u) {
      workgroupBarrier();
      if (thread < n) { parts[thread] += parts[thread + n]; }
    }
    workgroupBarrier();
    return parts[0];
  }`;

/** Each gradient has workgroups of its own, one after another; each leaves one sum, from `place` on. */
function square(
  tf: Tfjs,
  webgpu: WebGpu,
  squares: { gradient: Info; parts: number }[],
  sums: Info,
  place: number,
): void {
  const total = squares.reduce((sum, { parts }) => sum + parts, 0);
  run(tf, webgpu, {
    reads: named("g", squares, ({ gradient }) => gradient),
    writes: { sums },
    sizes: {
      place,
      ...named("size", squares, ({ gradient }) => sizeOf(gradient.shape)),
      ...named("parts", squares, ({ parts }) => parts),
    },
    groups: [total, 1, 1],
    code: `${halving}
      @compute @workgroup_size(${threads}) fn main(
        @builtin(local_invocation_index) thread : u32,
        @builtin(workgroup_id) id : vec3<u32>,
      ) {
        var group = id.x;
        var sum = 0.0;
        ${squares.map((_, i) => squareOne(i)).join(" else ")}
        let whole = gather(thread, sum);
        if (thread == 0u) { sums[u.place + id.x] = whole; }
      }`,
  });
}

const squareOne = (i: number): string => `
  if (group < ${boundOf(i + 1)}) {
    let step = u.parts${i} * ${threads}u;
    for (var j = (group - ${boundOf(i)}) * ${threads}u + thread; j < u.size${i}; j += step) {
      sum += f32(g${i}[j]) * f32(g${i}[j]);
    }
  }`;

/** How many workgroups those before have. */
const boundOf = (i: number): string =>
  ["0u", ...Array.from({ length: i }, (_, before) => `u.parts${before}`)].join(" + ");

function shorten(tf: Tfjs, webgpu: WebGpu, part: { gradient: Info; to: Info }[]): void {
  const groups = part.map(({ gradient }) => Math.ceil(sizeOf(gradient.shape) / threads));
  const program: Program = {
    reads: named("g", part, ({ gradient }) => gradient),
    writes: named("to", part, ({ to }) => to),
    buffers: { scale: { buffer: scaleOf(webgpu), access: "uniform" } },
    sizes: {
      ...named("size", part, ({ gradient }) => sizeOf(gradient.shape)),
      ...named("groups", groups, (count) => count),
    },
    groups: findGroups(groups.reduce((sum, count) => sum + count, 0)),
    code: `
      @compute @workgroup_size(${threads}) fn main(
        @builtin(local_invocation_index) thread : u32,
        @builtin(workgroup_id) id : vec3<u32>,
        @builtin(num_workgroups) count : vec3<u32>,
      ) {
        var group = id.x + id.y * count.x;
        ${part.map((_, i) => shortenOne(i)).join("")}
      }`,
  };
  run(tf, webgpu, program);
}

const shortenOne = (i: number): string => `
  if (group < u.groups${i}) {
    let j = group * ${threads}u + thread;
    if (j < u.size${i}) { to${i}[j] = f32(g${i}[j]) * scale[0].x; }
    return;
  }
  group -= u.groups${i};`;

function named<T, V>(letter: string, list: T[], toValue: (item: T) => V): Record<string, V> {
  return Object.fromEntries(list.map((item, i) => [`${letter}${i}`, toValue(item)]));
}

function slices<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
