import { expect, test } from "vitest";
import { EditsOfSection, mergeEdit, type Store } from "./edits";
import { LastOutputs } from "./last-outputs";
import { toSourceHash } from "./source-hash";

const zh = 'const title = "损失"; // 画出来\nconst lr = 0.1;';
const en = 'const title = "loss"; // draw it\nconst lr = 0.1;';

function memory(): Store & { size: number } {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    get size() {
      return items.size;
    },
  };
}

const edit = (original: string, language: "zh" | "en") => ({
  text: "mine",
  base: { ...toSourceHash(original), language },
});

test("a cell without an edit shows the book's text", () => {
  expect(mergeEdit(undefined, toSourceHash(zh), "zh")).toEqual({ type: "original" });
});

test("an edit of this very text is shown", () => {
  expect(mergeEdit(edit(zh, "zh"), toSourceHash(zh), "zh")).toEqual({ type: "edited", text: "mine" });
});

test("an edit made in Chinese is shown in English, where only words differ", () => {
  expect(mergeEdit(edit(zh, "zh"), toSourceHash(en), "en")).toEqual({ type: "edited", text: "mine" });
});

test("an edit of another release is a conflict, in either language, even if only a comment changed", () => {
  expect(mergeEdit(edit(zh, "zh"), toSourceHash(zh.replace("0.1", "0.2")), "zh").type).toBe("conflict");
  expect(mergeEdit(edit(zh, "zh"), toSourceHash(en.replace("0.1", "0.2")), "en").type).toBe("conflict");
  expect(mergeEdit(edit(zh, "zh"), toSourceHash(zh.replace("画出来", "画")), "zh").type).toBe("conflict");
});

test("edits survive in the store until the last is dropped", () => {
  const store = memory();
  new EditsOfSection("mnist/mlp", store).save("train", edit(zh, "zh"));
  const again = new EditsOfSection("mnist/mlp", store);
  expect(again.see("train")?.text).toBe("mine");
  expect(new EditsOfSection("mnist/cnn", store).find("train")).toBeUndefined();
  again.drop("train");
  expect(store.size).toBe(0);
});

test("a store that holds rubbish, or is full, loses nothing else", () => {
  const full: Store = {
    getItem: () => "{not json",
    setItem: () => {
      throw new DOMException("full");
    },
    removeItem: () => undefined,
  };
  const edits = new EditsOfSection("mnist/mlp", full);
  expect(edits.find("train")).toBeUndefined();
  expect(() => edits.save("train", edit(zh, "zh"))).not.toThrow();
});

test("outputs of an earlier run come back for the same code in either language, not for another", () => {
  const kept = new LastOutputs("mnist/mlp", memory());
  kept.save("train", zh, [{ kind: "text", text: "1", source: "value" }]);
  expect(kept.find("train", en)).toEqual([{ kind: "text", text: "1", source: "value" }]);
  expect(kept.find("train", zh.replace("0.1", "0.2"))).toBeUndefined();
});
