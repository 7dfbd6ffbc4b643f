import { expect, test } from "vitest";
import { clearProgress, keepPlace, markRead, readProgress } from "./progress-store";

function newStore(text?: string) {
  const kept = new Map(text === undefined ? [] : [["book:progress", text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("a section stays read since the day it was read first, and the last place is kept beside it", () => {
  const store = newStore();
  markRead(store, "mnist/mlp", "2026-01-02");
  keepPlace(store, { section: "losses/softmax", heading: "stable", lang: "en" });
  markRead(store, "mnist/mlp", "2026-03-04");
  expect(readProgress(store)).toEqual({
    read: { "mnist/mlp": "2026-01-02" },
    last: { section: "losses/softmax", heading: "stable", lang: "en" },
  });
});

test("cleared, nothing is left", () => {
  const store = newStore();
  markRead(store, "mnist/mlp", "2026-01-02");
  clearProgress(store);
  expect(readProgress(store)).toEqual({ read: {} });
});

test("what is no progress counts as none, and a full storage harms nobody", () => {
  expect(readProgress(newStore("{broken"))).toEqual({ read: {} });
  const full = { ...newStore(), setItem: () => { throw new Error("quota"); } }; // prettier-ignore
  expect(() => markRead(full, "mnist/mlp", "2026-01-02")).not.toThrow();
});
