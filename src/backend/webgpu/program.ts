// How a kernel of ours runs on tfjs 4.22's webgpu backend. One result that fits tfjs's own scheme (its shapes, its threads)
// goes through `webgpu.runWebGPUProgram`, as in log.ts; several results, work in place, workgroups that share memory and
// buffers of our own go through `run` here. Both are encoded in queue.ts, in order, into the pass that is open.
import { change } from "../step-marks";
import { hasListeners } from "./listeners";
import { encode } from "./queue";
import { ownData } from "./scalars";
import { alignUniforms, toUniformBuffer } from "./uniforms";
import type { Info, Tfjs } from "../kernels";
import type { Groups, WebGpu } from "./queue";
import type { Uniform } from "./uniforms";

/** A buffer of our own beside the tensors; `uniform` ones are declared as array<vec4<f32>, size / 16>. */
export interface OwnBuffer {
  buffer: GPUBuffer;
  access: "read" | "read_write" | "uniform";
}

export interface Program {
  /** Tensors that are read, under their names in the code: arrays of f32, or of i32 for int32 and bool. */
  reads?: Record<string, Info>;
  /** Tensors that are written: new ones from `webgpu.makeTensorInfo`, or ones that nobody else holds, in place. */
  writes: Record<string, Info>;
  buffers?: Record<string, OwnBuffer>;
  /** Whole numbers, `u.name` as u32 in the code. What changes from step to step belongs in a tensor or a buffer: these are
   *  kept on the device, and a recorded step tells the same ones again. */
  sizes?: Record<string, number>;
  /** Numbers, `u.name` as f32. */
  numbers?: Record<string, number>;
  /** How many workgroups; findGroups makes them of a count. */
  groups: Groups;
  /** WGSL with an entry point `main`. The declarations of all that stands above are put before it. */
  code: string;
}

/** Runs a program. Tensors are float32, int32 or bool; where all that is written is empty, nothing is done,
 *  and what is read beside something that is not must not be empty. At most 8 tensors and storage buffers in
 *  all, and none both in `reads` and `writes`. Pipelines are kept by their code: sizes that do not change the code cost none. */
export function run(tf: Tfjs, webgpu: WebGpu, program: Program): void {
  const { reads = {}, writes, buffers = {}, code } = program;
  const written = Object.values(writes);
  if (written.length > 0 && written.every(({ shape }) => shape.includes(0))) return leaveEmpty(webgpu, written);
  written.forEach(change);
  const tensors = [...Object.values(reads), ...written];
  for (const { dataId } of tensors) webgpu.uploadToGPU(dataId);
  for (const { dataId } of written) ownData(webgpu, dataId);
  const { pipeline, layout } = pipelineOf(tf, webgpu, declare(webgpu, program) + code, kindsOf(program));
  if (!pipeline) return; // only compiling
  for (const { dataId } of tensors) webgpu.commandQueueOwnedIds.add(dataId);
  for (const { dataId } of written) webgpu.tensorMap.get(dataId).values = null;
  const resources = tensors.map(({ dataId }) => webgpu.tensorMap.get(dataId).resource!);
  resources.push(...Object.values(buffers).map(({ buffer }) => buffer));
  const uniforms = toUniforms(program);
  if (uniforms.length > 0) resources.push(toUniformBuffer(webgpu, alignUniforms(uniforms), hasListeners(webgpu)));
  const entries = resources.map((buffer, binding) => ({ binding, resource: { buffer } }));
  encode(tf, webgpu, {
    pipeline,
    bindGroup: webgpu.device.createBindGroup({ layout, entries }),
    groups: program.groups,
  });
}

/** What is on no device can be read. */
function leaveEmpty(webgpu: WebGpu, tensors: Info[]): void {
  for (const { dataId } of tensors) webgpu.tensorMap.get(dataId).values ??= new Float32Array(0);
}

const mostGroups = 65_535; // a side

/** As many workgroups or a few more, in two dimensions if there are too many for one: `group.x + group.y * count.x` with
 *  @builtin(workgroup_id) and @builtin(num_workgroups) counts them. */
export function findGroups(count: number): Groups {
  if (count <= mostGroups) return [count, 1, 1];
  const rows = Math.ceil(count / mostGroups);
  return [Math.ceil(count / rows), rows, 1];
}

