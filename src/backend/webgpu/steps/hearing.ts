// A step as it is written, heard: what it asks of the GPU goes onto a tape, and what outlives it to where it belongs. The GPU
// has done nothing of it until it is run.
import { flush } from "./backend";
import { PendingPipeline } from "./commands";
import { findPlaces, keepAlive, moveBack, type Parts } from "./keeping";
import { newTensor } from "./recording";
import { Tape } from "./tape";
import type * as Tf from "@tensorflow/tfjs";

export type Step = (...batch: Tf.Tensor[]) => Tf.Tensor;

export interface Heard {
  tape: Tape;
  /** The loss, without its number until the step has run. */
  out: Tf.Tensor;
  /** What lies there, whatever the loss is called. */
  dtype: Tf.DataType;
  run(): void;
}

/** `ahead` has pipelines compiled beside the page. Where the step throws, what it asked until then is done. */
export function hearStep(parts: Parts, step: Step, toInputs: () => Tf.Tensor[], ahead: boolean): Heard {
  const { tf, backend, arena } = parts;
  const places = findPlaces(tf, backend);
  const tape = new Tape(backend, arena);
  tape.start(ahead);
  let form: { shape: number[]; dtype: Tf.DataType };
  try {
    const loss = takeStep(parts, step, toInputs());
    backend.uploadToGPU(loss.dataId);
    const { dtype, resource } = backend.tensorMap.get(loss.dataId);
    form = { shape: loss.shape, dtype };
    tape.out = resource!;
    loss.dispose();
    flush(backend);
    for (const one of places) moveBack(parts, tape, one);
    flush(backend);
    keepAlive(parts, tape);
  } catch (error) {
    tape.giveUp("course");
    flush(backend);
    keepAlive(parts, tape);
    tape.stop();
    throw error;
  }
  tape.stop();
  const putBack = takePending(parts);
  const { tensor: out, buffer } = newTensor(tf, backend, form.shape, form.dtype, tape.out.size);
  tape.copyOut(tape.out, buffer);
  const run = (): void => {
    tape.run();
    putBack();
  };
  return { tape, out, dtype: form.dtype, run };
}

function takeStep({ tf }: Parts, step: Step, inputs: Tf.Tensor[]): Tf.Tensor {
  try {
    return tf.tidy(() => step(...inputs));
  } finally {
    tf.dispose(inputs);
  }
}

/** Nobody else is to find pipelines that are not compiled yet. The returned function puts them back when they are. */
function takePending({ backend: { pipelineCache } }: Parts): () => void {
  const pending = Object.entries(pipelineCache).filter(([, made]) => made instanceof PendingPipeline);
  for (const [key] of pending) delete pipelineCache[key];
  return () => {
    for (const [key, made] of pending) pipelineCache[key] ??= (made as PendingPipeline).ready;
  };
}
