// Steps that are heard, compared and replayed: one that ran twice in the same words is replayed from then on, and heard again
// now and then. One that cannot be recorded is taken as it is written, and says so once.
import { hasListeners } from "../listeners";
import { Arena } from "./arena";
import { flush } from "./backend";
import { BatchBuffers, describeBatch } from "./batch";
import { describeCourse, findDifference } from "./course";
import { hearStep, type Heard, type Step } from "./hearing";
import { Homes } from "./homes";
import { holdBytes, type Parts } from "./keeping";
import { Recording } from "./recording";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../../kernels";
import type { Backend, MainManager } from "./backend";
import type { Course } from "./course";
import type { PendingPipeline } from "./commands";
import type { Refusal, Tape } from "./tape";

/** Who hears of a step besides its caller. */
export interface StepEars {
  /** It is not replayed; told once. */
  onRefusal(reason: Refusal): void;
  /** Pipelines that it needs are being compiled. */
  onCompile(done: number, total: number): void;
}

/** What is known of the step on batches of one shape. */
interface Shape {
  batch: BatchBuffers;
  course?: Course | undefined;
  /** So often was the last course met again. */
  alike: number;
  recording?: Recording | undefined;
  loss?: { shape: number[]; dtype: Tf.DataType };
  replays: number;
}

/** Recordings of a step: two batch sizes, and one to spare. */
const mostShapes = 3;
/** So often may a step differ from the last of its shape, or may a shape go before it was replayed. */
const mostMisses = 5;
/** Numbers from the page may be the same twice by chance. */
const leastAlikeWithConstants = 3;
/** A step is heard again after so many replays, and after four times as many each time. */
const firstCheck = 16;

export class RecordedStep {
  private readonly shapes = new Map<string, Shape>();
  private readonly homes: Homes;
  private readonly main: MainManager;
  private arena: Arena;
  /** Holds the recordings' memory in tfjs's count and in the kernel's; whoever disposes of it frees them. */
  private anchor: Tf.Variable | undefined;
  private misses = 0;
  private isRefused = false;
  /** A step that waits for its pipelines. */
  private finish: (() => Tf.Tensor) | undefined;
  /** Why a step is taken as it is written is known for tests. */
  refusal: Refusal | undefined;

  constructor(
    private readonly tf: Tfjs,
    private readonly backend: Backend,
    private readonly step: Step,
    private readonly ears: StepEars,
  ) {
    this.homes = homesOf(tf, backend);
    this.main = backend.bufferManager as MainManager;
    this.arena = new Arena(this.main);
  }

  take(batch: Tf.Tensor[]): Tf.Tensor {
    const shape = this.findShape(batch);
    if (!shape) return this.takePlain(batch);
    const { recording } = shape;
    if (recording && !recording.isValid) this.drop(shape);
    if (!shape.recording || isCheck(shape.replays)) return this.hear(shape, batch, false).end();
    shape.replays++;
    return shape.recording.replay((encoder) => shape.batch.fill(batch, encoder), shape.loss!);
  }

  async takeAhead(batch: Tf.Tensor[]): Promise<Tf.Tensor> {
    const shape = this.findShape(batch);
    if (!shape || shape.course) return this.take(batch);
    const { tape, end } = this.hear(shape, batch, true);
    this.finish = end;
    await this.compile(tape.pending);
    return end();
  }

  dispose(): void {
    this.finish?.();
    for (const shape of this.shapes.values()) this.forget(shape);
    this.shapes.clear();
    this.arena.destroy();
    this.dropAnchor();
  }

  private get parts(): Parts {
    const { tf, backend, main, arena, homes } = this;
    return { tf, backend, main, arena, homes };
  }

  private takePlain(batch: Tf.Tensor[]): Tf.Tensor {
    return this.tf.tidy(() => this.step(...batch));
  }

  /** Undefined where the step is to be taken as it is written. */
  private findShape(batch: Tf.Tensor[]): Shape | undefined {
    this.finish?.();
    const { backend } = this;
    const isWatched = backend.activeTimers != null || hasListeners(backend);
    const isWithin = backend.bufferManager !== this.main; // a step within a step
    if (this.isRefused || isWatched || isWithin || this.tf.backend() !== (backend as unknown)) return undefined;
    const key = describeBatch(backend, batch);
    if (key === undefined) return undefined;
    const shape = this.shapes.get(key) ?? { batch: new BatchBuffers(backend, batch), alike: 0, replays: 0 };
    this.shapes.delete(key);
    this.shapes.set(key, shape);
    if (this.shapes.size > mostShapes) this.forgetOldest();
    return this.isRefused ? undefined : shape;
  }

