// Hears what one step asks of the GPU instead of the GPU: the device gives out encoders that only write down, so nothing runs
// before the tape does. Whoever encodes, tfjs or a kernel of ours, need not know. What cannot be heard ends the tape early:
// what was written down runs at once, the rest of the step as it comes.
import { flush, substitute } from "./backend";
import { digest, toWords } from "./course";
import { encodeCommands, PendingGroup, PendingPipeline, pipelineOf, settleCommands } from "./commands";
import { setMarks, type Marks } from "../../step-marks";
import type { Arena } from "./arena";
import type { Backend, TensorData } from "./backend";
import type { Command, Dispatch } from "./commands";

/** Why a step cannot be replayed: it reads numbers, makes numbers on the page that are others each time, takes another
 *  course each time, keeps tensors, has too many shapes. */
export type Refusal = "reads" | "numbers" | "course" | "keeps" | "shapes";

/** Numbers that the page gives anew before every replay. */
interface Followed {
  buffer: GPUBuffer;
  read: () => Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

export class Tape implements Marks {
  readonly commands: Command[] = [];
  /** Constants that were sent to the device, in order. */
  readonly constants: string[] = [];
  readonly repeated: (() => void)[] = [];
  readonly followed: Followed[] = [];
  /** Tensors from outside the step, and where they lay. */
  readonly outside = new Map<object, GPUBuffer>();
  /** Data that the step made. */
  readonly made = new Set<object>();
  readonly pending: PendingPipeline[] = [];
  /** Data of variables that went back to where they were. */
  readonly moved = new Set<object>();
  /** Data from outside that the step changes in place. */
  readonly changed = new Set<object>();
  /** Buffers that the commands touch. */
  readonly bound = new Map<GPUBuffer, number>();
  reason: Refusal | undefined;
  /** It did what the next step will not do again. */
  isOnce = false;
  /** It left tensors behind that are no variables. */
  hasKept = false;
  private readonly groupBuffers = new WeakMap<object, GPUBuffer[]>();
  private readonly reads = new Map<object, () => ArrayLike<number>>();
  /** Where the loss lies when the commands are done. */
  out: GPUBuffer | undefined;
  /** What follows once, and is no part of the step. */
  private readonly after: Command[] = [];
  private undoWatch: (() => void)[] = [];
  private undo: (() => void)[] = [];
  private isHeard = false;
  private isDeaf = false;

  constructor(
    private readonly backend: Backend,
    private readonly arena: Arena,
  ) {}

  /** From here on; `ahead` has pipelines compiled beside the page. */
  start(ahead: boolean): void {
    const { backend } = this;
    flush(backend);
    this.isHeard = true;
    this.watchData();
    this.hearDevice(ahead);
    this.hearBackend();
    setMarks(this);
    this.undo.push(() => setMarks(undefined));
  }

  /** The step is over. */
  stop(): void {
    this.hearNoMore();
    for (const restore of this.undoWatch.splice(0).reverse()) restore();
  }

  private hearNoMore(): void {
    this.isHeard = false;
    for (const restore of this.undo.splice(0).reverse()) restore();
  }

  /** Ends the tape early. */
  giveUp(reason: Refusal): void {
    if (!this.isHeard) return;
    this.reason = reason;
    flush(this.backend); // heard, so that it only lets go of what was freed, while that is still the arena's
    this.hearNoMore();
    this.run();
    this.commands.length = 0;
    this.settleCache();
  }

  /** Who asks tfjs for a pipeline that was to be compiled beforehand gets one that is. */
  private settleCache(): void {
    const { device, pipelineCache } = this.backend;
    for (const [key, made] of Object.entries(pipelineCache))
      if (made instanceof PendingPipeline) pipelineCache[key] = pipelineOf(device, made);
  }

  /** Does what was written down. */
  run(): void {
    const { device, queue } = this.backend;
    settleCommands(device, this.commands);
    const encoder = device.createCommandEncoder();
    encodeCommands(encoder, [...this.commands, ...this.after]);
    queue.submit([encoder.finish()]);
  }

  /** A copy at this place of the step. */
  copy(from: GPUBuffer, to: GPUBuffer): void {
    const command: Command = { type: "copy", from, fromOffset: 0, to, toOffset: 0, size: to.size };
    if (this.isHeard) this.add(command);
    else this.after.push(command);
  }

  /** The loss, when the step is done. */
  copyOut(from: GPUBuffer, to: GPUBuffer): void {
    this.after.push({ type: "copy", from, fromOffset: 0, to, toOffset: 0, size: to.size });
  }

  repeat(work: () => void): void {
    this.repeated.push(work);
  }

  overhear(write: () => void): void {
    const isDeaf = this.isDeaf;
    this.isDeaf = true;
    write();
    this.isDeaf = isDeaf;
  }

  change(dataId: object): void {
    this.changed.add(dataId);
  }

  follow(dataId: object, read: () => ArrayLike<number>): void {
    this.reads.set(dataId, read);
  }

  private add(command: Command): void {
    this.commands.push(command);
    const buffers = command.type === "copy" ? [command.from, command.to] : command.buffers;
    for (const buffer of buffers) if (!this.bound.has(buffer)) this.bound.set(buffer, this.bound.size);
  }

