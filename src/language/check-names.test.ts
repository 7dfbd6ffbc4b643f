// The rules between cells: one owner for a name, no writes across cells, no cycles.
import { expect, test } from "vitest";
import { checkNames, findNeeds, findOwners, type NamedCell } from "./check-names";
import { readCell } from "./read-cell";

/** Cells a, b, c, …; one whose text begins with `own:` has its own scope. */
function cells(...sources: string[]): NamedCell[] {
  return sources.map((source, index) => ({
    id: "abcdef"[index] as string,
    code: readCell(source.replace(/^own:/, "")),
    own: source.startsWith("own:"),
  }));
}

test("a section whose names have one owner each has no findings", () => {
  expect(
    checkNames(
      cells(
        "import * as tf from 't'; const x = tf.ones([1])",
        "import * as tf from 't'; x.print(); const y = 2",
        "x + y",
      ),
    ),
  ).toEqual([]);
});

test("a name defined by two cells is a duplicate, at its second place", () => {
  expect(checkNames(cells("const x = 1", "\nlet x = 2"))).toEqual([
    { type: "duplicate", name: "x", cell: "b", line: 2, column: 5, first: { cell: "a", line: 1, column: 7 } },
  ]);
});

test("so is a name imported from two modules, or imported and defined", () => {
  expect(checkNames(cells("import { x } from 'p'", "import { x } from 'q'"))).toMatchObject([
    { type: "duplicate", name: "x", cell: "b" },
  ]);
  expect(checkNames(cells("import { x } from 'p'", "const x = 1"))).toMatchObject([
    { type: "duplicate", name: "x", cell: "b" },
  ]);
});

test("writing another cell's name, or an imported one, is a finding", () => {
  expect(checkNames(cells("let x = 1", "x++"))).toEqual([
    { type: "foreign-write", name: "x", owner: "a", cell: "b", line: 1, column: 1 },
  ]);
  expect(checkNames(cells("import { x } from 'p'; x = 1"))).toMatchObject([
    { type: "foreign-write", name: "x", owner: "a", cell: "a" },
  ]);
  expect(checkNames(cells("globalName = 1"))).toEqual([]);
});

test("cells that need each other are one cycle", () => {
  expect(checkNames(cells("const x = z", "const y = x", "const z = y", "x + y"))).toEqual([
    { type: "cycle", cells: ["a", "c", "b"], names: ["z", "y", "x"], cell: "a", line: 1, column: 11 },
  ]);
});

test("a variable that a closure changes later is a finding where another cell reads it", () => {
  const counter = "let n = 0; const next = () => n++";
  expect(checkNames(cells(counter, "next()"))).toEqual([]);
  expect(checkNames(cells(counter, "n"))).toEqual([
    { type: "late-write", name: "n", reader: "b", cell: "a", line: 1, column: 31 },
  ]);
});

test("a cell with its own scope defines nothing for others, and may use names again", () => {
  expect(checkNames(cells("const x = 1", "own:const x = 2; const y = 3", "y"))).toEqual([]);
  expect(checkNames(cells("const x = 1", "own:x = 2"))).toMatchObject([{ type: "foreign-write", name: "x" }]);
});

test("owners and needs follow the names", () => {
  const section = cells("const x = 1", "const y = x + x", "x + y + Math.PI");
  expect([...findOwners(section)].map(([name, { cell }]) => `${name} ${cell}`)).toEqual(["x a", "y b"]);
  expect([...findNeeds(section)].map(([id, needs]) => [id, ...needs.keys()])).toEqual([
    ["a"],
    ["b", "a"],
    ["c", "a", "b"],
  ]);
});
