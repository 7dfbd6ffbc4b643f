// What a cell defines, reads and writes.
import { describe, expect, test } from "vitest";
import { readCell } from "./read-cell";

const defined = (source: string) => readCell(source).definitions.map(({ name, kind }) => `${kind} ${name}`);
const read = (source: string) => readCell(source).references.map(({ name }) => name);
const written = (source: string) => readCell(source).assignments.map(({ name }) => name);
const late = (source: string) => readCell(source).lateWrites.map(({ name }) => name);

describe("definitions", () => {
  test("every kind of top-level name is one", () => {
    expect(defined("const a = 1; let b; var c; function d() {} class E {} enum F { X }")).toEqual([
      "const a",
      "let b",
      "var c",
      "function d",
      "class E",
      "enum F",
    ]);
  });
  test("a pattern defines each of its names", () => {
    expect(defined("const { a, b: { c = 1 }, ...d } = o, [e, , [f]] = p;")).toEqual([
      "const a",
      "const c",
      "const d",
      "const e",
      "const f",
    ]);
  });
  test("`var` in a block is one, `let` in a block is not", () => {
    expect(defined("for (var i = 0; i < 1; i++) { var v; let w } { const x = 1; function y() { var z } }")).toEqual([
      "var i",
      "var v",
    ]);
  });
  test("exported names are", () => {
    expect(defined("export const a = 1; export function f() {} export default class C {} export { a as b }")).toEqual([
      "const a",
      "function f",
      "class C",
    ]);
  });
  test("types, ambient names, overloads and imports are not", () => {
    expect(
      defined(
        "type A = 1; interface B {} declare const c: 1; declare class D {} function f(): void; import { e } from 'book'",
      ),
    ).toEqual([]);
  });
  test("a name stands at its line and column", () => {
    expect(readCell("1;\n  const { a: 宽 } = o").definitions).toEqual([
      { name: "宽", kind: "const", line: 2, column: 14 },
    ]);
  });
  test("a name declared twice is one", () => {
    expect(defined("enum E { A } enum E { B = 1 } var v; var v")).toEqual(["enum E", "var v"]);
  });
});

describe("references", () => {
  test("names of other cells and of the world alike, each at its first mention", () => {
    expect(readCell("Math.max(a,\n a, b)").references).toEqual([
      { name: "Math", line: 1, column: 1 },
      { name: "a", line: 1, column: 10 },
      { name: "b", line: 2, column: 5 },
    ]);
  });
  test("a name that the cell defines or imports is none, wherever it stands", () => {
    expect(read("f(a); function f() { return b } const a = 1; var b; import { c } from 'book'; c()")).toEqual([]);
  });
  test("parameters, locals, catch and function names shadow", () => {
    expect(
      read(
        "(a, { b, c: [d] }, ...e) => a + b + d + e; (function g(h = x) { var i; g(h, i, arguments) }); try {} catch (j) { j }",
      ),
    ).toEqual(["x"]);
  });
  test("a block shadows only inside", () => {
    expect(
      read("{ let a; a } a; { function b() {} b } b; for (const c of c1) c; c; switch (d) { case e: let f; f } f"),
    ).toEqual(["a", "b", "c1", "c", "d", "e", "f"]);
  });
  test("`var` of a function is known before it stands", () => {
    expect(read("() => { a; if (1) { var a } }; function f(b = a) { var a }")).toEqual(["a"]);
  });
  test("a class knows its own name, and its members are no names", () => {
    expect(
      read("(class A { a = b; [c] = 1; static { var d; d; A } #e = 1; has(x) { return #e in x } f() { return f } })"),
    ).toEqual(["b", "c", "f"]);
  });
  test("keys, properties, labels and meta properties are no names", () => {
    expect(read("l: for (;;) { break l } ({ a: 1, b, [c]: 2, d() {} }).e; import.meta.url; f?.g[h]")).toEqual([
      "b",
      "c",
      "f",
      "h",
    ]);
  });
  test("types mention nothing, values inside assertions do", () => {
    expect(
      read(
        "const x = (a as B<typeof c>)!, y = <D>d, z = e satisfies F, g = h<I>; class C extends J<K> implements L {}",
      ),
    ).toEqual(["a", "d", "e", "h", "J"]);
  });
  test("defaults and computed keys in patterns are read", () => {
    expect(read("const { [a]: x = b, y = x } = c; ({ z: d.e, f = g } = h)")).toEqual(["a", "b", "c", "d", "g", "h"]);
  });
  test("members of an enum are not, what they are made of is", () => {
    expect(read("enum E { A = 1, B = A + c, D = E.B }")).toEqual(["c"]);
  });
});

describe("assignments", () => {
  test("every way to write a foreign name is one", () => {
    expect(
      written(
        "a = 1; b += 1; c++; [d, ...e] = x; ({ f, g: h = 1, ...i } = x); for (j of x); for (k in x); (l as any) = 1; m! ??= 2",
      ),
    ).toEqual([..."abcdefhijklm"]);
  });
  test("own names, locals and properties are none", () => {
    expect(written("let a; a = 1; (b) => { b = 2 }; c.d = 1; e[0]++; var f; f = 1")).toEqual([]);
  });
  test("a plain write does not read", () => {
    expect(read("a = 1; b += 1; c++; [d] = x")).toEqual(["b", "c", "x"]);
  });
  test("writing an imported name is one", () => {
    expect(written("import { a } from 'book'; a = 1")).toEqual(["a"]);
  });
});

describe("late writes", () => {
  test("a function of the top level can change a variable after the cell", () => {
    expect(
      late(
        "let n = 0; function next() { n++ } let m = 0; const f = { g: () => { m = 1 } }; let k = 0; class A { static b() { k++ } }",
      ),
    ).toEqual(["n", "m", "k"]);
  });
  test("also through parentheses and assertions", () => {
    expect(late("let n = 0; const f = (() => n++) as F")).toEqual(["n"]);
  });
  test("so can a timer", () => {
    expect(late("let n = 0; setInterval(() => n++, 9)")).toEqual(["n"]);
  });
  test("a callback that is only given to a call cannot", () => {
    expect(late("let n = 0; [1].forEach(() => n++); await fit(net, { onStep() { n = 2 } })")).toEqual([]);
  });
  test("nor can the cell's own level, nor a local of that name", () => {
    expect(late("let n = 0; for (;;) n++; const f = (n) => { n = 1 }")).toEqual([]);
  });
});
