// Who hears of every dispatch of a webgpu backend: one that records a training step, one that counts.
import type { Dispatch } from "./queue";

type Listener = (dispatch: Dispatch) => void;

const listeners = new WeakMap<object, Set<Listener>>();

/** Calls `hear` with each dispatch of the backend, tfjs's and ours, until the returned function is called. While anyone
 *  listens, uniforms are held in buffers of their own that are never written again: a dispatch stays true. */
export function listenToDispatches(webgpu: object, hear: Listener): () => void {
  const heard = listeners.get(webgpu) ?? new Set();
  listeners.set(webgpu, heard.add(hear));
  return () => void heard.delete(hear);
}

export const hasListeners = (webgpu: object): boolean => (listeners.get(webgpu)?.size ?? 0) > 0;

export function tell(webgpu: object, dispatch: Dispatch): void {
  for (const hear of listeners.get(webgpu) ?? []) hear(dispatch);
}
