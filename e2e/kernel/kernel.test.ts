// The kernel in a real browser, built and served as the site is.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { base, KernelPage, openHarness } from "./harness";
import type { Cells, Harness } from "./harness";
import type { OpenOptions } from "../../src/kernel/client";

let harness: Harness;
let page: KernelPage;

beforeAll(async () => {
  harness = await openHarness();
}, 120_000);
afterEach(async () => page?.close());
afterAll(async () => harness?.close());

async function open(cells: Cells, options?: Partial<OpenOptions>): Promise<KernelPage> {
  page = await KernelPage.open(harness, cells, options);
  return page;
}

/** A script with tfjs's engine in it, known by one of its messages. */
function isTfjs(path: string): boolean {
  if (!path.endsWith(".js")) return false;
  return readFileSync(join(harness.folder, path.slice(base.length)), "utf8").includes(
    "Cannot compute gradient of y=f(x)",
  );
}

describe("a cell", () => {
  test("shows its last expression, and fetches no tfjs for a sum", async () => {
    await open({ sum: "1 + 1", tensor: 'import * as tf from "@tensorflow/tfjs";\ntf.ones([2])' });
    harness.fetched.length = 0;
    expect(await page.run("sum")).toMatchObject({
      state: "done",
      outputs: [{ kind: "text", text: "2", source: "value", line: 1 }],
    });
    expect(harness.fetched.some(isTfjs)).toBe(false);
    await page.run("tensor");
    expect(harness.fetched.some(isTfjs)).toBe(true);
  });

  test("reads what other cells made, which run first", async () => {
    await open({ a: "const a: number = 20;", b: "const b = a + 1", c: "b * 2" });
    expect(await page.show("c")).toBe("42");
    await page.reach("done done done", "a", "b", "c");
  });

  test("shows what it logs, with the line", async () => {
    await open({ log: "const x = 1;\nconsole.log('x is', x, [1, 2]);\nconsole.warn({ a: 1 });" });
    expect((await page.run("log")).outputs).toEqual([
      { kind: "text", source: "log", line: 2, text: "x is 1 [1, 2]" },
      { kind: "text", source: "warn", line: 3, text: "{ a: 1 }" },
    ]);
  });

  test("reads files of the site's data, below its base", async () => {
    await open({
      read: 'const bytes = await (await fetch(new URL("/a/book/data/hello.bin", self.origin))).text();\nbytes',
    });
    expect(await page.show("read")).toBe("hello");
  });

  test("has controls, whose readers turn stale and auto readers run", async () => {
    await open({
      setup: 'import { slider } from "book";\nconst lr = slider("lr", { min: 0, max: 1, step: 0.1, initial: 0.1 });',
      auto: { source: "lr * 10", auto: true },
      slow: "`lr ${lr}`",
    });
    expect(await page.show("auto")).toBe("1");
    await page.run("slow");
    await page.page.evaluate(() => window.kernel.control("setup", "lr", 0.5));
    await page.page.waitForFunction(() => window.kernel.view("auto").outputs[0]?.text === "5");
    await page.reach("done done stale", "setup", "auto", "slow");
    expect(await page.show("slow")).toBe("lr 0.5");
    expect(await page.show("setup")).toBe("lr: 0.5");
  });

  test("tells its top-level values", async () => {
    await open({ values: "const n = 3, words = ['a'];\nfunction f() {}" });
    await page.run("values");
    const values = (await page.events("values")).at(-1)?.values;
    expect(values).toEqual({ n: { text: "3", number: 3 }, words: { text: '["a"]' }, f: { text: "function f()" } });
  });
});