  private hearDevice(ahead: boolean): void {
    const { device, queue } = this.backend;
    const createBindGroup = device.createBindGroup.bind(device);
    const writeBuffer = queue.writeBuffer.bind(queue);
    const heard = {
      createCommandEncoder: () => this.newEncoder(),
      createBindGroup: (descriptor: GPUBindGroupDescriptor) => {
        const entries = [...descriptor.entries];
        const { pending } = descriptor.layout as { pending?: PendingPipeline };
        const group = pending ? new PendingGroup(pending, entries) : createBindGroup(descriptor);
        const buffers = entries.map(({ resource }) => (resource as GPUBufferBinding).buffer);
        this.groupBuffers.set(group, buffers);
        return group;
      },
    };
    this.undo.push(
      substitute(device, "createCommandEncoder", heard.createCommandEncoder as never),
      substitute(device, "createBindGroup", heard.createBindGroup as never),
      substitute(queue, "submit", () => undefined),
      substitute(queue, "writeBuffer", ((buffer: GPUBuffer, offset: number, data: BufferSource, ...part: number[]) => {
        if (this.isDeaf) return writeBuffer(buffer, offset, data as ArrayBuffer, ...part);
        this.constants.push(`write ${offset} ${digest(toWords(data, ...part))}`);
        if (this.arena.isPinned(buffer)) return writeBuffer(buffer, offset, data as ArrayBuffer, ...part);
        const words = toWords(data, ...part);
        const source = this.arena.pin(words.byteLength, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
        writeBuffer(source, 0, words);
        this.add({ type: "copy", from: source, fromOffset: 0, to: buffer, toOffset: offset, size: words.byteLength });
      }) as never),
    );
    if (!ahead) return;
    const compile = (descriptor: GPUComputePipelineDescriptor): PendingPipeline => {
      const pending = new PendingPipeline(descriptor, device.createComputePipelineAsync(descriptor));
      // What is wrong with it is told when it is made at once.
      pending.made.then((pipeline) => (pending.ready ??= pipeline)).catch(() => {});
      this.pending.push(pending);
      return pending;
    };
    this.undo.push(substitute(device, "createComputePipeline", compile as never));
  }

  /** Until the step is over, also when it is heard no more: what it brings to the device lies in the arena. */
  private watchData(): void {
    const { backend } = this;
    const { tensorMap } = backend;
    const uploadToGPU = backend.uploadToGPU.bind(backend);
    const set = tensorMap.set.bind(tensorMap);
    const note = (dataId: object, data: TensorData): void => {
      this.made.add(dataId);
      set(dataId, data);
    };
    this.undoWatch.push(
      substitute(backend, "bufferManager", this.arena),
      substitute(tensorMap, "set", note),
      substitute(backend, "uploadToGPU", (dataId) => {
        if (this.isHeard) this.noteUpload(dataId);
        uploadToGPU(dataId);
        if (!this.made.has(dataId)) this.outside.set(dataId, tensorMap.get(dataId).resource!);
        else if (this.isHeard && this.reads.has(dataId)) this.noteFollowed(dataId);
      }),
    );
  }

  private hearBackend(): void {
    const { backend } = this;
    const { tensorMap } = backend;
    const [read, readSync] = [backend.read.bind(backend), backend.readSync.bind(backend)];
    const isOnDevice = (dataId: object): boolean => tensorMap.get(dataId)?.resource != null;
    this.undo.push(
      substitute(backend, "read", (dataId) => {
        if (isOnDevice(dataId)) this.giveUp("reads");
        return read(dataId);
      }),
      substitute(backend, "readSync", (dataId) => {
        if (isOnDevice(dataId)) this.giveUp("reads");
        return readSync(dataId);
      }),
    );
  }

  private noteUpload(dataId: object): void {
    const { resource, values, dtype } = this.backend.tensorMap.get(dataId);
    if (resource != null || values == null || this.reads.has(dataId)) return;
    const words = dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values);
    this.constants.push(`${dtype} ${values.length} ${digest(words)}`);
  }

  private noteFollowed(dataId: object): void {
    const { resource, dtype } = this.backend.tensorMap.get(dataId);
    const read = this.reads.get(dataId)!;
    this.reads.delete(dataId);
    const toWords = (): Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> =>
      dtype === "float32" ? Float32Array.from(read()) : Int32Array.from(read());
    this.followed.push({ buffer: resource!, read: toWords });
  }

  private newEncoder(): unknown {
    let now: Partial<Pick<Dispatch, "pipeline" | "group">> = {};
    const pass = {
      setPipeline: (pipeline: GPUComputePipeline) => (now = { ...now, pipeline }),
      setBindGroup: (_: number, group: GPUBindGroup) => (now = { ...now, group }),
      dispatchWorkgroups: (x: number, y = 1, z = 1) => {
        const { pipeline, group } = now as { pipeline: Dispatch["pipeline"]; group: Dispatch["group"] };
        const buffers = this.groupBuffers.get(group)!;
        this.add({ type: "dispatch", pipeline, group, groups: [x, y, z], buffers });
      },
      end: () => {},
    };
    return {
      beginComputePass: () => pass,
      copyBufferToBuffer: (from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) =>
        this.add({ type: "copy", from, fromOffset, to, toOffset, size }),
      finish: () => ({}),
    };
  }
}
