// The JavaScript of a cell: what is blanked, guarded, shown, imported; what is refused, and in which words.
import { describe, expect, test } from "vitest";
import { blankModule } from "./blank-module";
import { CellSyntaxError } from "./cell-code";
import { readCell, toModule, toSourcePosition } from "./index";
import { importText, runCell } from "./testing";

const js = (source: string) => readCell(source).text;
const shown = async (source: string) => (await runCell(source)).shown;

describe("types", () => {
  test("become spaces of the same width", () => {
    expect(js("let a: number;")).toBe("let a        ;");
    expect(js("const f = <T,>(x?: T): x is T => x!;")).toBe("const f =     (x    )         => x ;");
  });
  test("a unary minus before `as` and `**` keeps its place, where TypeScript 6 itself writes a syntax error", () => {
    expect(blankModule("x = -a as number ** 2").text).toBe("x = (-a)           ** 2");
  });
  test("a `;` stands where two lines would join", () => {
    expect(js("let a = x as T\n(b)")).toBe("let a = x     ;\n$display(((b)), 2)");
  });
  test("an arrow may stand on the line behind its type", async () => {
    expect((await runCell("const f = async <T,>(x: T): Promise<T>\n=> x")).values["f"]).toBeTypeOf("function");
  });
  test("an enum stays on its line and shows its numbers and names", async () => {
    expect((await runCell("enum E { A, B = 'b' }")).values["E"]).toEqual({ 0: "A", A: 0, B: "b" });
  });
});

describe("guards", () => {
  const guard = "if ($due()) await $turn();";
  test("stand in every kind of loop of the cell's level", () => {
    expect(js("while (a) { b() }\n1")).toContain(`while (a) { ${guard} b() }`);
    expect(js("for (;;) b()\n1")).toContain(`for (;;) { ${guard} b() }`);
    expect(js("do b(); while (a)\n1")).toContain(`do { ${guard} b(); } while (a)`);
    expect(js("for (const a of b) for await (const c of a);")).toBe(
      `for (const a of b) { ${guard} for await (const c of a){ ${guard} ; } }`,
    );
    expect(js("for (const a in b) if (a) c; else d\n1")).toContain(`{ ${guard} if (a) c; else d }`);
  });
  test("stand in async functions, methods and generators, not in synchronous ones", () => {
    expect(js("const f = async () => { while (1); }")).toContain(guard);
    expect(js("class A { async *g() { while (1); } }")).toContain(guard);
    expect(
      js("const f = () => { while (1); }; function* g() { while (1); } class A { static { while (1); } }"),
    ).not.toContain(guard);
    expect(js("async function f() { [1].map(() => { while (1); }) }")).not.toContain(guard);
  });
  test("are asked once a turn", async () => {
    expect((await runCell("for (let i = 0; i < 5; i++) ;")).turns).toBe(5);
  });
  test("have names that the cell does not", () => {
    expect(js("let $due = 1; while (0);")).toContain("if ($due_()) await $turn();");
  });
});

describe("the last expression", () => {
  test("is shown, with the line its statement begins on", async () => {
    expect(await shown("const a = 1\n\na +\n1")).toEqual([[2, 3]]);
    expect(await shown("await Promise.resolve(3) // three")).toEqual([[3, 1]]);
    expect(await shown("1, 2")).toEqual([[2, 1]]);
    expect(await shown("<any>{ a: 1 }")).toEqual([[{ a: 1 }, 1]]);
    expect(await shown("2 + 1 as number")).toEqual([[3, 1]]);
    expect(await shown('"text"')).toEqual([["text", 1]]);
    expect(await shown("({ a: 1 })\ntype T = 1;;")).toEqual([[{ a: 1 }, 1]]);
  });
  test("is not shown when it is an assignment, a log, or not last", async () => {
    expect(await shown("let a = 1; a = 2")).toEqual([]);
    expect(await shown("let a = 1; a++")).toEqual([]);
    expect(js("console.log(1)")).toBe("console.log(1)");
    expect(await shown("1\nconst a = 2")).toEqual([]);
    expect(await shown("")).toEqual([]);
  });
  test("that of `export default` is shown wherever it stands", async () => {
    expect(await shown("export default 1 as number\n(2)")).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const [[named]] = (await shown("export default function f() {}\nconst x = 1")) as [[{ name: string }, number]];
    expect(named.name).toBe("f");
    expect(await shown("export default class {}")).toHaveLength(1);
  });
});

describe("imports", () => {
  test("are read, whatever their form, and blanked", () => {
    const code = readCell(
      'import * as tf from "@tensorflow/tfjs"; import d, { a as b, type T } from "book";\nimport "book/x"; import type { U } from "y"',
    );
    expect(code.imports.map(({ module, names }) => [module, names])).toEqual([
      ["@tensorflow/tfjs", [{ imported: "*", local: "tf" }]],
      [
        "book",
        [
          { imported: "default", local: "d" },
          { imported: "a", local: "b" },
        ],
      ],
      ["book/x", []],
    ]);
    expect(code.text.trim()).toBe("");
    expect(code.imports[1]).toMatchObject({ line: 1, column: 41 });
  });
  test("a name that is used only as a type is marked", () => {
    const { imports } = readCell('import { Tensor, tensor } from "@tensorflow/tfjs"; let x: Tensor = tensor([1])');
    expect(imports[0]?.names).toEqual([
      { imported: "Tensor", local: "Tensor", typeOnly: true },
      { imported: "tensor", local: "tensor" },
    ]);
  });
  test("values come in as inputs", async () => {
    const { values } = await runCell('import { a } from "book"; const b = a + c', { a: 1, c: 2 });
    expect(values).toEqual({ b: 3 });
  });
  test("`import(…)` of a written-out module is an import", async () => {
    const { imports } = readCell('const { a } = await import("book/x")');
    const local = imports[0]?.names[0]?.local as string;
    expect(imports[0]).toMatchObject({ module: "book/x", names: [{ imported: "*", local }] });
    expect((await runCell('const { a } = await import("book/x")', { [local]: { a: 7 } })).values).toEqual({ a: 7 });
  });
});