describe("an error names cell, line, column and what to try", () => {
  test("thrown", async () => {
    await open({ bad: "const x: number = 1;\n  null!.foo;" });
    const { state, error, outputs } = await page.run("bad");
    expect(state).toBe("failed");
    expect(error).toMatchObject({
      name: "TypeError",
      cell: "bad",
      line: 2,
      column: 9,
      message: "Reading foo of null.",
    });
    expect(outputs[0]).toMatchObject({
      kind: "error",
      text: "Line 2: Reading foo of null.\nLook where that value comes from. Is an await missing?",
    });
  });

  test("thrown on the first line, after guards and types of other lines", async () => {
    await open({ bad: "for (let i = 0; i < 3; i++) { if (i === 2) throw new RangeError('two') }" });
    expect((await page.run("bad")).error).toMatchObject({ name: "RangeError", message: "two", line: 1, column: 50 });
  });

  test("thrown in a function of another cell: the place is there", async () => {
    await open({
      lib: "function half(n: number) {\n  if (n % 2) throw new Error(`odd ${n}`);\n  return n / 2;\n}",
      use: "half(3)",
    });
    expect((await page.run("use")).error).toMatchObject({ cell: "lib", line: 2, column: 20 });
    await page.reach("done failed", "lib", "use");
  });

  test("in the text", async () => {
    await open({ bad: "const a = 1;\nconst = 2;" });
    expect((await page.run("bad")).error).toMatchObject({ name: "SyntaxError", cell: "bad", line: 2 });
  });

  test("an unknown name, an unknown import, another cell's name, a taken name, a cycle", async () => {
    await open({
      name: "const total = 1;\ntotl + 1",
      import: 'import { selct } from "book";\nselct',
      assign: "const y = 2;\n total = 3;",
      taken: "const total = 4;",
      egg: "const egg = hen",
      hen: "const hen = egg",
    });
    const messages: string[] = [];
    for (const id of ["name", "import", "assign", "taken", "egg"]) {
      const { error } = await page.run(id);
      messages.push(`${id}:${error?.line ?? ""} ${error?.name} ${error?.message} ${error?.hint ?? ""}`);
    }
    expect(messages).toEqual([
      "name:2 ReferenceError Nothing is named totl. Did you mean total?",
      'import:1 ImportError "book" has no export selct. Did you mean select?',
      "assign:2 NameError total belongs to the cell name and cannot be assigned here. Keep the new value under a new name, such as const newTotal = …",
      "taken:1 NameError total is already defined by the cell name. A name belongs to one cell: choose another name.",
      "egg: CycleError These cells need each other, and none can run first: egg → hen → egg. Move what they share to a new cell.",
    ]);
  });

  test("a rejection that nobody awaited fails the cell that made it, during the run and after it", async () => {
    await open({
      now: "Promise.reject(new Error('lost'));\n1",
      later: "(self as any).fire = () => {\n  void Promise.reject(new Error('late'));\n};",
      other: "(self as any).fire();\n2",
    });
    expect((await page.run("now")).error).toMatchObject({ message: "lost", cell: "now", line: 1 });
    expect((await page.run("later")).state).toBe("done");
    expect((await page.run("other")).state).toBe("done");
    await page.reach("failed done", "later", "other");
    const failure = (await page.events("state")).find(({ cell, error }) => cell === "later" && error);
    expect(failure?.error).toMatchObject({ message: "late", cell: "later", line: 2 });
  });

  test("in Chinese for a Chinese reader", async () => {
    await open({ bad: "tootal" }, { language: "zh" });
    expect((await page.run("bad")).error?.message).toBe("没有叫 tootal 的名字。");
  });

  test("what needs a failed cell says so", async () => {
    await open({ data: "const X = [1];\nthrow new Error('no data')", use: "X.length" });
    expect((await page.run("use")).error?.message).toBe("This cell needs the cell data, which did not succeed.");
    await page.reach("failed failed", "data", "use");
  });
});

