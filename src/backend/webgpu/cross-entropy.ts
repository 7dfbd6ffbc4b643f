// SoftmaxCrossEntropy and SparseSoftmaxCrossEntropy for webgpu: the loss of each row and its derivative by the logits in one
// dispatch. Rows of few classes take a thread each, longer ones a workgroup. ../losses.ts calls it.
import { putKernel, sizeOf } from "../kernels";
import { isSoftware } from "./products";
import { findGroups, run } from "./program";
import type { Info, KernelArguments, Tfjs } from "../kernels";
import type { LossSettings } from "../losses";
import type { WebGpu } from "./queue";

export function registerCrossEntropy(tf: Tfjs): void {
  for (const name of ["SoftmaxCrossEntropy", "SparseSoftmaxCrossEntropy"]) {
    putKernel(tf, name, "webgpu", (args) => compute(tf, name.startsWith("Sparse"), args));
  }
}

const fewClasses = 32;
/** Where a processor plays the GPU, threads that wait for each other are slow. */
const fewBySoftware = 256;
const threads = 64; // of a workgroup

/** labels (…, V), or (…) of int32 if sparse, logits (…, V) → losses (…) or their mean, slopes (…, V). */
function compute(tf: Tfjs, isSparse: boolean, { inputs, attrs, backend }: KernelArguments): Info[] {
  const { labels, logits } = inputs as { labels: Info; logits: Info };
  const { mean } = attrs as LossSettings;
  const webgpu = backend as unknown as WebGpu;
  const [shape, columns] = [logits.shape.slice(0, -1), logits.shape.at(-1)!];
  const rows = sizeOf(shape);
  const losses = webgpu.makeTensorInfo(shape, "float32");
  const slopes = webgpu.makeTensorInfo(logits.shape, "float32");
  const isShort = columns <= (isSoftware(webgpu.device) ? fewBySoftware : fewClasses);
  run(tf, webgpu, {
    reads: { labels, logits },
    writes: { losses, slopes },
    sizes: { rows, columns },
    numbers: { scale: mean ? 1 / rows : 1 },
    groups: findGroups(isShort ? Math.ceil(rows / threads) : rows),
    code: labelOf(isSparse) + (isShort ? threadPerRow : groupPerRow),
  });
  return mean ? [meanOf(tf, webgpu, losses), slopes] : [losses, slopes];
}

function meanOf(tf: Tfjs, webgpu: WebGpu, losses: Info): Info {
  const axis = losses.shape.map((_, i) => i);
  const { kernelFunc } = tf.getKernel("Mean", "webgpu")!;
  const mean = kernelFunc({ inputs: { x: losses }, attrs: { axis, keepDims: false }, backend: webgpu }) as Info;
  webgpu.disposeData(losses.dataId);
  return mean;
}

const labelOf = (isSparse: boolean): string => `
  fn labelAt(row : u32, column : u32) -> f32 {
    return ${isSparse ? "f32(labels[row] == i32(column))" : "f32(labels[row * u.columns + column])"};
  }`;

const threadPerRow = `
  @compute @workgroup_size(${threads}) fn main(
    @builtin(local_invocation_index) thread : u32,
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
  ) {
    let row = (group.x + group.y * count.x) * ${threads}u + thread;
    if (row >= u.rows) { return; }
    let start = row * u.columns;
    var top = logits[start];
    for (var i = 1u; i < u.columns; i++) { top = max(top, logits[start + i]); }
    var sum = 0.0;
    var weight = 0.0;
    for (var i = 0u; i < u.columns; i++) {
      sum += exp(logits[start + i] - top);
      weight += labelAt(row, i);
    }
    var loss = 0.0;
    for (var i = 0u; i < u.columns; i++) {
      let x = logits[start + i] - top;
      let y = labelAt(row, i);
      if (y != 0.0) { loss += y * (log(sum) - x); }
      slopes[start + i] = (exp(x) / sum * weight - y) * u.scale;
    }
    losses[row] = loss;
  }`;

/** Each thread takes every 64th number, and what they found is put together in halves. */
const groupPerRow = `
  var<workgroup> parts : array<vec2<f32>, ${threads}>;

  fn gather(thread : u32, part : vec2<f32>) -> vec2<f32> {
    workgroupBarrier();
    parts[thread] = part;
    for (var n = ${threads / 2}u; n > 0u; n /= 2u) {
      workgroupBarrier();
      if (thread < n) { parts[thread] += parts[thread + n]; }
    }
    workgroupBarrier();
    return parts[0];
  }

  fn largest(thread : u32, part : f32) -> f32 {
    parts[thread].x = part;
    for (var n = ${threads / 2}u; n > 0u; n /= 2u) {
      workgroupBarrier();
      if (thread < n) { parts[thread].x = max(parts[thread].x, parts[thread + n].x); }
    }
    workgroupBarrier();
    return parts[0].x;
  }

  @compute @workgroup_size(${threads}) fn main(
    @builtin(local_invocation_index) thread : u32,
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
  ) {
    let row = group.x + group.y * count.x;
    if (row >= u.rows) { return; }
    let start = row * u.columns;
    var part = logits[start];
    for (var i = thread; i < u.columns; i += ${threads}u) { part = max(part, logits[start + i]); }
    let top = largest(thread, part);
    var sums = vec2<f32>();
    for (var i = thread; i < u.columns; i += ${threads}u) {
      sums += vec2<f32>(exp(logits[start + i] - top), labelAt(row, i));
    }
    let total = gather(thread, sums);
    var loss = 0.0;
    for (var i = thread; i < u.columns; i += ${threads}u) {
      let x = logits[start + i] - top;
      let y = labelAt(row, i);
      if (y != 0.0) { loss += y * (log(total.x) - x); }
      slopes[start + i] = (exp(x) / total.x * total.y - y) * u.scale;
    }
    let whole = gather(thread, vec2<f32>(loss, 0.0));
    if (thread == 0u) { losses[row] = whole.x; }
  }`;
