import { beforeAll, describe, expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs";
import { registerCorrections } from "../backend";
import { CellSyntaxError } from "../language/cell-code";
import { ReaderError, toCellError } from "./errors";
import { messagesIn } from "./messages";
import { Places } from "./places";
import { translate } from "./translate";
import type { Language } from "./protocol";

function contextIn(language: Language, places = new Places()) {
  const owners: Record<string, string> = { secret: "wrong-way" };
  return {
    cell: "train",
    language,
    places,
    names: ["trainLoss", "numEpochs"],
    findOwner: (name: string) => owners[name],
    findDisposer: () => undefined,
  };
}

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

describe("an error names its cell, line and column", () => {
  const places = new Places();
  places.add("blob:http://x/1", {
    cell: "train",
    run: 3,
    insertions: [
      [1, 1, 40],
      [2, 5, 10],
    ],
    lines: 3,
  });
  const error = new TypeError("f is not a function");

  test("in V8's stack", () => {
    error.stack =
      "TypeError: f is not a function\n    at http://x/tfjs.js:1:2\n    at async g (blob:http://x/1:2:17)\n    at default (blob:http://x/1:1:50)";
    expect(toCellError(error, contextIn("en", places))).toEqual({
      name: "TypeError",
      message: "f is not a function.",
      cell: "train",
      line: 2,
      column: 7,
      stack: "    at async g (train:2:7)\n    at default (train:1:10)",
    });
  });

  test("in SpiderMonkey's", () => {
    error.stack = "g@blob:http://x/1:2:17\ndefault@blob:http://x/1:1:50\n";
    expect(toCellError(error, contextIn("en", places))).toMatchObject({ cell: "train", line: 2, column: 7 });
  });

  test("but not in lines that a check added", () => {
    error.stack = "at default (blob:http://x/1:4:2)";
    expect(toCellError(error, contextIn("en", places)).line).toBeUndefined();
  });
});

describe("a name that nothing has", () => {
  const message = (name: string, language: Language): string[] => {
    const error = toCellError(new ReferenceError(`${name} is not defined`), contextIn(language));
    return [error.message, error.hint ?? ""];
  };
  test("is compared with those there are", () => {
    expect(message("trianLoss", "en")).toEqual(["Nothing is named trianLoss.", "Did you mean trainLoss?"]);
    expect(message("trianLoss", "zh")).toEqual(["没有叫 trianLoss 的名字。", "你是不是想写 trainLoss？"]);
  });
  test("may be a page's, Python's or Node's: then it is said what to write", () => {
    expect(message("document", "zh")[0]).toBe("单元里没有 document：它属于网页，而单元在后台运行，碰不到网页。");
    expect(message("alert", "en")[1]).toBe(
      "Print with console.log(x); the value of the last expression is shown as well.",
    );
    expect(message("print", "en")).toEqual([
      "Nothing is named print.",
      "Cells are written in TypeScript; use console.log(x).",
    ]);
    expect(message("range", "zh")[1]).toContain("Array.from");
  });
  test("may belong to a cell of its own scope", () => {
    expect(message("secret", "en")[0]).toBe("secret belongs to the cell wrong-way alone; other cells cannot read it.");
  });
  test("may be like none", () => {
    expect(message("zzz", "en")[1]).toBe("Check the spelling, or define it in a cell first.");
  });
});

test("a tensor that another cell disposed: which did, and what to try", () => {
  const findDisposer = () => ({ cell: "tidy-up", owner: "data" });
  const say = (language: Language) =>
    toCellError(new Error("Tensor is disposed."), { ...contextIn(language), findDisposer });
  expect(say("en")).toMatchObject({
    message: "A tensor was used after it was disposed: the cell tidy-up disposed a tensor of the cell data.",
    hint: "Let the cell tidy-up dispose only what it made itself, or a copy (x.clone()); then run again from the cell data on.",
  });
  expect(say("zh")).toMatchObject({
    message: "用到了一个已经释放的张量：单元 tidy-up 释放了单元 data 的张量。",
    hint: "让单元 tidy-up 只释放它自己造的张量（别的先用 x.clone() 复制），再从单元 data 开始重新运行。",
  });
});

test("a syntax error comes in the reader's language, with its place", () => {
  const error = new CellSyntaxError(
    { zh: "少了括号", en: "missing bracket" },
    { zh: "补上", en: "add it" },
    { line: 2, column: 4 },
  );
  expect(toCellError(error, contextIn("zh"))).toEqual({
    name: "SyntaxError",
    message: "少了括号",
    hint: "补上",
    cell: "train",
    line: 2,
    column: 4,
  });
});

test("a thrown value that is no error is shown", () => {
  expect(toCellError({ a: 1 }, contextIn("en")).message).toBe("Threw a value that is not an error: { a: 1 }");
});

test("an error of the kernel keeps its name and hint", () => {
  const error = new ReaderError("NameError", messagesIn("en").assigned("loss", "data"), { line: 1, column: 2 });
  expect(toCellError(error, contextIn("en"))).toEqual({
    name: "NameError",
    message: "loss belongs to the cell data and cannot be assigned here.",
    hint: "Keep the new value under a new name, such as const newLoss = …",
    cell: "train",
    line: 1,
    column: 2,
  });
});

describe("what tfjs really says", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
    await registerCorrections(tf, "cpu");
  });
  const say = (work: () => unknown, language: Language): string => translate(thrownBy(work).message, language).message;

  test("matMul that does not fit", () => {
    const product = (): unknown => tf.matMul(tf.ones([2, 4]), tf.ones([3, 5]));
    expect(say(product, "zh")).toBe("matMul 需要 (2, 4)·(4, n)，得到 (2, 4)·(3, 5)。");
    expect(say(product, "en")).toBe("matMul needs (2, 4)·(4, n), got (2, 4)·(3, 5).");
    expect(say(() => tf.matMul(tf.ones([2, 4]), tf.ones([3, 5]), false, true), "en")).toBe(
      "matMul needs (2, 4)·(n, 4)ᵀ, got (2, 4)·(3, 5)ᵀ.",
    );
  });
  test("shapes that do not broadcast", () => {
    expect(say(() => tf.add(tf.ones([2, 3]), tf.ones([4])), "en")).toBe(
      "The shapes (2, 3) and (4) cannot be broadcast together.",
    );
  });
  test("a reshape of another size", () => {
    expect(say(() => tf.ones([6]).reshape([4, 2]), "zh")).toBe("6 个数排不成形状 (4, 2)。");
  });
  test("too few values", () => {
    expect(say(() => tf.tensor([1, 2, 3], [2, 2]), "en")).toBe("The shape (2, 2) needs 4 numbers, got 3.");
  });
  test("a disposed tensor", () => {
    const tensor = tf.ones([2]);
    tensor.dispose();
    expect(say(() => tensor.add(1), "en")).toBe("A tensor was used after it was disposed.");
  });
  test("a missing gradient", () => {
    const step = tf.grad((x) =>
      tf
        .maxPool(x as tf.Tensor4D, 2, 2, "valid")
        .square()
        .sum(),
    );
    const twice = tf.grad((x) => step(x).square().sum());
    expect(say(() => twice(tf.ones([1, 4, 4, 1])), "en")).toBe("tfjs has no gradient for MaxPoolGrad.");
  });
});

