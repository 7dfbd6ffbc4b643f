// The course of a step in words, so that two steps can be compared: constants, pipelines and grids, and which buffers they bind.
import { PendingPipeline, type Command } from "./commands";
import type { Refusal, Tape } from "./tape";

/** A step in words. */
export interface Course {
  constants: string;
  /** Which pipelines ran, and how wide. */
  kinds: string;
  commands: string;
}

/** Two steps with the same words are the same step. `isOurs` says which buffers are the step's own: those are known by their
 *  place in it, others by themselves. */
export function describeCourse(
  { constants, commands, bound, out }: Tape,
  isOurs: (buffer: GPUBuffer) => boolean,
): Course {
  const nameOf = (buffer: GPUBuffer): string => (isOurs(buffer) ? `#${bound.get(buffer)}` : `${idOf(buffer)}`);
  const toKind = (command: Command): string =>
    command.type === "copy" ? `copy ${command.size}` : `${idOf(command.pipeline)} ${command.groups.join()}`;
  const toPlaces = (command: Command): string => {
    const buffers = command.type === "copy" ? [command.from, command.to] : command.buffers;
    const offsets = command.type === "copy" ? [command.fromOffset, command.toOffset] : [];
    return [...buffers.map(nameOf), ...offsets].join();
  };
  return {
    constants: constants.join("\n"),
    kinds: commands.map(toKind).join("\n"),
    commands: [...commands.map(toPlaces), nameOf(out!)].join("\n"),
  };
}

/** How a step differs from the last: none where they are alike, "first" where there is no saying. */
export function findDifference(tape: Tape, last: Course | undefined, now: Course): Refusal | "first" | undefined {
  if (tape.hasKept && last) return "keeps";
  if (tape.isOnce || !last) return "first";
  if (last.kinds !== now.kinds) return "course";
  return last.commands === now.commands && last.constants === now.constants ? undefined : "numbers";
}

const ids = new WeakMap<object, number>();
let count = 0;

/** A pipeline that was pending is what it became. */
function idOf(thing: object): number {
  const real = thing instanceof PendingPipeline && thing.ready ? thing.ready : thing;
  if (!ids.has(real)) ids.set(real, ++count);
  return ids.get(real)!;
}

export function toWords(data: BufferSource, from = 0, size?: number): Uint32Array<ArrayBuffer> {
  const unit = ArrayBuffer.isView(data) ? ((data as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1) : 1;
  const [buffer, start] = ArrayBuffer.isView(data) ? [data.buffer, data.byteOffset] : [data, 0];
  const bytes = size === undefined ? data.byteLength - from * unit : size * unit;
  return new Uint32Array(buffer.slice(start + from * unit, start + from * unit + bytes) as ArrayBuffer);
}

/** Numbers in 64 bits: FNV-1a over words, from two beginnings. */
export function digest(numbers: Int32Array | Uint32Array | Float32Array): string {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a ^ words[i]!, 0x01000193);
    b = Math.imul(b ^ words[i]! ^ (b >>> 15), 0x85ebca6b);
  }
  return `${a >>> 0}.${b >>> 0}`;
}
