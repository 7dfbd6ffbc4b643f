import { beforeAll, describe, expect, test } from "vitest";
import { makeBundle, readChineseMessages, type Bundle } from "../../scripts/type-bundle/bundle";
import type { Language } from "../kernel/protocol";
import { answer } from "./answer";
import type { Questions, QuestionType, Spot, TypedCell } from "./protocol";
import { TypedPage } from "./typed-page";

const root = process.cwd();
let bundle: Bundle;
let page: TypedPage;
let cells: TypedCell[];

beforeAll(() => {
  bundle = makeBundle(root);
  Object.assign(bundle.declarations.files, bundle.sources);
  page = new TypedPage(bundle.declarations);
}, 60_000);

/** The page's cells; one whose id ends in "!" is in a block of its own. */
function open(sources: Record<string, string>, language: Language = "en", latest?: string): void {
  cells = Object.entries(sources).map(([id, source]) => ({ id: id.replace("!", ""), source, own: id.endsWith("!") }));
  page.setCells(cells, language, latest);
}

const ask = <T extends QuestionType>(type: T, question: Questions[T]["ask"]): Questions[T]["answer"] =>
  answer(page, type, question);

/** In a cell, behind the first `text`. */
function behind(cell: string, text: string): Spot {
  const source = cells.find(({ id }) => id === cell)!.source;
  return { file: `cell:${cell}`, offset: source.indexOf(text) + text.length };
}

/** "cell text: message" of every problem, in order of the cells. */
function problems(): string[] {
  const found = ask("problems", { cells: cells.map(({ id }) => id) });
  const textOf = (cell: string) => cells.find(({ id }) => id === cell)!.source;
  return found.map(({ cell, from, to, message }) => `${cell} ${textOf(cell).slice(from, to)}: ${message}`);
}

const labels = (at: Spot): string[] => ask("complete", { at })?.choices.map(({ label }) => label) ?? [];

describe("problems", () => {
  test("a type error stands at its own place, in the cell that has it", () => {
    open({ a: "const a = 1;\n\nconst b = a;", c: 'const fine = b;\n  const wrong: number = "text";' });
    expect(problems()).toEqual(["c wrong: Type 'string' is not assignable to type 'number'."]);
  });

  test("tfjs, the book and what the kernel leaves a cell are known; the document is not", () => {
    open({
      a: 'import * as tf from "@tensorflow/tfjs";\nimport { mse } from "book";\nimport { fit } from "book/train";',
      b: "const x = await tf.tensor([1]).mul(2).data();\nconsole.log(x.length, performance.now(), mse, fit);",
      c: "document.title;",
    });
    expect(problems()).toEqual([expect.stringMatching(/^c document: Cannot find name 'document'/)]);
  });

  test("a cell that does not parse spoils no other cell", () => {
    open({ a: "const a = (1;\nfunction open() {", b: "const b: string = 1;", c: "const c = `", d: "const d = b;" });
    expect(problems().filter((problem) => /^[bd] /.test(problem))).toEqual([
      "b b: Type 'number' is not assignable to type 'string'.",
    ]);
    expect(problems().some((problem) => problem.startsWith("a "))).toBe(true);
  });

  test("a cell that is being written is not told that its imports are declared twice", () => {
    open(
      {
        a: 'import { mse } from "book";\nmse;',
        b: 'import { mse } from "book";\nconst f = ([a,x b]: number[]) => mse;',
      },
      "en",
      "b",
    );
    expect(problems()).toEqual(["b b: ',' expected."]);
  });

  test("of cells that do not parse, the one that is being written is read first", () => {
    open({ a: "const a = `", b: "const b: string = 1;\nb.(" }, "en", "b");
    expect(problems().filter((problem) => problem.startsWith("b b:"))).toHaveLength(1);
  });

  test("a name may be read above the cell that defines it, as a reader may run cells in any order", () => {
    open({ a: "later + 1;", b: "const later = 1;" });
    expect(problems()).toEqual([]);
    open({ a: "later + 1;", b: "const later = 1;\nlater." });
    expect(problems()).toEqual(["b : Identifier expected."]);
    open({ a: "later + 1;\nconst later = 1;" });
    expect(problems()[0]).toContain("before its declaration");
  });

  test("a name of two cells is told whose it is, in the reader's language", () => {
    open({ one: "const two = 1;", other: "const two = 2;" }, "zh");
    expect(problems()).toEqual([
      "one two: 名字 two 已经属于单元 other。一个名字只属于一个单元：换一个名字。",
      "other two: 名字 two 已经属于单元 one。一个名字只属于一个单元：换一个名字。",
    ]);
  });

  test("a module that no cell can import is an error with the nearest one that can be", () => {
    open({
      a: 'import { fit } from "book/trian";\nimport { host } from "book/host";\nimport { setStepHost } from "book/step-host";',
    });
    expect(problems()).toEqual([
      'a "book/trian": There is no "book/trian" to import. Did you mean "book/train"?',
      expect.stringContaining('a "book/host": There is no "book/host" to import.'),
      expect.stringContaining('a "book/step-host": There is no "book/step-host" to import.'),
    ]);
  });

  test("the same import may stand in several cells, and an own cell hides what it imports", () => {
    open({
      a: 'import { seeded } from "book";\nconst random = seeded(1);',
      b: 'import { seeded } from "book";\nseeded(2);',
      "c!": 'import { mean } from "book";\nconst random: number = mean([1]);\nconst wrong: string = random;',
      d: "const mean = 2;",
    });
    expect(problems()).toEqual(["c wrong: Type 'number' is not assignable to type 'string'."]);
  });

  test("TypeScript says it in Chinese to a reader of the Chinese page, and in English again afterwards", () => {
    page.project.setMessages(readChineseMessages(root));
    open({ a: 'const wrong: number = "text";' }, "zh");
    expect(problems()).toEqual(["a wrong: 不能将类型“string”分配给类型“number”。"]);
    page.project.setMessages(undefined);
    expect(problems()).toEqual(["a wrong: Type 'string' is not assignable to type 'number'."]);
  });
});