describe("run is make", () => {
  test("a run leaves what is fresh alone and marks what depends on it", async () => {
    await open({ a: "const a = Math.random()", b: "const b = a", c: "b" });
    const first = await page.show("c");
    expect(await page.show("c")).toBe(first);
    await page.run("a");
    await page.reach("done stale stale", "a", "b", "c");
    expect(await page.show("c")).not.toBe(first);
  });

  test("an edit stales what has run, a translation does not", async () => {
    await open({ a: "const a = 1 // eins", b: "a + 1" });
    await page.run("b");
    await page.setCells({ a: "const a = 1 // one", b: "a + 1", other: "0" }, "zh");
    await page.run("other"); // the kernel has heard of the translation
    expect(await page.states("a", "b")).toBe("done done");
    await page.setCells({ a: "const a = 5 // one", b: "a + 1" }, "zh");
    await page.reach("stale done", "a", "b");
    expect(await page.show("b")).toBe("6");
  });

  test("a cell asked for again while it runs ends once for each answer", async () => {
    await open({ wait: "await new Promise((resolve) => setTimeout(resolve, 100));\n'ok'" });
    const [a, b] = await Promise.all([page.show("wait"), page.show("wait")]);
    expect([a, b]).toEqual(["ok", "ok"]);
  });
});

describe("stop", () => {
  test("a loop that awaits hears it, and other cells keep their values", async () => {
    await open({ a: "const a = 7", loop: "console.log('in');\nlet n = a;\nfor (;;) n++;" });
    await page.stretchGrace();
    await page.run("a");
    const run = page.run("loop");
    await page.waitForOutput("loop", "in");
    await page.page.evaluate(() => window.kernel.stop("loop"));
    expect((await run).state).toBe("stopped");
    expect(await page.state("a")).toBe("done");
    expect(await page.events("lost")).toEqual([]);
  });

  test("a function of another cell hears it, too", async () => {
    await open({ lib: "async function spin() { console.log('in'); while (true) {} }", use: "await spin()" });
    await page.stretchGrace();
    const run = page.run("use");
    await page.waitForOutput("use", "in");
    await page.page.evaluate(() => window.kernel.stop());
    expect((await run).state).toBe("stopped");
    expect(await page.events("lost")).toEqual([]);
  });

  test("a loop that hears nothing is ended after a second, the lost names are said, and the page goes on", async () => {
    await open({ a: "const a = 7", deaf: "console.log('in');\n(() => { while (true) {} })()", b: "a + 1" });
    await page.run("a");
    const run = page.run("deaf");
    await page.waitForOutput("deaf", "in");
    await page.page.evaluate(() => window.kernel.stop());
    expect((await run).state).toBe("stopped");
    expect(await page.events("lost")).toMatchObject([{ why: "stop", names: ["a"], cells: ["a"] }]);
    await page.reach("stale", "a");
    expect(await page.show("b")).toBe("8");
  });
});

describe("a check of an exercise", () => {
  const cells: Cells = { answer: { source: "const double = (x: number) => x + x;", own: true } };
  const check = (code: string) => page.page.evaluate((text) => window.kernel.check("answer", text), code);

  test("passes on a right answer and says why it does not on a wrong one", async () => {
    await open(cells);
    const code = 'import { assert } from "book";\nassert(double(3) === 6, "twice three is six");';
    expect((await check(code)).state).toBe("done");
    await page.setCells({ answer: { source: "const double = (x: number) => x;", own: true } });
    const { state, error } = await check(code);
    expect([state, error?.name, error?.message, error?.line]).toEqual([
      "failed",
      "AssertionError",
      "twice three is six",
      undefined,
    ]);
    await page.reach("idle", "answer");
  });
});

