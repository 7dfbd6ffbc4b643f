// Stage one of stop: a run's loops ask whether a turn is due, give way, and hear whether to end.
// Stage two, for loops that never ask, is the page's: it ends the worker (kernel-client.ts).

/** A turn costs about half a millisecond: at one a frame that would be 3 % of the training of a small network. */
const turnMs = 50;
/** At most this many calls of `due` pass without a look at the clock. */
const maxSkipped = 63;

/** Thrown in a cell by `turn()` after the reader asked to stop. */
export class Stopped extends Error {
  constructor() {
    super("stopped");
    this.name = "Stopped";
  }
}

/** Says when a run gives way to messages, and ends it when asked. One per run of a cell. */
export class Brake {
  private isAsked = false;
  private turned = performance.now();
  private looked = this.turned;
  private skip = 0;
  private left = 0;

  ask(): void {
    this.isAsked = true;
  }

  get asked(): boolean {
    return this.isAsked;
  }

  /** True every 50 ms, or when stop was asked. Looks at the clock more rarely while calls come fast. */
  due(): boolean {
    if (this.isAsked) return true;
    if (this.left-- > 0) return false;
    const now = performance.now();
    this.skip = now - this.looked < 0.5 ? Math.min(2 * this.skip + 1, maxSkipped) : 0;
    this.left = this.skip;
    this.looked = now;
    return now - this.turned >= turnMs;
  }

  /** Lets messages in, then throws Stopped if one of them asked to stop. */
  async turn(): Promise<void> {
    await nextTask();
    this.turned = this.looked = performance.now();
    if (this.isAsked) throw new Stopped();
  }
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
// In Node an open port would keep the process.
(channel.port1 as { unref?: () => void }).unref?.();

/** The next task, without the 4 ms that nested timers wait. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
