import { expect, test } from "vitest";
import { Queue } from "./queue";

const needsNothing = (): string[] => [];

function takeAll(queue: Queue, findNeeds: (cell: string) => string[] = needsNothing): string[] {
  const taken: string[] = [];
  for (let next = queue.take(findNeeds); next; next = queue.take(findNeeds)) taken.push(`${next.cell} ${next.run}`);
  return taken;
}

test("cells run in the order in which they were asked for", () => {
  const queue = new Queue();
  queue.add(1, ["data", "train"]);
  queue.add(2, ["plot"]);
  expect(takeAll(queue)).toEqual(["data 1", "train 1", "plot 2"]);
});

test("a cell asked for twice runs once, for the later run and in its order", () => {
  const queue = new Queue();
  queue.add(1, ["train"]);
  queue.add(2, ["data", "train"]);
  expect(takeAll(queue)).toEqual(["data 2", "train 2"]);
});

test("a cell does not overtake what it needs, even if that was asked for later", () => {
  const queue = new Queue();
  queue.add(1, ["train", "plot"]);
  queue.add(2, ["data", "train"]);
  const needs: Record<string, string[]> = { plot: ["train"], train: ["data"] };
  expect(takeAll(queue, (cell) => needs[cell] ?? [])).toEqual(["data 2", "train 2", "plot 1"]);
});

test("a stop of one cell leaves the others waiting", () => {
  const queue = new Queue();
  queue.add(1, ["data", "train"]);
  expect(queue.drop("data")).toEqual([{ cell: "data", run: 1 }]);
  expect(queue.find("train")?.run).toBe(1);
  expect(queue.drop()).toEqual([{ cell: "train", run: 1 }]);
});
