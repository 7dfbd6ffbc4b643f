// A device that answers only when something is submitted, or by a slow timer, as Firefox's does.
import { expect, test } from "vitest";
import { keepAwake, needsNudge } from "./gpu-nudge";

/** A read answers at once where it is nudged, else after the timer; the clock is ours. */
function newDevice(timerMs: number, listens: boolean) {
  let clock = 0;
  let submits = 0;
  let answer: (() => void) | undefined;
  const device = {
    queue: {
      submit: () => {
        submits++;
        if (!listens) return;
        clock++;
        answer?.();
      },
    },
  };
  const read = (): Promise<void> =>
    new Promise((resolve) => {
      answer = resolve;
      // The timer, if nothing was submitted for a while.
      setTimeout(() => ((clock += timerMs), resolve()), 30);
    });
  return { device, read, now: () => clock, count: () => submits };
}

test("a device on a slow timer that listens to submits is nudged", async () => {
  const { device, read, now } = newDevice(100, true);
  expect(await needsNudge(device, read, now)).toBe(true);
});

test("a quick device is left alone, and so is a slow one that nudging does not help", async () => {
  const quick = newDevice(1, true);
  expect([await needsNudge(quick.device, quick.read, quick.now), quick.count()]).toEqual([false, 0]);
  const slow = newDevice(100, false);
  expect(await needsNudge(slow.device, slow.read, slow.now)).toBe(false);
});

test("nudging ends with the work, also with work that fails", async () => {
  const { device, count } = newDevice(0, false);
  expect(await keepAwake(device, Promise.resolve(3))).toBe(3);
  await expect(keepAwake(device, Promise.reject(new Error("lost")))).rejects.toThrow("lost");
  const before = count();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(count()).toBe(before);
});
