// What a step asks of the GPU, as data, and how it is asked again: one encoder, one pass where no copy parts it, one submit.

/** A pipeline that is being compiled beside the page. */
export class PendingPipeline {
  ready: GPUComputePipeline | undefined;
  /** Stands for the layout until there is one. */
  readonly layout = { pending: this };

  constructor(
    readonly descriptor: GPUComputePipelineDescriptor,
    readonly made: Promise<GPUComputePipeline>,
  ) {}

  getBindGroupLayout(): unknown {
    return this.layout;
  }
}

/** A bind group that waits for its pipeline. */
export class PendingGroup {
  ready: GPUBindGroup | undefined;

  constructor(
    readonly pipeline: PendingPipeline,
    readonly entries: GPUBindGroupEntry[],
  ) {}
}

export interface Dispatch {
  type: "dispatch";
  pipeline: GPUComputePipeline | PendingPipeline;
  group: GPUBindGroup | PendingGroup;
  groups: [x: number, y: number, z: number];
  /** What the group binds, in order. */
  buffers: GPUBuffer[];
}

export interface Copy {
  type: "copy";
  from: GPUBuffer;
  fromOffset: number;
  to: GPUBuffer;
  toOffset: number;
  size: number;
}

export type Command = Dispatch | Copy;

/** Puts what has been compiled in the place of what was pending. */
export function settleCommands(device: GPUDevice, commands: Command[]): void {
  for (const command of commands) {
    if (command.type === "copy") continue;
    const { pipeline, group } = command;
    if (pipeline instanceof PendingPipeline) command.pipeline = pipelineOf(device, pipeline);
    if (!(group instanceof PendingGroup)) continue;
    group.ready ??= device.createBindGroup({
      layout: pipelineOf(device, group.pipeline).getBindGroupLayout(0),
      entries: group.entries,
    });
    command.group = group.ready;
  }
}

/** Not waited for: made once more, at once. */
export function pipelineOf(device: GPUDevice, pending: PendingPipeline): GPUComputePipeline {
  return (pending.ready ??= device.createComputePipeline(pending.descriptor));
}

/** Encodes settled commands. */
export function encodeCommands(encoder: GPUCommandEncoder, commands: Command[]): void {
  let pass: GPUComputePassEncoder | undefined;
  for (const command of commands) {
    if (command.type === "copy") {
      pass?.end();
      pass = undefined;
      encoder.copyBufferToBuffer(command.from, command.fromOffset, command.to, command.toOffset, command.size);
      continue;
    }
    pass ??= encoder.beginComputePass();
    pass.setPipeline(command.pipeline as GPUComputePipeline);
    pass.setBindGroup(0, command.group as GPUBindGroup);
    pass.dispatchWorkgroups(command.groups[0], command.groups[1], command.groups[2]);
  }
  pass?.end();
}