const kinds = { read: "read-only-storage", read_write: "storage", uniform: "uniform" } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

function toUniforms({ sizes = {}, numbers = {} }: Program): Uniform[] {
  return [
    ...Object.values(sizes).map((n) => ({ type: "uint32", data: [n] })),
    ...Object.values(numbers).map((x) => ({ type: "float32", data: [x] })),
  ];
}

function kindsOf({ reads = {}, writes, buffers = {}, sizes = {}, numbers = {} }: Program): Kind[] {
  const hasUniforms = Object.keys(sizes).length + Object.keys(numbers).length > 0;
  return [
    ...Object.keys(reads).map(() => kinds.read),
    ...Object.keys(writes).map(() => kinds.read_write),
    ...Object.values(buffers).map(({ access }) => kinds[access]),
    ...(hasUniforms ? [kinds.uniform] : []),
  ];
}

/** The declarations of a program's buffers, in the order of their bindings. */
function declare(webgpu: WebGpu, { reads = {}, writes, buffers = {}, sizes = {}, numbers = {} }: Program): string {
  // A cast may have changed what a tensor is called and not what lies there.
  const typeOf = ({ dataId }: Info): string =>
    `array<${webgpu.tensorMap.get(dataId).dtype === "float32" ? "f32" : "i32"}>`;
  const vectors = ({ buffer }: OwnBuffer): string => `array<vec4<f32>, ${buffer.size / 16}>`;
  const declared = [
    ...Object.entries(reads).map(([name, info]) => `var<storage, read> ${name} : ${typeOf(info)};`),
    ...Object.entries(writes).map(([name, info]) => `var<storage, read_write> ${name} : ${typeOf(info)};`),
    ...Object.entries(buffers).map(([name, own]) =>
      own.access === "uniform"
        ? `var<uniform> ${name} : ${vectors(own)};`
        : `var<storage, ${own.access}> ${name} : array<f32>;`,
    ),
  ];
  const fields = [
    ...Object.keys(sizes).map((name) => `${name} : u32`),
    ...Object.keys(numbers).map((name) => `${name} : f32`),
  ];
  if (fields.length > 0) declared.push("var<uniform> u : U;");
  const struct = fields.length > 0 ? `struct U { ${fields.join(", ")} };\n` : "";
  return struct + declared.map((line, i) => `@group(0) @binding(${i}) ${line}\n`).join("");
}

interface Compiled {
  /** Undefined while tfjs compiles ahead (WEBGPU_ENGINE_COMPILE_ONLY). */
  pipeline: GPUComputePipeline | undefined;
  layout: GPUBindGroupLayout;
}

/** Kept beside tfjs's own, which waits for all of them when it compiles ahead. */
function pipelineOf(tf: Tfjs, { device, pipelineCache }: WebGpu, code: string, bound: Kind[]): Compiled {
  const isAhead = tf.env().getBool("WEBGPU_ENGINE_COMPILE_ONLY");
  const layout = layoutOf(device, bound);
  pipelineCache[code] ??= compile(device, code, layout, isAhead);
  const found = pipelineCache[code]!;
  if (isAhead) return { pipeline: undefined, layout };
  // Asked for ahead and not waited for: made once more, at once.
  const pipeline = found instanceof Promise ? (compile(device, code, layout, false) as GPUComputePipeline) : found;
  pipelineCache[code] = pipeline;
  return { pipeline, layout };
}

function compile(
  device: GPUDevice,
  code: string,
  layout: GPUBindGroupLayout,
  isAhead: boolean,
): GPUComputePipeline | Promise<GPUComputePipeline> {
  const descriptor = {
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
  };
  return isAhead ? device.createComputePipelineAsync(descriptor) : device.createComputePipeline(descriptor);
}

const layouts = new WeakMap<GPUDevice, Map<string, GPUBindGroupLayout>>();

/** Said outright: a layout that is guessed from the code leaves out what the code does not use. */
function layoutOf(device: GPUDevice, bound: Kind[]): GPUBindGroupLayout {
  const known = layouts.get(device) ?? new Map<string, GPUBindGroupLayout>();
  layouts.set(device, known);
  const key = bound.join();
  const entries = bound.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } }));
  if (!known.has(key)) known.set(key, device.createBindGroupLayout({ entries }));
  return known.get(key)!;
}
