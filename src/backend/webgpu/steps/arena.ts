// The buffers of recorded steps: while a step is recorded, tfjs takes them from here instead of its own pool. Between steps
// nothing in them is needed, so every recording of a step may use them; outside of one nobody else does.
import type { BufferManager, MainManager } from "./backend";

export class Arena implements BufferManager {
  private readonly free = new Map<string, GPUBuffer[]>();
  private readonly own = new Set<GPUBuffer>();
  /** Buffers that are written once, while a step is recorded: constants and uniforms. */
  private pinned = new Set<GPUBuffer>();
  /** Buffers of tfjs's pool that the step let go of: not to be used again before it has run. */
  private held: { buffer: GPUBuffer; reuse: boolean }[] = [];
  bytes = 0;

  constructor(private readonly main: MainManager) {}

  acquireBuffer(size: number, usage: number, mappedAtCreation = false, reuse = true): GPUBuffer {
    if (usage & GPUBufferUsage.MAP_READ) return this.main.acquireBuffer(size, usage, mappedAtCreation, reuse);
    if (mappedAtCreation || !reuse || usage & GPUBufferUsage.UNIFORM) return this.pin(size, usage, mappedAtCreation);
    return this.free.get(keyOf(size, usage))?.pop() ?? this.make(size, usage, false);
  }

  releaseBuffer(buffer: GPUBuffer, reuse = true): void {
    if (this.pinned.has(buffer)) return;
    if (!this.own.has(buffer)) return void this.held.push({ buffer, reuse });
    const key = keyOf(buffer.size, buffer.usage);
    const free = this.free.get(key) ?? [];
    this.free.set(key, free);
    free.push(buffer);
  }

  /** A buffer that nothing else will be written to. */
  pin(size: number, usage: number, mappedAtCreation = false): GPUBuffer {
    const buffer = this.make(size, usage, mappedAtCreation);
    this.pinned.add(buffer);
    return buffer;
  }

  has(buffer: GPUBuffer): boolean {
    return this.own.has(buffer);
  }

  isPinned(buffer: GPUBuffer): boolean {
    return this.pinned.has(buffer);
  }

  /** The recording keeps what was written for it. */
  takePinned(): Set<GPUBuffer> {
    const { pinned } = this;
    this.pinned = new Set();
    return pinned;
  }

  /** A buffer of tfjs's pool is wanted after all. False if it was not let go of. */
  takeBack(buffer: GPUBuffer): boolean {
    const index = this.held.findIndex((one) => one.buffer === buffer);
    if (index >= 0) this.held.splice(index, 1);
    return index >= 0;
  }

  /** The step has run. */
  letGo(): void {
    for (const { buffer, reuse } of this.held.splice(0)) this.main.releaseBuffer(buffer, reuse);
  }

  /** A tensor outlives the step: its buffer is tfjs's from now on. */
  giveAway(buffer: GPUBuffer): void {
    this.own.delete(buffer);
    this.pinned.delete(buffer);
    this.bytes -= buffer.size;
    const key = keyOf(buffer.size, buffer.usage);
    const { usedBuffers, freeBuffers } = this.main;
    usedBuffers.set(key, [...(usedBuffers.get(key) ?? []), buffer]);
    if (!freeBuffers.has(key)) freeBuffers.set(key, []); // as if it had been asked for there
  }

  destroy(buffers: Iterable<GPUBuffer> = [...this.own]): void {
    for (const buffer of buffers) {
      if (!this.own.delete(buffer)) continue;
      this.pinned.delete(buffer);
      buffer.destroy();
      this.count(-1, buffer.size);
    }
    if (this.own.size === 0) this.free.clear();
  }

  get numBytesUsed(): number {
    return this.main.numBytesUsed;
  }

  get numBytesAllocated(): number {
    return this.main.numBytesAllocated;
  }

  get numUsedBuffers(): number {
    return this.main.numUsedBuffers;
  }

  private make(size: number, usage: number, mappedAtCreation: boolean): GPUBuffer {
    const buffer = this.main.device.createBuffer({ size, usage, mappedAtCreation });
    this.own.add(buffer);
    this.count(1, size);
    return buffer;
  }

  /** tfjs's own count has them too. */
  private count(sign: 1 | -1, size: number): void {
    this.bytes += sign * size;
    this.main.numUsedBuffers += sign;
    this.main.numBytesUsed += sign * size;
    this.main.numBytesAllocated += sign * size;
  }
}

/** As tfjs's pool keeps them. */
const keyOf = (size: number, usage: number): string => `${size}_${usage}`;
