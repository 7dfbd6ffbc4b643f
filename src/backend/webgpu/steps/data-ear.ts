// Hears what a step does with tensors' data: what it makes, what it takes from outside, what it brings to the device, and that
// it reads, which cannot be heard.
import { substitute } from "./backend";
import { digest } from "./course";
import type { Arena } from "./arena";
import type { Backend, TensorData, Undo } from "./backend";
import type { Tape } from "./tape";

/** Until the step is over, also when it is heard no more: what it brings to the device lies in the arena. */
export function watchData(backend: Backend, arena: Arena, tape: Tape): Undo[] {
  const { tensorMap } = backend;
  const uploadToGPU = backend.uploadToGPU.bind(backend);
  const set = tensorMap.set.bind(tensorMap);
  return [
    substitute(backend, "bufferManager", arena),
    substitute(tensorMap, "set", (dataId: object, data: TensorData) => {
      tape.made.add(dataId);
      set(dataId, data);
    }),
    substitute(backend, "uploadToGPU", (dataId) => {
      if (tape.isHeard) noteUpload(backend, tape, dataId);
      uploadToGPU(dataId);
      if (!tape.made.has(dataId)) tape.outside.set(dataId, tensorMap.get(dataId).resource!);
      else if (tape.isHeard) noteFollowed(backend, tape, dataId);
    }),
  ];
}

export function hearReads(backend: Backend, tape: Tape): Undo[] {
  const [read, readSync] = [backend.read.bind(backend), backend.readSync.bind(backend)];
  const note = (dataId: object): void => {
    if (backend.tensorMap.get(dataId)?.resource != null) tape.giveUp("reads");
  };
  return [
    substitute(backend, "read", (dataId) => {
      note(dataId);
      return read(dataId);
    }),
    substitute(backend, "readSync", (dataId) => {
      note(dataId);
      return readSync(dataId);
    }),
  ];
}

/** Numbers that the page sends are constants of the step, unless they are given anew before every replay. */
function noteUpload({ tensorMap }: Backend, tape: Tape, dataId: object): void {
  const { resource, values, dtype } = tensorMap.get(dataId);
  if (resource != null || values == null || tape.reads.has(dataId)) return;
  const words = dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values);
  tape.constants.push(`${dtype} ${values.length} ${digest(words)}`);
}

function noteFollowed({ tensorMap }: Backend, tape: Tape, dataId: object): void {
  const read = tape.reads.get(dataId);
  if (!read) return;
  tape.reads.delete(dataId);
  const { resource, dtype } = tensorMap.get(dataId);
  const readWords = () => (dtype === "float32" ? Float32Array.from(read()) : Int32Array.from(read()));
  tape.followed.push({ buffer: resource!, read: readWords });
}