  private forgetOldest(): void {
    const [key, oldest] = this.shapes.entries().next().value!;
    this.shapes.delete(key);
    if (oldest.replays === 0) this.miss("shapes");
    this.forget(oldest);
  }

  /** Takes the step as it is written and hears it. `end` runs what was heard. */
  private hear(shape: Shape, batch: Tf.Tensor[], ahead: boolean): { tape: Tape; end: () => Tf.Tensor } {
    this.settle(shape, batch);
    let heard: Heard;
    try {
      heard = hearStep(this.parts, this.step, () => shape.batch.toTensors(this.tf, batch), ahead);
    } catch (error) {
      this.clear();
      throw error;
    }
    const { tape, out } = heard;
    shape.loss = { shape: out.shape, dtype: heard.dtype };
    let isDone = false;
    const end = (): Tf.Tensor => {
      if (isDone) return out;
      isDone = true;
      this.finish = undefined;
      heard.run();
      this.judge(shape, tape);
      return out;
    };
    return { tape, end };
  }

  private settle(shape: Shape, batch: Tf.Tensor[]): void {
    const encoder = this.backend.device.createCommandEncoder();
    for (const { recording } of this.shapes.values()) if (recording?.isValid) recording.settle(encoder);
    shape.batch.fill(batch, encoder);
    flush(this.backend);
    this.backend.queue.submit([encoder.finish()]);
  }

  /** Steps alike: from now on they are replayed. One that is heard anew while there is a recording only checks it. */
  private judge(shape: Shape, tape: Tape): void {
    const pinned = this.clear();
    const { course: last, recording } = shape;
    if (tape.reason) this.refuse(tape.reason);
    else {
      shape.course = describeCourse(tape, (buffer) => this.arena.has(buffer));
      const difference = findDifference(tape, last, shape.course);
      shape.alike = difference ? 0 : shape.alike + 1;
      if (difference) this.drop(shape);
      else if (recording) shape.replays++;
      else if (shape.alike >= (tape.constants.length > 0 ? leastAlikeWithConstants : 1))
        this.adopt(shape, tape, pinned);
      if (difference && difference !== "first") this.miss(difference);
    }
    if (shape.recording?.pinned !== pinned) this.arena.destroy(pinned);
  }

  private adopt(shape: Shape, tape: Tape, pinned: ReadonlySet<GPUBuffer>): void {
    shape.recording = new Recording(this.tf, this.backend, this.homes, tape, pinned);
    shape.replays = 1;
    this.dropAnchor();
    this.anchor = this.newAnchor();
  }

  private clear(): Set<GPUBuffer> {
    this.arena.letGo();
    return this.arena.takePinned();
  }

  private miss(reason: Refusal): void {
    if (++this.misses >= mostMisses) this.refuse(reason);
  }

  private refuse(reason: Refusal): void {
    if (this.isRefused) return;
    this.isRefused = true;
    this.refusal = reason;
    this.dispose();
    this.ears.onRefusal(reason);
  }

  private drop(shape: Shape): void {
    const { recording } = shape;
    if (!recording) return;
    shape.recording = undefined;
    recording.free();
    this.arena.destroy(recording.pinned);
  }

  private forget(shape: Shape): void {
    this.drop(shape);
    shape.batch.destroy();
  }

  private async compile(pending: PendingPipeline[]): Promise<void> {
    let done = 0;
    const { onCompile } = this.ears;
    if (pending.length > 0) onCompile(0, pending.length);
    const tell = (): void => onCompile(++done, pending.length);
    await Promise.all(pending.map(({ made }) => made.then(tell, tell)));
  }

  private newAnchor(): Tf.Variable {
    const inputs = [...this.shapes.values()].reduce((sum, { batch }) => sum + batch.bytes, 0);
    const anchor = holdBytes(this.tf, this.backend, this.arena.bytes + inputs, () => {
      if (this.anchor !== anchor) return;
      this.anchor = undefined;
      this.dispose();
    });
    return anchor;
  }

  private dropAnchor(): void {
    const { anchor } = this;
    this.anchor = undefined;
    anchor?.dispose();
  }
}

const isCheck = (replays: number): boolean => {
  const ratio = Math.log2(replays / firstCheck) / 2;
  return ratio >= 0 && Number.isInteger(ratio);
};

const homesByBackend = new WeakMap<object, Homes>();

function homesOf(tf: Tfjs, backend: Backend): Homes {
  const homes = homesByBackend.get(backend) ?? new Homes(tf, backend);
  homesByBackend.set(backend, homes);
  return homes;
}
