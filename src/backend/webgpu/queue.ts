// Where work goes on tfjs 4.22's webgpu backend: every dispatch, tfjs's and ours, is encoded here, into the pass that tfjs
// has open, so that order holds and nothing is submitted before tfjs would. Whoever records a step listens here.
import { hasListeners, tell } from "./listeners";
import { ownData } from "./scalars";
import { alignUniforms, toUniformBuffer } from "./uniforms";
import type { Info, Tfjs } from "../kernels";
import type { Uniform } from "./uniforms";

/** What is known of a tensor's data. */
export interface TensorData {
  values: ArrayLike<number> | null | undefined;
  resource?: GPUBuffer | null;
  dtype: string;
  shape: number[];
  refCount: number;
  /** Not of the backend's own buffers: it is not put back among them. */
  external?: boolean;
}

/** What we use of tfjs's webgpu backend; half of it is private there. e2e/backend/queue.test.ts holds that it exists. */
export interface WebGpu {
  device: GPUDevice;
  queue: GPUQueue;
  tensorMap: { get(dataId: object): TensorData; has(dataId: object): boolean };
  bufferManager: { acquireBuffer(size: number, usage: number): GPUBuffer; releaseBuffer(buffer: GPUBuffer): void };
  pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  uniformPendingDisposal: GPUBuffer[];
  activeTimers?: unknown;
  uploadToGPU(dataId: object): void;
  disposeData(dataId: object): boolean;
  tensorToBinding(tensor: Info): GPUBindingResource;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  makeTensorInfo(shape: number[], dtype: string, values?: ArrayLike<number>): Info;
  runWebGPUProgram(program: object, inputs: Info[], dtype: string, uniforms?: Uniform[], output?: Info): Info;
  recordAndSubmit(program: TfjsProgram, output: Info, inputs: Info[], uniforms?: Uniform[]): void;
}

/** Members that must be there, for the test. */
export const privateMembers = [
  ..."pipelineCache commandEncoder computePassEncoder commandQueueOwnedIds dispatchCountInPass".split(" "),
  ..."uniformPendingDisposal recordAndSubmit tensorToBinding makeUniforms".split(" "),
] as const;

export type Groups = readonly [x: number, y: number, z: number];

/** One piece of work as the GPU gets it. Encoded again it is the same work on the same buffers. */
export interface Dispatch {
  pipeline: GPUComputePipeline;
  bindGroup: GPUBindGroup;
  groups: Groups;
}

/** Encodes one dispatch, tells who listens, and submits when tfjs would. */
export function encode(tf: Tfjs, webgpu: WebGpu, dispatch: Dispatch): void {
  webgpu.ensureCommandEncoderReady();
  webgpu.computePassEncoder ??= webgpu.commandEncoder!.beginComputePass();
  const pass = webgpu.computePassEncoder;
  pass.setPipeline(dispatch.pipeline);
  pass.setBindGroup(0, dispatch.bindGroup);
  pass.dispatchWorkgroups(...dispatch.groups);
  tell(webgpu, dispatch);
  if (++webgpu.dispatchCountInPass < tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) return;
  webgpu.endComputePassEncoder();
  webgpu.submitQueue();
}

/** Submits what is encoded: before a buffer is written by the queue, which would overtake it. */
export function flush(webgpu: WebGpu): void {
  if (!webgpu.commandEncoder) return;
  webgpu.endComputePassEncoder();
  webgpu.submitQueue();
}

/** A program of tfjs's, compiled. */
interface TfjsProgram {
  pipeline: GPUComputePipeline | Promise<GPUComputePipeline>;
  dispatch: Groups;
  outputShape: number[];
  outputComponent?: number;
  size?: boolean;
  /** Of pixels, which have other buffers. */
  pixelsOpType?: unknown;
}

/** Puts `encode` in the place where tfjs encodes, of every webgpu backend, also of one that starts later. Uniforms that come
 *  again are not written again. What is timed, and pixels, tfjs encodes itself. */
export function takeOverQueue(tf: Tfjs): void {
  const prototype = Object.getPrototypeOf(tf.backend()) as WebGpu;
  const stock = prototype.recordAndSubmit;
  prototype.recordAndSubmit = function (program, output, inputs, own) {
    const { pipeline, pixelsOpType } = program;
    const isOdd = pixelsOpType != null || this.activeTimers != null || pipeline instanceof Promise;
    if (isOdd) return stock.call(this, program, output, inputs, own);
    ownData(this, output.dataId);
    const buffers = [output, ...inputs].map((tensor) => this.tensorToBinding(tensor));
    const bytes = alignUniforms([...uniformsOf(tf, program, [...inputs, output]), ...(own ?? [])]);
    const resources = [...buffers, { buffer: toUniformBuffer(this, bytes, hasListeners(this)) }];
    for (const { dataId } of [output, ...inputs]) this.commandQueueOwnedIds.add(dataId);
    const layout = layoutOf(pipeline);
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    encode(tf, this, {
      pipeline,
      bindGroup: this.device.createBindGroup({ layout, entries }),
      groups: program.dispatch,
    });
  };
}

/** NaN, ∞, the shape and strides of each tensor, and how many numbers come out: what tfjs's shaders begin with. */
function uniformsOf(tf: Tfjs, program: TfjsProgram, tensors: Info[]): Uniform[] {
  const { size, outputShape, outputComponent } = program;
  const numOutputs = tf.util.sizeFromShape(outputShape) / (outputComponent || 1);
  return [
    { type: "float32", data: [NaN] },
    { type: "float32", data: [Infinity] },
    ...tensors.flatMap(({ shape }) => [
      { type: "int32", data: shape },
      { type: "int32", data: tf.util.computeStrides(shape) },
    ]),
    ...(size ? [{ type: "int32", data: [numOutputs] }] : []),
  ];
}

const layouts = new WeakMap<GPUComputePipeline, GPUBindGroupLayout>();

/** Each asking makes a new object. */
function layoutOf(pipeline: GPUComputePipeline): GPUBindGroupLayout {
  const known = layouts.get(pipeline) ?? pipeline.getBindGroupLayout(0);
  layouts.set(pipeline, known);
  return known;
}