describe("completion", () => {
  test("tf.mat offers matMul, documented though the comments come by themselves", () => {
    open({ a: 'import * as tf from "@tensorflow/tfjs";\ntf.mat' });
    const at = behind("a", "tf.mat");
    expect(labels(at)).toContain("matMul");
    expect(ask("complete", { at })?.from).toBe(at.offset - 3);
    page.docs = undefined;
    expect(ask("explain", { at, label: "matMul" })).toMatchObject({ docs: "" });
    page.docs = bundle.docs;
    const said = ask("explain", { at, label: "matMul" });
    expect(said?.signature).toContain("matMul");
    expect(said?.docs).toMatch(/^Computes the dot product of two matrices/);
    expect(said?.docs).toContain("`transposeA` If true, `a` is transposed");
  });

  test("names of other cells are offered, and members of what they hold", () => {
    open({ a: "const numHiddens = 4;\nconst shape = { rows: 2 };", b: "num", c: "shape." });
    expect(labels(behind("b", "num"))).toContain("numHiddens");
    expect(labels(behind("c", "shape."))).toEqual(["rows"]);
  });

  test("an import offers what a cell can import, from the opening quotation mark on", () => {
    open({ a: 'import { fit } from "book/t";' });
    const found = ask("complete", { at: behind("a", '"book/t') });
    expect(found?.from).toBe('import { fit } from "'.length);
    expect(found?.choices.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["@tensorflow/tfjs", "book", "book/train"]),
    );
    expect(found?.choices.map(({ label }) => label)).not.toContain("book/host");
  });

  test("a text offers the texts that may stand there, and a comment nothing", () => {
    open({ a: 'const mode: "quick" | "full" = "";\n// mode', b: "const x = 1;" });
    expect(labels(behind("a", '= "'))).toEqual(["quick", "full"]);
    expect(labels(behind("a", "// mode"))).toEqual([]);
  });
});

