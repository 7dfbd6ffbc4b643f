// How fast training goes and how long it still takes, from what was seen over the last seconds. Says nothing until it
// knows: not before some steps and some time have passed, and not while steps fail to come.

/** What counts is at most this old, unless that would be too few steps. */
const windowMs = 5000;
/** Before this much has been seen, nothing is said. */
const leastMs = 1500;
const leastMarks = 4;

interface Mark {
  step: number;
  ms: number;
}

export class Pace {
  private marks: Mark[] = [];

  /** So many steps had been taken at this time. */
  add(step: number, ms: number): void {
    if (step <= (this.marks.at(-1)?.step ?? -1)) return;
    this.marks.push({ step, ms });
    while (this.marks.length > leastMarks && ms - this.marks[1]!.ms >= windowMs) this.marks.shift();
  }

  /** It does not go on, or another begins: what was seen does not count any more. */
  forget(): void {
    this.marks = [];
  }

  /** Steps per second, undefined while that is not known. */
  stepsPerSecond(nowMs: number): number | undefined {
    const first = this.marks[0];
    const last = this.marks.at(-1);
    if (!first || !last || this.marks.length < leastMarks || last.ms - first.ms < leastMs) return undefined;
    const usualMs = (last.ms - first.ms) / (this.marks.length - 1);
    const isStuck = nowMs - last.ms > 2000 + 3 * usualMs;
    return isStuck ? undefined : (1000 * (last.step - first.step)) / (last.ms - first.ms);
  }

  /** Seconds until step `total`; undefined while that is not known, and where it is not worth saying. */
  secondsLeft(total: number, nowMs: number): number | undefined {
    const rate = this.stepsPerSecond(nowMs);
    const last = this.marks.at(-1);
    if (rate === undefined || !last) return undefined;
    const seconds = (total - last.step) / rate - (nowMs - last.ms) / 1000;
    return seconds < 2 ? undefined : seconds;
  }
}

/** A time that nobody takes for exact: 7 s, 25 s, 3 min, 1.5 h. */
export function roundSeconds(seconds: number): { value: number; unit: "s" | "min" | "h" } {
  if (seconds < 9.5) return { value: Math.round(seconds), unit: "s" };
  if (seconds < 57.5) return { value: 5 * Math.round(seconds / 5), unit: "s" };
  if (seconds < 59.5 * 60) return { value: Math.round(seconds / 60), unit: "min" };
  return { value: Math.round(seconds / 1800) / 2, unit: "h" };
}