test("what no rule knows stays as it is", () => {
  expect(translate("Sorry, 42", "zh")).toEqual({ message: "Sorry, 42" });
});

test.each([
  ["undefined is not iterable", "undefined 不能逐个取出。"],
  ["Cannot read properties of undefined (reading 'shape')", "要读 shape，但它前面的值是 undefined。"],
  ["Assignment to constant variable.", "不能给 const 重新赋值。"],
  ["Cannot access 'x' before initialization", "x 在定义之前就被用到了。"],
  ["Maximum call stack size exceeded", "函数调用得太深了。"],
  ["Failed to fetch", "没能下载。"],
])("%s", (message, zh) => {
  expect(translate(message, "zh").message).toBe(zh);
  expect(translate(message, "en").message).not.toBe(zh);
});

test("every message exists in both languages and ends like a sentence", () => {
  const calls: Record<string, unknown[]> = {
    cycle: [["egg", "hen"]],
    outOfMemory: [{ asked: 4, limit: 2 }],
    deviceLost: ["gone", { step: 8, from: 7 }],
    notRecorded: ["keeps"],
  };
  for (const language of ["zh", "en"] as const)
    for (const [name, make] of Object.entries(messagesIn(language))) {
      if (["device", "line", "compiling"].includes(name)) continue;
      const { message } = (make as (...args: unknown[]) => { message: string })(
        ...(calls[name] ?? ["one", "two", "three"]),
      );
      expect(message, `${language} ${name}`).not.toMatch(/undefined|\[object/);
    }
  expect(messagesIn("en").cycle(["egg", "hen"]).message).toContain("egg → hen → egg");
});

test("memory that a browser does not give is said with numbers, in both languages", () => {
  const texture =
    "Requested texture size [50000x50000] greater than WebGL maximum on this browser / GPU [16384x16384].";
  expect(translate(texture, "en")).toEqual({
    message: "Not enough memory: this step asks for 37.3 GB in one piece; the device gives at most 4 GB.",
    hint: "1/10 of it would fit: divide the batch size or a width by 10, say, or dispose tensors that are no longer needed.",
  });
  expect(translate(texture, "zh").message).toBe("内存不够：这一步要一整块 37.3 GB，这台设备最多给 4 GB。");
  expect(translate("Invalid typed array length: 40000000000", "en").message).toMatch(
    /^Not enough memory: 40000000000 numbers/,
  );
  expect(translate("Array buffer allocation failed", "zh").message).toMatch(/^内存不够：要一次放下太多的数/);
});
