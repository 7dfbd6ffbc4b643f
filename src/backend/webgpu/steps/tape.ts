// One step as it is heard: what it asks of the GPU instead of the GPU, in order, and what must be known to ask it again.
// The ears (device-ear.ts, data-ear.ts) write it. What cannot be heard ends the tape early: what was written down runs at once,
// the rest of the step as it comes.
import { setMarks, type Marks } from "../../step-marks";
import { flush } from "./backend";
import { encodeCommands, PendingPipeline, pipelineOf, settleCommands } from "./commands";
import { hearReads, watchData } from "./data-ear";
import { compileAhead, hearCommands } from "./device-ear";
import type { Arena } from "./arena";
import type { Backend, Undo } from "./backend";
import type { Command } from "./commands";

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
  /** Who gives the numbers of data that is to be followed and has not been brought to the device. */
  readonly reads = new Map<object, () => ArrayLike<number>>();
  /** Tensors from outside the step, and where they lay. */
  readonly outside = new Map<object, GPUBuffer>();
  /** Data that the step made. */
  readonly made = new Set<object>();
  readonly pending: PendingPipeline[] = [];
  /** Data of variables that went back to where they were. */
  readonly moved = new Set<object>();
  /** Data from outside that the step changes in place. */
  readonly changed = new Set<object>();
  /** Buffers that the commands touch, in the order in which they first do. */
  readonly bound = new Map<GPUBuffer, number>();
  reason: Refusal | undefined;
  /** It did what the next step will not do again. */
  isOnce = false;
  /** It left tensors behind that are no variables. */
  hasKept = false;
  /** Where the loss lies when the commands are done. */
  out: GPUBuffer | undefined;
  isHeard = false;
  /** What is written now is no part of the step. */
  isDeaf = false;
  /** What follows once, and is no part of the step. */
  private readonly after: Command[] = [];
  private undoWatch: Undo[] = [];
  private undo: Undo[] = [];

  constructor(
    private readonly backend: Backend,
    private readonly arena: Arena,
  ) {}

  /** From here on; `ahead` has pipelines compiled beside the page. */
  start(ahead: boolean): void {
    const { backend, arena } = this;
    flush(backend);
    this.isHeard = true;
    this.undoWatch = watchData(backend, arena, this);
    this.undo = [...hearCommands(backend, arena, this), ...hearReads(backend, this)];
    if (ahead) this.undo.push(compileAhead(backend, this));
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

  add(command: Command): void {
    this.commands.push(command);
    const buffers = command.type === "copy" ? [command.from, command.to] : command.buffers;
    for (const buffer of buffers) if (!this.bound.has(buffer)) this.bound.set(buffer, this.bound.size);
  }
}
