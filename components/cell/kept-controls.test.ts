import { expect, test } from "vitest";
import { KeptControls } from "./kept-controls";

function openStore() {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

test("numbers, drawings and points are there again after a reload, the last of each name", () => {
  const store = openStore();
  const kept = new KeptControls("a/b", store);
  kept.save("setup", "lr", 0.1);
  kept.save("setup", "lr", 0.2);
  kept.save("setup", "points", [{ x: 1, y: 2 }]);
  kept.save("pad", "digit", [0, 0.5]);
  expect(new KeptControls("a/b", store).all).toEqual([
    ["setup", "lr", 0.2],
    ["setup", "points", [{ x: 1, y: 2 }]],
    ["pad", "digit", [0, 0.5]],
  ]);
  expect(new KeptControls("a/c", store).all).toEqual([]);
});

test("nothing of a reader's file is stored", () => {
  const store = openStore();
  const kept = new KeptControls("a/b", store);
  kept.save("files", "corpus", { name: "diary.txt", text: "secret" });
  kept.save("files", "picture", { name: "me.png", width: 1, height: 1, data: new Uint8ClampedArray(4), text: "me" });
  expect([...store.map.values()].join()).not.toMatch(/diary|secret|me\.png/);
});
