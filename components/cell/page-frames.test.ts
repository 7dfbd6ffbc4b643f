// When the page draws beside a run, on a screen whose clock the test turns.
import { describe, expect, test } from "vitest";
import { PageFrames, type Screen } from "./page-frames";

/** A screen whose frames come every 16 ms and take `paintMs` from the drawing to the end of the painting. */
class HeldScreen implements Screen {
  ms = 0;
  frames = 0;
  private timers: { at: number; wake: () => void }[] = [];

  constructor(private readonly paintMs: number) {}

  now = () => this.ms;
  wait = (ms: number, wake: () => void) => void this.timers.push({ at: this.ms + ms, wake });
  afterPaint = (wake: () => void) => this.wait(this.paintMs, wake);
  onFrame = (draw: () => void) =>
    this.wait(16 - (this.ms % 16), () => {
      this.frames++;
      draw();
    });

  /** Lets time pass. */
  pass(ms: number): void {
    const end = this.ms + ms;
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.timers.splice(this.timers.indexOf(next), 1);
      this.ms = Math.max(this.ms, next.at);
      next.wake();
    }
    this.ms = end;
  }
}

/** How many frames a second has in which something changes every 10 ms. */
function framesOfSecond(paintMs: number): number {
  const screen = new HeldScreen(paintMs);
  const frames = new PageFrames(screen);
  const figure = {};
  for (let i = 0; i < 300; i++) {
    frames.draw(figure, () => {});
    screen.pass(10);
  }
  return screen.frames / 3;
}

describe("frames beside a run", () => {
  test("what changes before the next frame is drawn in that frame, once, as it was last", () => {
    const screen = new HeldScreen(1);
    const frames = new PageFrames(screen);
    const [curve, bar] = [{}, {}];
    const drawn: string[] = [];
    frames.draw(curve, () => drawn.push("curve, 1 point"));
    frames.draw(bar, () => drawn.push("bar at 1"));
    frames.draw(curve, () => drawn.push("curve, 2 points"));
    screen.pass(100);
    expect(drawn).toEqual(["curve, 2 points", "bar at 1"]);
    expect(screen.frames).toBe(1);
  });

  test("what was dropped is not drawn", () => {
    const screen = new HeldScreen(1);
    const frames = new PageFrames(screen);
    const curve = {};
    let drawn = 0;
    frames.draw(curve, () => drawn++);
    frames.drop(curve);
    screen.pass(100);
    expect(drawn).toBe(0);
  });

  test("at the end of a run what waits is drawn at once, and not again", () => {
    const screen = new HeldScreen(1);
    const frames = new PageFrames(screen);
    let drawn = 0;
    frames.draw({}, () => drawn++);
    frames.drawAll();
    expect(drawn).toBe(1);
    screen.pass(100);
    expect(drawn).toBe(1);
  });

  test("a frame that is cheap comes some twenty times a second, one that takes 5 ms some six times, and one that takes 100 ms four times", () => {
    expect(framesOfSecond(0.5)).toBeGreaterThan(19);
    expect(framesOfSecond(5)).toBeGreaterThan(5);
    expect(framesOfSecond(5)).toBeLessThan(7);
    expect(framesOfSecond(100)).toBeGreaterThan(3);
    expect(framesOfSecond(100)).toBeLessThan(5);
  });
});
