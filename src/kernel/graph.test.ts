import { describe, expect, test } from "vitest";
import { findDependants, findSources, findTakenNames, plan, toGraph } from "./graph";
import type { Graph, GraphCell } from "./graph";

/** "data: X y <- seed" is the cell `data`, which defines X and y and reads seed; "own!" gives no names. */
function graphOf(...lines: string[]): Graph {
  return toGraph(lines.map(toCell));
}

function toCell(line: string): GraphCell {
  const [head = "", tail = ""] = line.split("<-");
  const [id = "", names = ""] = head.split(":");
  return { id: id.replace("!", ""), own: id.includes("!"), definitions: words(names), references: words(tail) };
}

function words(text: string): string[] {
  return text.split(" ").filter(Boolean);
}

const never = (): boolean => false;
const always = (): boolean => true;

const section = graphOf(
  "setup: seed",
  "data: X y <- seed",
  "net: net <- seed",
  "train: trained <- net X y",
  "plot: <- trained",
);

describe("plan", () => {
  test("a cell runs after everything it needs", () => {
    expect(plan(section, ["plot"], never)).toEqual({ type: "order", cells: ["setup", "data", "net", "train", "plot"] });
  });

  test("what is fresh is not run again, what was asked for is", () => {
    expect(plan(section, ["train"], always)).toEqual({ type: "order", cells: ["train"] });
  });

  test("a stale need runs, and with it what stands between it and the wish", () => {
    const isFresh = (id: string): boolean => id !== "data";
    expect(plan(section, ["plot"], isFresh)).toEqual({ type: "order", cells: ["data", "train", "plot"] });
  });

  test("a reader's cells may stand in any order", () => {
    const upsideDown = graphOf("use: <- a", "make: a");
    expect(plan(upsideDown, ["use"], never)).toEqual({ type: "order", cells: ["make", "use"] });
  });

  test("cells that do not need each other run in page order", () => {
    expect(plan(section, ["net", "data"], always)).toEqual({ type: "order", cells: ["data", "net"] });
  });

  test("two cells that read each other's names are a cycle", () => {
    const loop = graphOf("egg: egg <- hen", "hen: hen <- egg");
    expect(plan(loop, ["egg"], never)).toEqual({ type: "cycle", cells: ["egg", "hen"] });
  });

  test("a cell that reads a name it defines needs nobody", () => {
    expect(plan(graphOf("f: f <- f"), ["f"], never)).toEqual({ type: "order", cells: ["f"] });
  });

  test("a cycle next door does not keep a cell from running", () => {
    const page = graphOf("egg: egg <- hen", "hen: hen <- egg", "one: one");
    expect(plan(page, ["one"], never)).toEqual({ type: "order", cells: ["one"] });
  });
});

describe("names", () => {
  test("what depends on a name is found through other cells", () => {
    expect(findDependants(section, ["y"])).toEqual(["train", "plot"]);
  });

  test("a cell of its own scope reads names and gives none", () => {
    const page = graphOf("data: X", "wrong!: y <- X", "next: <- y");
    expect(findDependants(page, ["X"])).toEqual(["wrong"]);
  });

  test("a name belongs to the first cell that defines it", () => {
    const page = graphOf("a: x", "b: x y");
    expect(findTakenNames(page, "b")).toEqual([{ name: "x", definer: "a" }]);
    expect(findTakenNames(page, "a")).toEqual([]);
  });
});

test("the cells that a cell reads, near or far, begin with the near ones", () => {
  expect(findSources(section, "plot")).toEqual(["train", "net", "data", "setup"]);
  expect(findSources(graphOf("egg: egg <- hen", "hen: hen <- egg"), "egg")).toEqual(["hen"]);
});
