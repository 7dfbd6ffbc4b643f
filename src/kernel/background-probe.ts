// Tries the devices for the section's model in a worker of its own while the kernel rests, so that no run ever waits for
// it; the next worker of the kernel knows what was found. A run that begins meanwhile ends the trying, which is then
// taken up at the next rest.
import type { OpenOptions } from "./kernel-event";
import type { ProbeMemory } from "./probe-memory";
import type { WorkerLike } from "./kernel-client";
import type { BackendName } from "./protocol";

/** The kernel has rested so long that it may go on resting. */
const restMs = 500;

export class BackgroundProbe {
  private wanted: { options: OpenOptions; running: BackendName } | undefined;
  private worker: WorkerLike | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `onProbed` hears what the reader is to be told. */
  constructor(
    private readonly start: () => WorkerLike,
    private readonly memory: ProbeMemory,
    private readonly onProbed: (reason: string) => void,
  ) {}

  /** The device that is running was guessed: these options are worth trying. */
  want(options: OpenOptions, running: BackendName): void {
    this.wanted = { options, running };
  }

  /** The kernel has nothing to run, or something. */
  rest(isResting: boolean): void {
    if (!isResting) return this.end();
    if (this.wanted && !this.worker) this.timer ??= setTimeout(() => this.begin(), restMs);
  }

  /** No trying any more, until it is wanted again. */
  forget(): void {
    this.end();
    this.wanted = undefined;
  }

  private begin(): void {
    this.timer = undefined;
    if (!this.wanted) return;
    const { options, running } = this.wanted;
    const worker = this.start();
    this.worker = worker;
    worker.onmessage = ({ data }) => {
      if (data.type !== "probed" || this.worker !== worker) return;
      if (data.probe.length > 0) this.memory.add(data.key, data.probe);
      this.forget();
      if (data.probe.length > 0) this.onProbed(data.reason);
    };
    worker.onerror = () => this.forget();
    worker.postMessage({ type: "open", ...options });
    worker.postMessage({ type: "probe", running });
  }

  private end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.worker?.terminate();
    this.worker = undefined;
  }
}
