// When the page tries its devices: never before or during a run.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KernelClient } from "./kernel-client";
import { newProbeMemory } from "./probe-memory";
import type { KernelEvent } from "./kernel-event";
import type { ProbeMemory } from "./probe-memory";
import type { WorkerLike } from "./kernel-client";
import type { FromKernel, ToKernel } from "./protocol";

class FakeWorker implements WorkerLike {
  heard: ToKernel["type"][] = [];
  probes: unknown;
  isEnded = false;
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  postMessage(message: ToKernel): void {
    this.heard.push(message.type);
    if (message.type === "open") this.probes = message.probes;
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(...messages: FromKernel[]): void {
    for (const data of messages) this.onmessage?.({ data } as MessageEvent<FromKernel>);
  }
}

interface Opened {
  client: KernelClient;
  workers: FakeWorker[];
  events: KernelEvent[];
  memory: ProbeMemory;
}

/** A page whose cell has run once on a device that was guessed. */
function openPage(): Opened {
  const workers: FakeWorker[] = [];
  const events: KernelEvent[] = [];
  const memory = newProbeMemory();
  const start = (): FakeWorker => workers[workers.push(new FakeWorker()) - 1]!;
  const client = new KernelClient(start, memory);
  client.on((event) => events.push(event));
  client.setCells([{ id: "train", source: "", auto: false, own: false }]);
  client.open({ language: "en", base: "/", shape: { layers: [784, 128, 10], batchSize: 128 } });
  void client.run(["train"]);
  workers[0]!.say({ type: "device", backend: "wasm", reason: "guessed", isGuess: true }, ...ended(1));
  return { client, workers, events, memory };
}

const ended = (run: number): FromKernel[] => [
  { type: "state", cell: "train", run, state: "running" },
  { type: "state", cell: "train", run, state: "done", ms: 5 },
];

const probed: FromKernel = {
  type: "probed",
  key: "gpu|class",
  probe: [
    { backend: "webgpu", stepMs: 1 },
    { backend: "wasm", stepMs: 3 },
  ],
  reason: "tried",
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("devices are tried in a worker of their own once the cells have rested", async () => {
  const { workers } = openPage();
  await vi.advanceTimersByTimeAsync(499);
  expect(workers).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(workers[1]?.heard).toEqual(["open", "probe"]);
});

test("what was found is told, kept for the next worker, and not asked again", async () => {
  const { client, workers, events, memory } = openPage();
  await vi.advanceTimersByTimeAsync(500);
  workers[1]!.say(probed);
  expect(workers[1]!.isEnded).toBe(true);
  expect(events.filter(({ type }) => type === "device").at(-1)).toMatchObject({ backend: "wasm", reason: "tried" });
  expect(Object.keys(memory.read())).toEqual(["gpu|class"]);
  void client.run(["train"]);
  workers[0]!.say(...ended(2));
  await vi.advanceTimersByTimeAsync(5000);
  expect(workers).toHaveLength(2);
  client.restart();
  void client.run(["train"]);
  expect(workers[2]?.probes).toEqual(memory.read());
});

test("a run ends the trying, which begins again at the next rest", async () => {
  const { client, workers } = openPage();
  await vi.advanceTimersByTimeAsync(500);
  void client.run(["train"]);
  expect(workers[1]!.isEnded).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(workers).toHaveLength(2);
  workers[0]!.say(...ended(2));
  await vi.advanceTimersByTimeAsync(500);
  expect(workers[2]?.heard).toEqual(["open", "probe"]);
});

test("nothing is tried for a device that was not guessed, nor after the kernel has ended", async () => {
  const { client, workers } = openPage();
  client.restart();
  void client.run(["train"]);
  workers[1]!.say({ type: "device", backend: "wasm", reason: "asked for" }, ...ended(3));
  await vi.advanceTimersByTimeAsync(5000);
  expect(workers).toHaveLength(2);
});
