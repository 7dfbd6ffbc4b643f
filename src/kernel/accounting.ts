// What a cell's account says beside its own tensors: the memory of the device, and, where the reader asked, the kernels
// of the run. Wraps nothing and fetches nothing until it is asked.
import type * as Tf from "@tensorflow/tfjs";
import type { Account, DeviceMemory } from "./ledger";
import type { KernelProfile } from "./kernel-profile";

export class Accounting {
  private readonly profiled = new Set<string>();
  private tf: typeof Tf | undefined;
  private cell: string | undefined;
  private profile: KernelProfile | undefined;

  ask(cell: string, on: boolean): void {
    if (on) this.profiled.add(cell);
    else this.profiled.delete(cell);
  }

  begin(cell: string): void {
    this.cell = cell;
  }

  /** The device is there, and the cell is about to run. */
  async open(tf: typeof Tf): Promise<void> {
    this.tf = tf;
    if (this.cell === undefined || !this.profiled.has(this.cell) || this.profile) return;
    const { KernelProfile } = await import("./kernel-profile");
    this.profile = new KernelProfile(tf);
  }

  end(account: Account): Account {
    const isAsked = this.cell !== undefined && this.profiled.has(this.cell);
    const kernels = this.profile?.stop() ?? (isAsked ? [] : undefined);
    this.profile = undefined;
    this.cell = undefined;
    return { ...account, ...(this.tf && { device: readMemory(this.tf) }), ...(kernels && { kernels }) };
  }
}

function readMemory(tf: typeof Tf): DeviceMemory {
  const memory = tf.memory() as { numTensors: number; numBytes: number; numBytesInGPU?: number };
  const { numTensors: tensors, numBytes: bytes, numBytesInGPU: gpuBytes } = memory;
  return { backend: tf.getBackend(), tensors, bytes, ...(gpuBytes !== undefined && { gpuBytes }) };
}