describe("explanation", () => {
  test("a name shows its type, and a chained method the documentation of its function", () => {
    page.docs = bundle.docs;
    open({ a: 'import * as tf from "@tensorflow/tfjs";\nconst X = tf.zeros([2, 2]);', b: "const Y = X.matMul(X);" });
    expect(ask("hover", { at: behind("b", "const ") })).toMatchObject({ signature: "const Y: tf.Tensor<tf.Rank>" });
    const hover = ask("hover", { at: behind("b", "X.mat") });
    expect(hover?.docs).toMatch(/^Computes the dot product of two matrices, A \* B/); // not that of tf.fused.matMul
    expect(cells[1]!.source.slice(hover!.from, hover!.to)).toBe("matMul");
  });

  test("the book's own comments are there, and TypeScript's of the library", () => {
    page.docs = bundle.docs;
    open({ a: 'import { seeded } from "book";\nseeded(1);\n[1].map(String);' });
    expect(ask("hover", { at: behind("a", "\nsee") })?.docs).not.toBe("");
    expect(ask("hover", { at: behind("a", "[1].m") })?.docs).toMatch(/^Calls a defined callback/);
  });

  test("a call shows its signature, and the parameter that is being written", () => {
    open({ a: "const scale = (x: number, by: number) => x * by;", b: "scale(1, " });
    const help = ask("signature", { at: behind("b", "scale(1, ") });
    expect(help).toMatchObject({ label: "scale(x: number, by: number): number", start: 6, index: 0, count: 1 });
    expect(help!.label.slice(help!.active!.from, help!.active!.to)).toBe("by: number");
  });
});

describe("definition", () => {
  test("of a name of another cell is its place there", () => {
    open({ a: "let first = 1;\nconst second = 2;", b: "second" });
    expect(ask("define", { at: behind("b", "sec") })).toEqual({ type: "cell", cell: "a", from: 21 });
  });

  test("of what the book exports is its source", () => {
    open({ a: 'import { fit } from "book/train";\nfit' });
    const found = ask("define", { at: behind("a", "\nfi") });
    expect(found).toMatchObject({ type: "module", module: "book/train" });
    if (found?.type !== "module") throw new Error("no module");
    expect(found.text.slice(found.from, found.to)).toBe("fit");
    expect(found.text).toContain("/**");
  });

  test("in the source of a module goes on to the next one", () => {
    open({ a: 'import { seeded } from "book";\nseeded' });
    const text = bundle.declarations.files["/book/index.ts"]!;
    const found = ask("define", { at: { file: "book", offset: text.indexOf("seeded") + 2 } });
    expect(found).toMatchObject({ type: "module", module: "book/random" });
  });

  test("of tfjs is none: there is no source to show", () => {
    open({ a: 'import * as tf from "@tensorflow/tfjs";\ntf.zeros' });
    expect(ask("define", { at: behind("a", "tf.ze") })).toBeUndefined();
  });
});

describe("a new name", () => {
  /** The cells after the rename, or why not. */
  function rename(at: Spot, name: string): unknown {
    const found = ask("rename", { at, name });
    if (found.type === "refused") return [found.why, found.detail];
    return cells.map(({ id, source }) =>
      found.edits
        .filter(({ file }) => file === `cell:${id}`)
        .toSorted((a, b) => b.from - a.from)
        .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), source),
    );
  }

  test("is written in every cell, and an object keeps its property", () => {
    open({ a: "const loss = 1;\nconst log = { loss };", b: "loss + log.loss;", "c!": "const loss = 2;\nloss;" });
    expect(rename(behind("b", "lo"), "error")).toEqual([
      "const error = 1;\nconst log = { loss: error };",
      "error + log.loss;",
      "const loss = 2;\nloss;",
    ]);
  });

  test("of a property is written where it is read, in other cells too", () => {
    open({ a: "const point = { x: 1 };", b: "point.x;" });
    expect(rename(behind("b", "point.x"), "left")).toEqual(["const point = { left: 1 };", "point.left;"]);
  });

  test("is refused where the page does not define the name, is no name, or is taken", () => {
    open({ a: 'import { seeded } from "book";\nseeded(1).toString();\nconst one = 1;', b: "const two = one;" });
    expect(rename(behind("a", "\nsee"), "random")).toEqual(["foreign", "seeded"]);
    expect(rename(behind("a", ".toS"), "asText")).toEqual(["foreign", "toString"]);
    expect(rename(behind("b", "= o"), "1a")).toEqual(["noName", "1a"]);
    expect(rename(behind("b", "= o"), "class")).toEqual(["noName", "class"]);
    expect(rename(behind("b", "= o"), "two")).toEqual(["taken", "two"]);
    expect(rename(behind("b", "two "), "x")).toEqual(["nothing", ""]);
  });
});
