import { expect, test } from "vitest";
import type { Edit, Store } from "./edits";
import { EditsOfSection, mergeEdit } from "./edits";
import { applyImport, collectEdits, EditsFileError, planImport, readEditsFile, toEditsFile } from "./edits-file";
import { toIssueAddress, toIssueBody } from "./fault";
import { toExchangeWords } from "./exchange-words";

const base = { full: "f", common: "c", language: "zh" as const };
const edit = (text: string): Edit => ({ text, base });
const file = toEditsFile({ "a/b": { one: edit("1"), two: edit("2") }, "a/c": { three: edit("3") } }, new Date(0));

/** A `Storage` as browsers have it: its items are its own properties. */
function storage(items: Record<string, string> = {}): Store & Record<string, unknown> {
  const methods = {
    getItem: (key: string) => (items[key] as string | undefined) ?? null,
    setItem(this: Record<string, unknown>, key: string, value: string) {
      this[key] = items[key] = value;
    },
    removeItem: (key: string) => void delete items[key],
  };
  return Object.assign(Object.create(methods) as Store & Record<string, unknown>, items);
}

test("edits that go out come back in another browser, cell for cell", () => {
  const other = storage();
  expect(applyImport(planImport(readEditsFile(JSON.stringify(file)), other), other)).toBe(true);
  expect(collectEdits(other)).toEqual(file.sections);
});

test("an import overwrites nothing: where both have a text, both are kept and the page asks", () => {
  const mine = storage();
  new EditsOfSection("a/b", mine).save("one", edit("my own"));
  new EditsOfSection("a/b", mine).save("two", edit("2"));
  const changes = planImport(file, mine);
  expect(changes.map(({ cell, type }) => `${cell} ${type}`)).toEqual(["one both", "two same", "three new"]);
  applyImport(changes, mine);
  const kept = new EditsOfSection("a/b", mine).see("one");
  expect(mergeEdit(kept, base, "zh")).toEqual({ type: "rival", text: "my own", rival: "1" });
});

test("a file that is cut short, of another kind, newer or damaged is refused as a whole, and says which", () => {
  const text = JSON.stringify(file);
  const reasons = [
    text.slice(0, -20),
    "{}",
    "[1]",
    text.replace('"version":1', '"version":2'),
    text.replace('"text":"3"', '"text":3'),
    text.replace('"common":"c"', '"common":null'),
  ].map((broken) => {
    try {
      return readEditsFile(broken).format;
    } catch (error) {
      return error instanceof EditsFileError ? error.reason : "thrown";
    }
  });
  expect(reasons).toEqual(["json", "format", "format", "version", "damaged", "damaged"]);
});

test("two tabs that edit one cell lose neither text, whoever saves last", () => {
  const store = storage();
  const here = new EditsOfSection("a/b", store);
  const there = new EditsOfSection("a/b", store);
  for (const tab of [here, there]) tab.see("one");
  expect(there.save("one", edit("theirs"))).toBeUndefined();
  expect(here.findRival("one", "book")).toBe("theirs");
  expect(here.save("one", edit("mine"))).toBe("theirs");
  expect(here.save("one", edit("mine, longer"))).toBe("theirs");
  expect(here.find("one")).toMatchObject({ text: "mine, longer", rival: "theirs" });
  here.settle("one");
  expect(here.save("one", edit("mine, again"))).toBeUndefined();
  expect(there.drop("one")).toBe("mine, again");
  expect(here.find("one")?.text).toBe("mine, again");
});

test("a store that is full keeps the edits in memory and says so, until it takes them again", () => {
  let isFull = true;
  const store = storage();
  const edits = new EditsOfSection("a/b", {
    ...store,
    getItem: (key) => store.getItem(key),
    removeItem: () => undefined,
    setItem: (key, value) => {
      if (isFull) throw new DOMException("full", "QuotaExceededError");
      store.setItem(key, value);
    },
  });
  edits.save("one", edit("1"));
  expect(edits.isSaved).toBe(false);
  expect(edits.find("one")?.text).toBe("1");
  isFull = false;
  edits.save("two", edit("2"));
  expect(edits.isSaved).toBe(true);
  expect(Object.keys(new EditsOfSection("a/b", store).all)).toEqual(["one", "two"]);
});

test("a report says what was edited and what came out, in a fence that the code cannot close, and fits an address", () => {
  const say = toExchangeWords("zh").report;
  const fault = { page: "https://b/x#cell-a", release: "abc", device: "wasm", browser: "B", state: "failed" };
  const body = toIssueBody({ ...fault, code: "const a = `x`;\n```", outputs: ["TypeError"] }, say);
  expect(body).toContain("````ts\nconst a = `x`;\n```\n````");
  expect(body).toContain("failed\nTypeError");
  expect(toIssueBody(fault, say)).toContain(say.unchanged);
  const address = toIssueAddress(
    "https://github.com/o/n",
    "标题",
    toIssueBody({ ...fault, code: "值".repeat(5000) }, say),
  );
  expect(address.length).toBeLessThan(7100);
  expect(new URL(address).searchParams.get("body")).toContain("值值");
});