describe("tensors", () => {
  const train = `import * as tf from "@tensorflow/tfjs";
const X = tf.tensor2d([[0], [1], [2], [3]]);
const y = tf.tensor2d([[1], [3], [5], [7]]);
const w = tf.variable(tf.zeros([1, 1])), b = tf.variable(tf.zeros([1]));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 200; step++) {
  optimizer.minimize(() => X.matMul(w).add(b).sub(y).square().mean() as tf.Scalar);
}
tf.concat([w.flatten(), b])`;

  test.each(["wasm", "cpu", "webgl", "webgpu"] as const)(
    "a line is fitted on %s",
    async (forced) => {
      await open({ train }, { forced });
      const { state, outputs, error } = await page.run("train");
      expect(state, error?.message).toBe("done");
      const [output] = outputs;
      if (output?.kind !== "tensor") throw new Error("no tensor was shown");
      expect(output.values[0]).toBeCloseTo(2, 1);
      expect(output.values[1]).toBeCloseTo(1, 1);
      expect((await page.events("device")).at(-1)).toMatchObject({ backend: forced });
    },
    60_000,
  );

  test("a software WebGPU adapter is only taken when forced; else wasm, with the reason", async () => {
    await open({ t: 'import * as tf from "@tensorflow/tfjs";\ntf.getBackend()' });
    expect(await page.show("t")).toBe("wasm");
    expect((await page.events("device")).at(-1)?.reason).toMatch(/webgpu: the WebGPU adapter is only a software one/);
  });

  test("what a section prefers comes first", async () => {
    await open({ t: 'import * as tf from "@tensorflow/tfjs";\ntf.getBackend()' }, { prefer: "cpu" });
    expect(await page.show("t")).toBe("cpu");
  });

  test("a forced device that cannot be had is an error, not a fallback", async () => {
    await open({ t: 'import * as tf from "@tensorflow/tfjs";\ntf.getBackend()' }, { forced: "webgpu" });
    await page.page.addInitScript(() => {});
    // Without an adapter: the worker's navigator.gpu answers null.
    await page.setCells({
      hide: "navigator.gpu.requestAdapter = async () => null;",
      t: 'import * as tf from "@tensorflow/tfjs";\ntf.getBackend()',
    });
    await page.run("hide");
    expect((await page.run("t")).error?.message).toBe(
      "webgpu cannot be had on this device: webgpu: there is no WebGPU adapter",
    );
    expect((await page.events("device")).at(-1)).toMatchObject({ backend: "unavailable" });
  });

  test("are freed when their cell runs again, and what was left behind is named", async () => {
    await open({
      a: 'import * as tf from "@tensorflow/tfjs";\nconst a = tf.ones([2, 3]).mul(2).add(1);',
      n: "tf.memory().numTensors",
    });
    const counts = [];
    for (let i = 0; i < 3; i++) {
      await page.run("a");
      counts.push(await page.show("n"));
    }
    expect(counts).toEqual(["1", "1", "1"]);
    const ledger = (await page.events("ledger")).find((event) => event.cell === "a");
    expect(ledger).toMatchObject({ tensors: 1, bytes: 24, leaked: 2, leaks: ["float32 (2, 3) × 2"] });
  });

  test("a write to another cell's variable is noticed, and running again starts from the value anew", async () => {
    await open({
      net: 'import * as tf from "@tensorflow/tfjs";\nconst w = tf.variable(tf.scalar(1));',
      step: "w.assign(w.add(1));\n(await w.data())[0]",
      read: "(await w.data())[0]",
    });
    expect(await page.show("read")).toBe("1");
    expect(await page.show("step")).toBe(
      "This cell wrote w of the cell net. Run again, it first runs the cell net.\n2",
    );
    await page.reach("done done stale", "net", "step", "read");
    expect(await page.show("step")).toMatch(/\n2$/);
    expect(await page.events("written")).toMatchObject([
      { cell: "step", owner: "net", name: "w" },
      { cell: "step", owner: "net", name: "w" },
    ]);
  });

  test("a cell that disposes another cell's tensor is named where the tensor is missed", async () => {
    await open({
      data: 'import * as tf from "@tensorflow/tfjs";\nconst x = tf.ones([2]);',
      sum: "const sum = x.sum();",
      tidy: "x.dispose();",
      read: "(await sum.data())[0]",
      again: "x.add(1)",
    });
    const ids = ["data", "sum", "tidy", "read", "again"];
    const results = await page.page.evaluate((cells) => window.kernel.run(cells), ids);
    expect(results[2]!.outputs.map(({ text }) => text)).toEqual([
      "This cell disposed x of the cell data, which other cells can use no longer. Run again, it first runs the cell data.",
    ]);
    expect(results.slice(3).map(({ error }) => error?.message)).toEqual([
      "This cell needs the cell sum, which is outdated: the cell tidy disposed a tensor of the cell data.",
      "A tensor was used after it was disposed: the cell tidy disposed a tensor of the cell data.",
    ]);
    expect((await page.run("data")).state).toBe("done");
    expect(await page.show("read")).toBe("2");
  });
});
