// Trainings in the worker, driven by hand: a loop that asks before each step, snapshots made of the step's number.
import { beforeEach, describe, expect, test } from "vitest";
import { Page } from "./page";
import { Trainings } from "./trainings";
import type { FromKernel } from "./protocol";
import type { GoOn, TrainingStatus } from "./training-messages";
import type { Snapshot } from "../book/snapshot";
import type { TrainingHandle } from "../book/training-host";

const snapshotOf = (step: number): Snapshot => ({
  step,
  seed: 0,
  params: {},
  optimizer: {},
  losses: Float32Array.from({ length: step }, (_, i) => i),
});

let posted: FromKernel[];
let page: Page;
let trainings: Trainings;
let stopped: boolean;
let disposed: number[];

beforeEach(() => {
  posted = [];
  disposed = [];
  stopped = false;
  page = new Page(() => {});
  page.setCells(
    [{ id: "train", source: "const trained = {}; const tried = {}; const other = 1;", auto: false, own: false }],
    false,
  );
  trainings = new Trainings(
    page,
    (message) => void posted.push(message),
    (_, make) => make(),
  );
});

function begin(total = 10, { run = 1, goOn, canGoOn = true }: { run?: number; goOn?: GoOn; canGoOn?: boolean } = {}) {
  trainings.plan("train", goOn);
  trainings.beginRun("train", run);
  const turn = () => (stopped ? Promise.reject(new Error("stopped")) : Promise.resolve());
  return trainings.begin(
    { cell: "train", run, isStopped: () => stopped, isBroken: () => false, turn, soon: (tell) => tell() },
    { total, canGoOn },
  )!;
}

/** The trainer's loop: a snapshot of every step; returns how far it came. */
async function loop(handle: TrainingHandle, total = 10): Promise<number> {
  let step = handle.from?.step ?? 0;
  handle.keep(snapshotOf(step));
  while (step < total) {
    step++;
    handle.keep(snapshotOf(step));
    if (!(await handle.next(step))) break;
  }
  const restore = ({ step: at }: Snapshot) => ({ params: { w: { dispose: () => void disposed.push(at) } } });
  const net = { params: {} };
  handle.end({ step, net, restore });
  page.get("train")!.values = new Map<string, unknown>([
    ["trained", net],
    ["tried", { net, history: [] }],
    ["other", 1],
  ]);
  trainings.endRun("train", true);
  return step;
}

const status = (): TrainingStatus => posted.filter((message) => message.type === "training").at(-1)!.status;
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe("a training", () => {
  test("that nobody touches runs to its end, and tells which names hold the network", async () => {
    expect(await loop(begin())).toBe(10);
    expect(status()).toMatchObject({ phase: "done", step: 10, shown: 10, names: ["trained", "tried"] });
    expect(status().checkpoints.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(status().checkpoints[7]).toEqual({ step: 7, loss: 6 });
  });

  test("holds, takes one step at a time, and goes on", async () => {
    const handle = begin();
    trainings.ask("train", "hold");
    const end = loop(handle);
    await soon();
    expect(status()).toMatchObject({ phase: "paused", step: 1 });
    for (const step of [2, 3]) {
      trainings.ask("train", "step");
      await soon();
      expect(status()).toMatchObject({ phase: "paused", step });
    }
    trainings.ask("train", "go");
    expect(await end).toBe(10);
  });

  test("ends early and is kept, also while it holds", async () => {
    const handle = begin();
    trainings.ask("train", "hold");
    const end = loop(handle);
    await soon();
    trainings.ask("train", "keep");
    expect(await end).toBe(1);
    expect(status()).toMatchObject({ phase: "kept", step: 1, total: 10, shown: 1 });
  });

  test("hears a stop while it holds, and the page is given its last snapshot", async () => {
    const handle = begin();
    trainings.ask("train", "hold");
    const end = loop(handle);
    await soon();
    stopped = true;
    trainings.stop();
    await expect(end).rejects.toThrow("stopped");
    trainings.endRun("train", false);
    expect(status()).toMatchObject({ phase: "stopped", step: 1, names: [] });
    expect(posted).toContainEqual(expect.objectContaining({ type: "snapshot", index: 0, snapshot: snapshotOf(1) }));
  });

  test("goes on from a checkpoint of the last run, whose earlier checkpoints stay", async () => {
    await loop(begin());
    const handle = begin(10, { run: 2, goOn: { cell: "train", step: 4 } });
    expect(handle.from).toEqual(snapshotOf(4));
    await loop(handle);
    expect(status()).toMatchObject({ from: 4, phase: "done" });
    expect(status().checkpoints.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(begin(10, { run: 3 }).from, "the next run begins anew").toBeUndefined();
  });

  test("goes on from a snapshot that the page kept, but only the one that it is of, and only where that is honest", () => {
    const goOn = { cell: "train", index: 0, snapshot: snapshotOf(4) };
    expect(begin(10, { goOn }).from).toEqual(snapshotOf(4));
    expect(begin(10, { run: 2, goOn: { ...goOn, index: 1 } }).from).toBeUndefined();
    expect(begin(10, { run: 3, goOn, canGoOn: false }).from).toBeUndefined();
  });
});

describe("the names of a cell", () => {
  test("hold the network of a checkpoint when asked, and the run's own again; stand-ins are freed", async () => {
    await loop(begin());
    const values = page.get("train")!.values;
    const [trained, tried] = [values.get("trained"), values.get("tried")];
    expect(trainings.show("train", 4)).toEqual(["trained", "tried"]);
    const stand = values.get("trained");
    expect(stand).not.toBe(trained);
    expect(values.get("tried")).toEqual({ net: stand, history: [] });
    expect(status().shown).toBe(4);
    trainings.show("train", 6);
    expect(disposed).toEqual([4]);
    trainings.show("train", 10);
    expect(disposed).toEqual([4, 6]);
    expect([values.get("trained"), values.get("tried")]).toEqual([trained, tried]);
    expect(values.get("trained")).toBe(trained);
  });

  test("stay as they are for a step that has no checkpoint, and after the cell was run again", async () => {
    await loop(begin());
    expect(trainings.show("train", 11)).toEqual([]);
    begin(10, { run: 2 });
    expect(trainings.show("train", 4)).toEqual([]);
  });
});

test("the step is known from which on the loss is no number", async () => {
  await loop(begin());
  expect(trainings.findLostStep("train")).toBeUndefined();
  const handle = begin(3, { run: 2 });
  handle.keep({ ...snapshotOf(3), losses: Float32Array.of(2.3, NaN, Infinity) });
  expect(trainings.findLostStep("train")).toBe(2);
});
