import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { KernelClient } from "./kernel-client";
import type { KernelEvent } from "./kernel-event";
import type { WorkerLike } from "./kernel-client";
import type { CellSource, FromKernel, ToKernel } from "./protocol";
import type { Snapshot } from "../book/snapshot";
import type { TrainingStatus } from "./training-messages";

class FakeWorker implements WorkerLike {
  heard: ToKernel[] = [];
  isEnded = false;
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  postMessage(message: ToKernel): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(...messages: FromKernel[]): void {
    for (const data of messages) this.onmessage?.({ data } as MessageEvent<FromKernel>);
  }
}

function cell(id: string, source = ""): CellSource {
  return { id, source, auto: false, own: false };
}

function openPage(): { client: KernelClient; workers: FakeWorker[]; events: KernelEvent[] } {
  const workers: FakeWorker[] = [];
  const events: KernelEvent[] = [];
  const client = new KernelClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  client.on((event) => events.push(event));
  client.setCells([cell("data"), cell("train")]);
  return { client, workers, events };
}

const running = (id: string, run: number): FromKernel => ({ type: "state", cell: id, run, state: "running" });
const done = (id: string, run: number): FromKernel => ({ type: "state", cell: id, run, state: "done", ms: 5 });
const text = (id: string, run: number, words: string): FromKernel => ({
  type: "output",
  cell: id,
  run,
  op: "append",
  output: { kind: "text", text: words, source: "value" },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("no worker is started before the first run", () => {
  const { client, workers } = openPage();
  client.setCells([cell("data", "1")]);
  client.control("data", "lr", 1);
  expect(workers).toEqual([]);
  void client.run(["data"]);
  expect(workers[0]?.heard.map(({ type }) => type)).toEqual(["open", "cells", "control", "run"]);
});

test("a run resolves with state, time and outputs", async () => {
  const { client, workers } = openPage();
  const result = client.run(["data"]);
  workers[0]?.say(running("data", 1), text("data", 1, "2"), done("data", 1));
  expect(await result).toEqual([{ state: "done", ms: 5, outputs: [{ kind: "text", text: "2", source: "value" }] }]);
});

test("running a running cell joins its run, also when it runs for another", async () => {
  const { client, workers } = openPage();
  const train = client.run(["train"]);
  workers[0]?.say(running("data", 1));
  const data = client.run(["data"]);
  workers[0]?.say(done("data", 1), running("train", 1), done("train", 1));
  expect((await data)[0]?.state).toBe("done");
  expect((await train)[0]?.state).toBe("done");
  expect(workers[0]?.heard.filter(({ type }) => type === "run")).toHaveLength(1);
});

test("what an old run says is dropped", () => {
  const { client, workers } = openPage();
  void client.run(["data"]);
  workers[0]?.say(running("data", 1), text("data", 1, "old"), done("data", 1));
  void client.run(["data"]);
  workers[0]?.say(
    text("data", 1, "late"),
    { type: "output", cell: "data", run: 2, op: "clear" },
    text("data", 2, "new"),
  );
  expect(client.view("data").outputs.map((output) => output.text)).toEqual(["new"]);
});

describe("stop", () => {
  test("a cell that hears it keeps the worker and its values", async () => {
    const { client, workers } = openPage();
    void client.run(["data"]);
    workers[0]?.say(running("data", 1));
    const stop = client.stop("data");
    workers[0]?.say({ type: "state", cell: "data", run: 1, state: "stopped", ms: 9 });
    await stop;
    await vi.advanceTimersByTimeAsync(5000);
    expect(workers[0]?.isEnded).toBe(false);
  });

  test("a cell that does not hear it within a second is ended, and the lost names are said", async () => {
    const { client, workers, events } = openPage();
    void client.run(["data"]);
    workers[0]?.say(
      running("data", 1),
      { type: "values", cell: "data", run: 1, bands: [], values: { X: { text: "…" } } },
      done("data", 1),
    );
    const result = client.run(["train"]);
    workers[0]?.say(running("train", 2));
    const stop = client.stop();
    await vi.advanceTimersByTimeAsync(999);
    expect(workers[0]?.isEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await stop;
    expect(workers[0]?.isEnded).toBe(true);
    expect((await result)[0]?.state).toBe("stopped");
    expect(client.view("data").state).toBe("stale");
    expect(events).toContainEqual({ type: "lost", why: "stop", names: ["X"], cells: ["data"], message: undefined });
    void client.run(["train"]);
    expect(workers).toHaveLength(2);
  });

  test("a waiting cell is held up by the one of its run that does not hear", async () => {
    const { client, workers } = openPage();
    const result = client.run(["train"]);
    workers[0]?.say(running("data", 1));
    void client.stop("train");
    await vi.advanceTimersByTimeAsync(1000);
    expect((await result)[0]?.state).toBe("stopped");
    expect(workers[0]?.isEnded).toBe(true);
  });
});

test("what an ended worker still says is not heard", () => {
  const { client, workers } = openPage();
  void client.run(["data"]);
  client.restart();
  workers[0]?.say(running("data", 99));
  expect(client.view("data").state).toBe("stopped");
});

test("a broken kernel fails what runs, with its words", async () => {
  const { client, workers } = openPage();
  const result = client.run(["data"]);
  workers[0]?.say(running("data", 1), { type: "broken", message: "device lost" });
  expect(await result).toMatchObject([
    { state: "failed", error: { name: "KernelError", message: "device lost", cell: "data" } },
  ]);
});

describe("a training that lost its device", () => {
  const snapshot = { step: 7, seed: 0, params: {}, optimizer: {}, losses: new Float32Array(7) };
  const lose = async () => {
    const page = openPage();
    const result = page.client.run(["train"]);
    page.workers[0]?.say(
      running("train", 1),
      { type: "snapshot", cell: "train", run: 1, index: 0, total: 9, bytes: 28, snapshot },
      { type: "broken", message: "lost at step 8", hint: "goes on from step 7", goesOn: "train" },
    );
    return { ...page, result: await result };
  };
  const goOns = (worker: FakeWorker | undefined) =>
    worker?.heard.flatMap((message) => (message.type === "run" ? [message.goOn] : []));

  test("goes on from what the page kept when its cell is run again, and only then", async () => {
    const { client, workers, result } = await lose();
    expect(result).toMatchObject([{ state: "failed", error: { hint: "goes on from step 7" } }]);
    void client.run(["data"]);
    void client.run(["train"]);
    expect(goOns(workers[1])).toEqual([undefined, { cell: "train", index: 0, snapshot }]);
    client.restart();
    void client.run(["train"]);
    expect(goOns(workers[2])).toEqual([undefined]);
  });

  test("begins anew after an edit, or with another value of a control", async () => {
    const edited = await lose();
    edited.client.setCells([{ id: "train", source: "another", auto: false, own: false }]);
    void edited.client.run(["train"]);
    expect(goOns(edited.workers[1])).toEqual([undefined]);
    const moved = await lose();
    moved.client.control("setup", "lr", 0.5);
    void moved.client.run(["train"]);
    expect(goOns(moved.workers[1])).toEqual([undefined]);
  });
});

test("streamed points extend the figure that a late listener sees", () => {
  const { client, workers } = openPage();
  void client.run(["train"]);
  const figure = { data: { x: [0] }, marks: [] };
  workers[0]?.say(
    { type: "output", cell: "train", run: 1, op: "append", output: { kind: "figure", text: "", id: "f", figure } },
    { type: "points", cell: "train", run: 1, index: 0, columns: { x: [1, 2] } },
  );
  expect(client.view("train").outputs).toMatchObject([{ figure: { data: { x: [0, 1, 2] } } }]);
});

test("an edit without a worker makes stale what had run, a translation does not", () => {
  const { client, workers } = openPage();
  void client.run(["data"]);
  workers[0]?.say(running("data", 1), done("data", 1));
  client.restart();
  void client.run(["train"]);
  client.restart();
  expect(client.view("train").state).toBe("stopped");
  client.setCells([cell("data"), cell("train", "// en")], "en");
  expect(client.view("train").state).toBe("stopped");
  client.setCells([cell("data"), cell("train", "edited")], "en");
  expect(client.view("train").state).toBe("stale");
});

test("a moved control is told to a new worker", () => {
  const { client, workers } = openPage();
  client.control("data", "lr", 0.5);
  void client.run(["data"]);
  client.control("data", "lr", 0.7);
  client.restart();
  void client.run(["data"]);
  expect(workers[1]?.heard).toContainEqual({ type: "control", run: 0, cell: "data", name: "lr", value: 0.7 });
});

describe("a training", () => {
  const status: TrainingStatus = {
    phase: "running",
    step: 7,
    total: 9,
    from: 0,
    canGoOn: true,
    checkpoints: [{ step: 0, loss: NaN }],
    names: [],
  };
  const snapshot: Snapshot = { step: 5, seed: 0, params: {}, optimizer: {}, losses: new Float32Array(5) };
  const kept = { index: 0, snapshot };
  const train = (): ReturnType<typeof openPage> => {
    const page = openPage();
    void page.client.run(["train"]);
    page.workers[0]?.say(
      running("train", 1),
      { type: "training", cell: "train", run: 1, status },
      { type: "snapshot", cell: "train", run: 1, ...kept, total: 9, bytes: 20 },
    );
    return page;
  };

  test("that is lost with its worker has stopped, and what was kept of it goes into the next worker", () => {
    const { client, workers } = train();
    client.restart();
    expect(client.view("train").training).toMatchObject({ phase: "stopped", step: 7, checkpoints: [] });
    expect(client.view("train").kept).toEqual(kept);
    void client.run(["train"], { cell: "train", ...kept });
    expect(workers[1]?.heard.at(-1)).toMatchObject({ type: "run", cells: ["train"], goOn: { cell: "train", ...kept } });
  });

  test("that ended leaves nothing to go on with, and its checkpoints go with the worker", () => {
    const { client, workers } = train();
    workers[0]?.say({ type: "training", cell: "train", run: 1, status: { ...status, phase: "done" } });
    expect(client.view("train").kept).toBeUndefined();
    client.restart();
    expect(client.view("train").training).toBeUndefined();
  });

  test("of an older run is not heard", () => {
    const { client, workers } = train();
    workers[0]?.say(done("train", 1));
    void client.run(["train"]);
    workers[0]?.say({ type: "training", cell: "train", run: 1, status: { ...status, step: 99 } });
    expect(client.view("train").training?.step).toBe(7);
  });

  test("hears what the reader asks of it", () => {
    const { client, workers } = train();
    client.train("train", "hold");
    client.show("train", 3);
    expect(workers[0]?.heard.slice(-2)).toEqual([
      { type: "training", cell: "train", ask: "hold" },
      { type: "show", run: 2, cell: "train", step: 3 },
    ]);
  });
});
