// Small programs run as cells find what they find as TypeScript compiles them.
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { programs } from "./programs";
import { readCell } from "./read-cell";
import { importText, runCell, transpile } from "./testing";

describe("a cell finds what TypeScript finds", () => {
  test.for(Object.entries(programs))("%s", async ([, source]) => {
    const { values } = await runCell(source);
    // `accessor` is no syntax that Node knows: TypeScript's own rewriting stands in for it.
    const theirs = await importText(transpile(`${source}\nexport { result };`, source.includes("accessor")));
    expect(inspect(values["result"], { depth: 9 })).toBe(inspect(theirs["result"], { depth: 9 }));
  });
});

describe("the lines of a cell stay", () => {
  test.for(Object.entries(programs))("%s", ([, source]) => {
    expect(readCell(source).text.split("\n").length).toBe(source.split("\n").length);
  });
});
