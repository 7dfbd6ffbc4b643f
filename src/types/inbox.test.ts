import { expect, test } from "vitest";
import { Inbox } from "./inbox";
import type { Question, ToTypes } from "./protocol";

const told = (source: string): ToTypes => ({ type: "cells", cells: [{ id: "a", source, own: false }], language: "zh" });
const at = { file: "cell:a", offset: 0 };
const hover = (id: number): Question => ({ type: "hover", id, at });
const problems = (id: number): Question => ({ type: "problems", id, cells: ["a"] });
const explain = (id: number): Question => ({ type: "explain", id, at, label: "x" });
const nameOf = (message: ToTypes) =>
  message.type === "cells" ? message.cells[0]!.source : `${message.type} ${message.id}`;

/** What is heeded, in order, when these come one after the other while the first is being heeded. */
async function heeded(first: ToTypes, ...later: ToTypes[]): Promise<string[]> {
  const names: string[] = [];
  await new Promise<void>((done) => {
    const inbox = new Inbox(async (message) => {
      names.push(nameOf(message));
      if (message === first) for (const one of later) inbox.add(one);
      if (message === (later.at(-1) ?? first)) done();
    });
    inbox.add(first);
  });
  return names;
}

test("what comes one by one is heeded in its order", async () => {
  expect(await heeded(told("1"), hover(1), told("2"), problems(2))).toEqual(["1", "hover 1", "2", "problems 2"]);
});

test("of questions of a kind only the last is answered, but every choice is explained", async () => {
  expect(await heeded(told("1"), problems(1), explain(2), told("2"), explain(3), problems(4))).toEqual([
    "1",
    "explain 2",
    "2",
    "explain 3",
    "problems 4",
  ]);
});

test("of states of the page that follow each other only the last is read", async () => {
  expect(await heeded(told("1"), told("2"), told("3"), hover(1), told("4"), problems(2))).toEqual([
    "1",
    "3",
    "hover 1",
    "4",
    "problems 2",
  ]);
});
