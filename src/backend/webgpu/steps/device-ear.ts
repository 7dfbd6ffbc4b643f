// Hears the device: it gives out encoders that only write down, so nothing runs before the tape does. Whoever encodes, tfjs or
// a kernel of ours, need not know.
import { substitute } from "./backend";
import { PendingGroup, PendingPipeline } from "./commands";
import { digest, toWords } from "./course";
import type { Arena } from "./arena";
import type { Backend, Undo } from "./backend";
import type { Dispatch } from "./commands";
import type { Tape } from "./tape";

type Write = (buffer: GPUBuffer, offset: number, data: BufferSource, ...part: number[]) => void;

/** Commands and what is written to buffers. */
export function hearCommands({ device, queue }: Backend, arena: Arena, tape: Tape): Undo[] {
  const createBindGroup = device.createBindGroup.bind(device);
  const groupBuffers = new WeakMap<object, GPUBuffer[]>();
  const newGroup = (descriptor: GPUBindGroupDescriptor): GPUBindGroup | PendingGroup => {
    const entries = [...descriptor.entries];
    const { pending } = descriptor.layout as { pending?: PendingPipeline };
    const group = pending ? new PendingGroup(pending, entries) : createBindGroup(descriptor);
    const buffers = entries.map(({ resource }) => (resource as GPUBufferBinding).buffer);
    groupBuffers.set(group, buffers);
    return group;
  };
  return [
    substitute(device, "createCommandEncoder", (() => newEncoder(tape, groupBuffers)) as never),
    substitute(device, "createBindGroup", newGroup as never),
    substitute(queue, "submit", () => undefined),
    substitute(queue, "writeBuffer", hearWrites(queue, arena, tape) as never),
  ];
}

/** What is written becomes a copy from a buffer of the tape's own, unless it is the tape's own already. */
function hearWrites(queue: GPUQueue, arena: Arena, tape: Tape): Write {
  const writeBuffer = queue.writeBuffer.bind(queue) as Write;
  return (buffer, offset, data, ...part) => {
    if (tape.isDeaf) return writeBuffer(buffer, offset, data, ...part);
    const words = toWords(data, ...part);
    tape.constants.push(`write ${offset} ${digest(words)}`);
    if (arena.isPinned(buffer)) return writeBuffer(buffer, offset, data, ...part);
    const source = arena.pin(words.byteLength, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    writeBuffer(source, 0, words);
    tape.add({ type: "copy", from: source, fromOffset: 0, to: buffer, toOffset: offset, size: words.byteLength });
  };
}

function newEncoder(tape: Tape, groupBuffers: WeakMap<object, GPUBuffer[]>): unknown {
  let now: Partial<Pick<Dispatch, "pipeline" | "group">> = {};
  const pass = {
    setPipeline: (pipeline: GPUComputePipeline) => (now = { ...now, pipeline }),
    setBindGroup: (_: number, group: GPUBindGroup) => (now = { ...now, group }),
    dispatchWorkgroups: (x: number, y = 1, z = 1) => {
      const { pipeline, group } = now as { pipeline: Dispatch["pipeline"]; group: Dispatch["group"] };
      tape.add({ type: "dispatch", pipeline, group, groups: [x, y, z], buffers: groupBuffers.get(group)! });
    },
    end: () => {},
  };
  return {
    beginComputePass: () => pass,
    copyBufferToBuffer: (from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) =>
      tape.add({ type: "copy", from, fromOffset, to, toOffset, size }),
    finish: () => ({}),
  };
}

/** Pipelines are compiled beside the page. */
export function compileAhead({ device }: Backend, tape: Tape): Undo {
  const compile = (descriptor: GPUComputePipelineDescriptor): PendingPipeline => {
    const pending = new PendingPipeline(descriptor, device.createComputePipelineAsync(descriptor));
    // What is wrong with it is told when it is made at once.
    pending.made.then((pipeline) => (pending.ready ??= pipeline)).catch(() => {});
    tape.pending.push(pending);
    return pending;
  };
  return substitute(device, "createComputePipeline", compile as never);
}
