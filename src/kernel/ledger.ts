// Which cell made which tensor: frees a cell's tensors when it runs again, frees and names what it left behind,
// and notices when a cell writes what another made. Watches tfjs's engine; changes no result.
// A tensor marked with tf.keep is nobody's: it stays until its maker disposes it.
import { formatShape } from "./format";
import { findTensors } from "./reach";
import type { KernelTime } from "./kernel-profile";

/** The cell that made a tensor stands on the tensor itself: a table beside it costs a training step 1 % in upkeep. */
const maker = Symbol("maker");

/** The part of tf.Tensor that the ledger needs. */
export interface LedgerTensor {
  id: number;
  dtype: string;
  shape: number[];
  size: number;
  kept: boolean;
  isDisposed: boolean;
  name?: string;
  [maker]?: string;
  dispose(): void;
}

/** What a cell does to another's tensor. */
export type Meddling = "wrote" | "disposed";

interface Engine {
  trackTensor(tensor: LedgerTensor, backend: unknown): void;
  disposeTensor(tensor: LedgerTensor): void;
}

interface VariableClass {
  prototype: { assign(this: LedgerTensor, value: unknown): void };
}

/** The tensors a cell holds after its run, and those it left unreachable, by shape. */
export interface Account {
  tensors: number;
  bytes: number;
  leaked: number;
  leaks: string[];
  /** All that tfjs holds, whoever made it; absent while there is no tfjs. */
  device?: DeviceMemory;
  /** On request, what the run called. */
  kernels?: KernelTime[];
}

export interface DeviceMemory {
  backend: string;
  tensors: number;
  bytes: number;
  /** Of buffers on the GPU, those kept for the next tensor of a size included. */
  gpuBytes?: number;
}

const leastSweep = 256;
const bytesOf: Record<string, number> = { float32: 4, int32: 4, bool: 1, complex64: 8 };

/** The tensors of a cell, each once. Those that were disposed are swept out now and then, which costs less than one by
 *  one; often enough that they die young: what outlives a collection or two is dear to collect. */
class Held {
  private tensors: LedgerTensor[] = [];
  private sweepAt = leastSweep;

  add(tensor: LedgerTensor): void {
    this.tensors.push(tensor);
    if (this.tensors.length >= this.sweepAt) this.sweepAt = leastSweep + 2 * this.live.length;
  }

  /** Those that are not disposed. */
  get live(): readonly LedgerTensor[] {
    const { tensors } = this;
    let count = 0;
    for (const tensor of tensors) if (!tensor.isDisposed) tensors[count++] = tensor;
    tensors.length = count;
    return tensors;
  }
}

export class Ledger {
  private readonly held = new Map<string, Held>();
  private current: string | undefined;
  /** Above 0 while tfjs moves a tensor's data on its own account: no write of a cell. */
  private quiet = 0;

  /** `onMeddle` hears that the running cell wrote or disposed a tensor of `owner`. */
  constructor(private readonly onMeddle: (owner: string, tensor: LedgerTensor, how: Meddling) => void) {}

  /** Watches an engine. Once, before the first cell that uses it. */
  watch(engine: Engine, variable: VariableClass): void {
    const track = engine.trackTensor.bind(engine);
    const dispose = engine.disposeTensor.bind(engine);
    const { assign } = variable.prototype;
    engine.trackTensor = (tensor, backend) => {
      track(tensor, backend);
      this.take(tensor);
    };
    engine.disposeTensor = (tensor) => {
      this.notice(tensor, "disposed");
      dispose(tensor);
    };
    const write = (tensor: LedgerTensor, work: () => void): void => {
      this.notice(tensor, "wrote");
      this.withoutNotice(work);
    };
    variable.prototype.assign = function (value) {
      write(this, () => assign.call(this, value));
    };
  }

  /** A run of the cell begins: what it held is freed, and what is made from now on is its. */
  begin(cell: string): void {
    this.free(cell);
    this.current = cell;
  }

  /** The run ended with these values; only what they reach is held. */
  end(cell: string, values: Iterable<unknown>): Account {
    this.current = undefined;
    const held = this.held.get(cell)?.live ?? [];
    const reached = findTensors(values);
    const left = reached === "unknown" ? [] : held.filter((tensor) => !tensor.kept && !reached.has(tensor));
    this.withoutNotice(() => left.forEach((tensor) => tensor.dispose()));
    const own = held.filter((tensor) => !tensor.kept && !tensor.isDisposed);
    const bytes = own.reduce((sum, tensor) => sum + tensor.size * (bytesOf[tensor.dtype] ?? 0), 0);
    return { tensors: own.length, bytes, leaked: left.length, leaks: nameLeaks(left) };
  }

  /** What is made here is the cell's, whichever runs. */
  within<T>(cell: string, make: () => T): T {
    const { current } = this;
    this.current = cell;
    try {
      return make();
    } finally {
      this.current = current;
    }
  }

  /** Disposes all that the cell holds. */
  free(cell: string): void {
    const held = this.held.get(cell)?.live ?? [];
    this.held.delete(cell);
    this.withoutNotice(() => {
      for (const tensor of held) if (!tensor.kept) tensor.dispose();
    });
  }

  /** A variable comes again with every assignment. */
  private take(tensor: LedgerTensor): void {
    const owner = tensor[maker];
    if (owner !== undefined && this.held.has(owner)) return;
    const cell = owner ?? this.current;
    if (cell === undefined) return;
    tensor[maker] = cell;
    let held = this.held.get(cell);
    if (!held) this.held.set(cell, (held = new Held()));
    held.add(tensor);
  }

  private notice(tensor: LedgerTensor, how: Meddling): void {
    const owner = tensor[maker];
    if (owner === this.current || owner === undefined || this.current === undefined || this.quiet > 0) return;
    this.onMeddle(owner, tensor, how);
  }

  private withoutNotice(work: () => void): void {
    this.quiet++;
    try {
      work();
    } finally {
      this.quiet--;
    }
  }
}

/** "float32 (2, 3) × 4", one line a shape. */
function nameLeaks(tensors: LedgerTensor[]): string[] {
  const counts = new Map<string, number>();
  for (const { dtype, shape } of tensors) {
    const name = `${dtype} ${formatShape(shape)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} × ${count}`);
}
