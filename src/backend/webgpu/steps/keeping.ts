// What outlives a step that was heard: variables go back to where they were, other tensors get buffers of tfjs's pool.
import { storageUsage } from "./backend";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../../kernels";
import type { Arena } from "./arena";
import type { Backend, MainManager } from "./backend";
import type { Homes } from "./homes";
import type { Tape } from "./tape";

export interface Parts {
  tf: Tfjs;
  backend: Backend;
  /** tfjs's own pool. */
  main: MainManager;
  arena: Arena;
  homes: Homes;
}

/** Where a variable is before a step. */
export interface PlaceOfVariable {
  variable: Tf.Variable;
  dataId: object;
  buffer: GPUBuffer | null | undefined;
}

export function findPlaces(tf: Tfjs, { tensorMap }: Backend): PlaceOfVariable[] {
  return Object.values(tf.engine().registeredVariables).map((variable) => {
    const { dataId } = variable;
    return { variable, dataId, buffer: tensorMap.has(dataId) ? tensorMap.get(dataId).resource : undefined };
  });
}

/** A variable that the step assigned goes back to the buffer where it was, with its new numbers. */
export function moveBack(
  { backend, main, arena, homes }: Parts,
  tape: Tape,
  { variable, dataId, buffer }: PlaceOfVariable,
): void {
  if (variable.isDisposed || variable.dataId === dataId) return;
  const home = homes.find(variable);
  backend.uploadToGPU(variable.dataId);
  const source = backend.tensorMap.get(variable.dataId).resource!;
  if (source === buffer) return; // new data where the old was
  const known = home?.buffer ?? (buffer && arena.takeBack(buffer) ? buffer : undefined);
  if (!known) tape.isOnce = true; // it was not on the device, or not alone
  const target = known ?? main.acquireBuffer(source.size, storageUsage());
  tape.copy(source, target);
  homes.moveIn(variable, target);
  tape.moved.add(variable.dataId);
  tape.changed.add(variable.dataId);
  if (!home) return;
  backend.tensorMap.get(variable.dataId).external = true;
  home.dataId = variable.dataId;
}

/** What the step made and did not free lives on in tfjs's own buffers, and so does what it moved. */
export function keepAlive({ tf, backend, arena }: Parts, tape: Tape): void {
  const { tensorMap } = backend;
  const ofVariables = new Set<object>(Object.values(tf.engine().registeredVariables).map(({ dataId }) => dataId));
  for (const dataId of [...tape.made, ...tape.outside.keys()]) {
    if (tape.moved.has(dataId) || !tensorMap.has(dataId)) continue;
    if (tape.made.has(dataId)) tape.isOnce = true;
    if (tape.made.has(dataId) && !ofVariables.has(dataId)) tape.hasKept = true;
    const { resource } = tensorMap.get(dataId);
    if (!resource || !arena.has(resource)) continue;
    tape.isOnce = true;
    arena.giveAway(resource);
  }
}

/** A variable that stands for memory which tfjs does not count: for its count, for the kernel's ledger, and to be disposed of. */
export function holdBytes(tf: Tfjs, backend: Backend, bytes: number, onDispose: () => void): Tf.Variable {
  const shape = [Math.ceil(bytes / 4)];
  const dataId = backend.write(undefined, shape, "float32");
  const held = tf.engine().makeTensorFromDataId(dataId, shape, "float32", backend as never);
  const anchor = tf.variable(held, false);
  held.dispose();
  const dispose = anchor.dispose.bind(anchor);
  anchor.dispose = () => {
    dispose();
    onDispose();
  };
  return anchor;
}
