import { expect, test } from "vitest";
import { transition } from "./transition";
import type { CellEvent } from "./transition";
import type { CellState } from "./protocol";

const rows: [from: CellState, event: CellEvent, to: CellState, world: string][] = [
  ["idle", "enqueue", "queued", "a run waits its turn"],
  ["idle", "edit", "idle", "an edit of a cell that has not run leaves it idle"],
  ["idle", "input", "idle", "a cell that has not run has no inputs to be outdated"],
  ["idle", "lose", "idle", "a cell that has not run loses nothing"],
  ["queued", "start", "running", "a waiting cell starts"],
  ["queued", "stop", "stopped", "a waiting cell can be stopped"],
  ["queued", "fail", "failed", "a waiting cell fails when what it needs failed"],
  ["queued", "edit", "queued", "an edit of a waiting cell is what will run"],
  ["running", "finish", "done", "a cell that ends is done"],
  ["running", "fail", "failed", "a cell that throws has failed"],
  ["running", "stop", "stopped", "a running cell can be stopped"],
  ["running", "lose", "stopped", "a cell that ran when its worker ended is stopped"],
  ["done", "edit", "stale", "an edit of a cell that has run makes it stale"],
  ["done", "input", "stale", "a changed input makes a cell stale"],
  ["done", "lose", "stale", "a cell whose values are lost is stale"],
  ["done", "fail", "failed", "a promise left behind may reject after the end"],
  ["failed", "edit", "stale", "an edit of a failed cell makes it stale"],
  ["stopped", "enqueue", "queued", "a stopped cell runs again"],
  ["stale", "enqueue", "queued", "a stale cell runs again"],
  ["stale", "input", "stale", "a stale cell is not staler"],
  ["done", "start", "done", "only a waiting cell starts"],
];

test.each(rows)("%s + %s → %s: %4$s", (from, event, to) => {
  expect(transition(from, event)).toBe(to);
});