describe("controls", () => {
  test("are the names that hold them, in order", () => {
    const source =
      'import { slider as s } from "book"; import * as book from "book"; const a = select("m", []) as M; const b = s("x", {}), c = book.toggle("t", true), d = other();';
    expect(readCell(source).controls).toEqual(["a", "b", "c"]);
  });
  test("go by their place where their value goes on into something else", () => {
    const source =
      'import { drawingPad, select } from "book"; const a = toGrid(drawingPad("d"), 28); const b = select("m", []); const c = () => select("later", []); f(Number(select("n", [])));';
    expect(readCell(source).controls).toEqual(["control-1", "b", "control-3"]);
  });
});

describe("a module", () => {
  test("resolves to the cell's definitions", async () => {
    const { values } = await runCell(
      "const a = 1; let b = 2; b++; function f() {} class C {} type T = 1; { const d = 1 }",
    );
    expect(Object.keys(values)).toEqual(["a", "b", "f", "C"]);
    expect(values["b"]).toBe(3);
  });
  test("may end in a comment, begin with a directive, and be empty", async () => {
    expect((await runCell('"use strict"\nconst a = 1 // a')).values).toEqual({ a: 1 });
    expect((await runCell("")).values).toEqual({});
  });
  test.for([
    ["for (const a of [1]) (a as any).b.c", 1, 35],
    ["class A { constructor(public x: any) { x.y.z } }\n new A({})", 1, 44],
    ["enum E { A } const x: any = { e: E.A as number, f: null.g }", 1, 57],
    ["const a = 1\n  a(2) as number", 2, 3],
  ] as const)("fails where the source does: %s", async ([source, line, column]) => {
    const error = await runCell(source).catch((error: unknown) => error as Error);
    const [, failedLine, failedColumn] = /:(\d+):(\d+)\)?$/m.exec((error as Error).stack ?? "") ?? [];
    const { insertions } = toModule(readCell(source), []);
    expect(toSourcePosition(insertions, Number(failedLine), Number(failedColumn))).toEqual({ line, column });
  });
  test("is strict", async () => {
    await expect(
      importText(toModule(readCell("function f() { return this } const a = f()"), []).text),
    ).resolves.toBeDefined();
    expect((await runCell("function f() { return this } const a = f()")).values["a"]).toBeUndefined();
  });
});

describe("refused, with a place and a way out", () => {
  const refused: [string, string, number, number][] = [
    ["@dec class A {}", "Decorators", 1, 1],
    ["class A { @dec x = 1 }", "Decorators", 1, 11],
    ["class A { f(@dec x) {} }", "Decorators", 1, 13],
    ["1\nnamespace N { export const a = 1 }", "`namespace`", 2, 1],
    ["declare module 'x' {}", "`namespace`", 1, 1],
    ["declare global { var x: 1 }", "`declare global`", 1, 1],
    ["import x = require('y')", "`import x = …`", 1, 1],
    ["export * from 'book'", "re-export", 1, 1],
    ["export { a } from 'book'", "re-export", 1, 1],
    ["export = 1", "`export =`", 1, 1],
    ["export as namespace X", "`export as namespace`", 1, 1],
    ["await import(name)", "written out", 1, 7],
    ["import defer * as a from 'book'", "`import defer`", 1, 1],
    ["return 1", "only stand in a function", 1, 1],
    ["const a = ", "breaks off", 1, 11],
    ["f(1, 2; g()", "a `,` or a closing bracket is missing before `;`", 1, 7],
    ["for (const a of b { }", "`)` is missing before `{`", 1, 19],
    ["const a: = 1", "`=` is not expected", 1, 10],
    ["a b", "is missing before `b`", 1, 2],
    ["const a = 'x", "no closing quote", 1, 11],
    ["function f() { await x }", "`async` function", 1, 16],
    ["const interface = 1", "reserved word", 1, 7],
    ["a = “b”", "`“` cannot stand here", 1, 5],
    ["1 = 2", "Nothing can be assigned", 1, 1],
    ["break", "in a loop", 1, 1],
    ["const a;", "needs a value", 1, 8],
    ["new.target", "can only be used in functions", 1, 1],
    ["const a = 1\nconst a = 2", "already been declared", 2, 7],
    ["class A { accessor [x] = 1 }", "cannot be computed", 1, 11],
    ["enum E { A = f(), B }", "needs a value", 1, 19],
    ["class A extends B { constructor(public x) { if (x) { super() } } }", "`super(…)`", 1, 21],
  ];
  test.for(refused)("%s", ([source, sentence, line, column]) => {
    const error = errorOf(source);
    expect(error.message).toContain(sentence);
    expect(error.position).toEqual({ line, column });
    expect(error.messages.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(error.hints.zh && error.hints.en).toBeTruthy();
  });
  test("`export type … from` is no re-export", () => {
    expect(js("export type { T } from 'book'; export type * from 'book'").trim()).toBe("");
  });
});

function errorOf(source: string): CellSyntaxError {
  try {
    readCell(source);
  } catch (error) {
    if (error instanceof CellSyntaxError) return error;
    throw error;
  }
  throw new Error(`accepted: ${source}`);
}
