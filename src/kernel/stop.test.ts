import { expect, test } from "vitest";
import { Brake, Stopped } from "./stop";

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("a loop gives way about every 50 ms", async () => {
  const brake = new Brake();
  expect(brake.due()).toBe(false);
  spin(55);
  expect(brake.due() || brake.due()).toBe(true);
  await brake.turn();
  expect(brake.due()).toBe(false);
});

test("a fast loop is still heard within 100 ms", () => {
  const brake = new Brake();
  const start = performance.now();
  while (!brake.due());
  expect(performance.now() - start).toBeLessThan(100);
});

test("asked to stop, the next guard ends the cell", async () => {
  const brake = new Brake();
  brake.ask();
  expect(brake.due()).toBe(true);
  await expect(brake.turn()).rejects.toBeInstanceOf(Stopped);
});

test("messages get in while a loop takes its turns", async () => {
  const brake = new Brake();
  let isHeard = false;
  setTimeout(() => (isHeard = true), 0);
  for (let turns = 0; !isHeard; turns++) {
    if (turns > 10_000) throw new Error("no message got in during 10,000 turns");
    await brake.turn();
  }
});
