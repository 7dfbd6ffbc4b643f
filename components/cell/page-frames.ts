// Drawing beside a run: whatever has changed on the page is drawn together, and frames stand as far apart as they are
// dear. Where the machine has few cores, or no graphics card, the page's drawing takes its time from the training.

const frameMs = 33;
/** A frame (our drawing, and what the browser then lays out and paints) has this share of the page's time. */
const frameShare = 1 / 32;
const slowestMs = 250;

/** When things are drawn. `afterPaint` calls back in the first task after the browser has painted the frame. */
export interface Screen {
  now(): number;
  wait(ms: number, wake: () => void): void;
  onFrame(draw: () => void): void;
  afterPaint(wake: () => void): void;
}

const browserScreen: Screen = {
  now: () => performance.now(),
  wait: (ms, wake) => void setTimeout(wake, ms),
  onFrame: (draw) => void requestAnimationFrame(draw),
  afterPaint: (wake) => void setTimeout(wake),
};

export class PageFrames {
  #waiting = new Map<object, () => void>();
  #isAsked = false;
  #last = -Infinity;
  #paceMs = frameMs;

  constructor(private readonly screen: Screen = browserScreen) {}

  /** Draws `what` in the next frame; asked again before, it is drawn once, the way that was said last. */
  draw(what: object, draw: () => void): void {
    this.#waiting.set(what, draw);
    if (this.#isAsked) return;
    this.#isAsked = true;
    const { screen } = this;
    screen.wait(Math.max(0, this.#last + this.#paceMs - screen.now()), () => screen.onFrame(() => this.#drawFrame()));
  }

  /** What was asked for `what` and not yet drawn is out of date. */
  drop(what: object): void {
    this.#waiting.delete(what);
  }

  /** A run has ended: what waits for a frame is drawn at once. */
  drawAll(): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const draw of all) draw();
  }

  #drawFrame(): void {
    this.#isAsked = false;
    this.#last = this.screen.now();
    this.drawAll();
    this.screen.afterPaint(() => {
      const ms = this.screen.now() - this.#last;
      this.#paceMs = Math.min(Math.max(frameMs, ms / frameShare), slowestMs);
    });
  }
}

/** Those of this page. */
export const pageFrames = new PageFrames();
