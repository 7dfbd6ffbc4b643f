// What goes wrong on a device, said to the reader in words, at the place: memory, errors beside the flow, the device's end.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { KernelPage, openHarness } from "./harness";
import type { Cells, Harness } from "./harness";
import type { BackendName } from "../../src/kernel/protocol";

let harness: Harness;
let page: KernelPage;

beforeAll(async () => {
  harness = await openHarness();
}, 120_000);
afterEach(async () => page?.close());
afterAll(async () => harness?.close());

async function open(forced: BackendName, cells: Cells, language: "en" | "zh" = "en"): Promise<void> {
  page = await KernelPage.open(harness, cells, { forced, language });
}

const tfjs = 'import * as tf from "@tensorflow/tfjs";\n';
const device = `${tfjs}const { device } = tf.backend() as unknown as { device: GPUDevice };\n`;

describe("memory that there is not", () => {
  const cells: Cells = {
    giant: `${tfjs}const small = tf.ones([2]);\ntf.fill([200000, 200000], 1).sum()`,
    after: "1 + 1",
  };
  const words: Record<BackendName, RegExp> = {
    webgpu: /^Not enough memory: this step asks for 149 GB in one piece; the device gives at most [\d.]+ [GM]B\.$/,
    wasm: /^Not enough memory: this step asks for 149 GB; the device gives at most 4 GB, of which [\d.]+ k?B are taken\.$/,
    webgl: /^Not enough memory: this step asks for [\d.]+ GB in one piece; the device gives at most [\d.]+ GB\.$/,
    cpu: /^Not enough memory: .*are more than the browser has room for in one piece\.$/,
  };

  test.each(["webgpu", "wasm", "webgl", "cpu"] as const)(
    "on %s: how much was asked, what fits, where",
    async (forced) => {
      await open(forced, cells);
      const { state, error } = await page.run("giant");
      expect([state, error?.line]).toEqual(["failed", 3]);
      expect(error?.message).toMatch(words[forced]);
      expect(error?.hint).toMatch(
        forced === "cpu" ? /smaller batch/ : /^1\/\d+ of it would fit: divide the batch size/,
      );
      expect(await page.show("after")).toBe("2");
    },
  );

  test("in Chinese for a Chinese reader", async () => {
    await open("wasm", cells, "zh");
    const { error } = await page.run("giant");
    expect(error?.message).toMatch(/^内存不够：这一步要 149 GB，这台设备最多给 4 GB，已经占了 [\d.]+ k?B。$/);
    expect(error?.hint).toMatch(/^缩小到 1\/\d+ 以下就放得下/);
  });
});

describe("an operation that cannot take what it got", () => {
  const cells: Cells = {
    product: `${tfjs}tf.matMul(tf.ones([2, 4]), tf.ones([3, 5]));`,
    sum: "const X = tf.ones([2, 3]);\nX.add(tf.ones([4]));",
    image: 'tf.conv2d(tf.ones([28, 28]) as never, tf.ones([3, 3, 1, 8]), 1, "same");',
  };

  test.each([
    [
      "zh",
      "matMul 需要 (2, 4)·(4, n)，得到 (2, 4)·(3, 5)。",
      "形状 (2, 3) 和 (4) 不能一起广播。调用的是 add(float32 (2, 3), float32 (4))。",
      'conv2d 的 input 要有 4 个轴，得到 2 个。调用的是 conv2d(float32 (28, 28), float32 (3, 3, 1, 8), 1, "same")。',
    ],
    [
      "en",
      "matMul needs (2, 4)·(4, n), got (2, 4)·(3, 5).",
      "The shapes (2, 3) and (4) cannot be broadcast together. It was called as add(float32 (2, 3), float32 (4)).",
      'conv2d needs 4 axes of input, got 2. It was called as conv2d(float32 (28, 28), float32 (3, 3, 1, 8), 1, "same").',
    ],
  ] as const)("says so in %s with operation, dtypes, shapes and line", async (language, product, sum, image) => {
    await open("wasm", cells, language);
    const { error } = await page.run("product");
    expect([error?.message, error?.line]).toEqual([product, 2]);
    expect((await page.run("sum")).error).toMatchObject({ message: sum, line: 2 });
    expect((await page.run("image")).error).toMatchObject({ message: image, line: 1 });
  });
});

describe("an error of a WebGPU device that nobody captured", () => {
  test("fails the cell that caused it, which ends at its next turn, and no other", async () => {
    await open("webgpu", {
      before: `${tfjs}const one = tf.ones([2]);`,
      bad: `${device}device.createBuffer({ size: 4, usage: 0 });\nconst many = tf.ones([64, 64]);\nfor (;;) await tf.tidy(() => many.add(1)).data();`,
      last: `${device.replace("device }", "device: again }")}again.createBuffer({ size: 4, usage: 0 });`,
      after: "(await one.sum().data())[0]",
    });
    await page.run("before");
    const [bad, last] = [await page.run("bad"), await page.run("last")];
    for (const { state, error } of [bad, last]) {
      expect([state, error?.name]).toEqual(["failed", "DeviceError"]);
      expect(error?.message).toMatch(/^The graphics device reported an error: .*usage/i);
    }
    expect(await page.show("after")).toBe("2");
    await page.reach("done failed failed done", "before", "bad", "last", "after");
  });

  test("a shader that is none is told with its place", async () => {
    await open("webgpu", { bad: `${device}device.createShaderModule({ code: "not a shader" });\n1;` });
    const { state, error } = await page.run("bad");
    expect([state, error?.name, error?.line]).toEqual(["failed", "DeviceError", 3]);
  });
});

test("reading a tensor at once on WebGPU is refused with the way to do it; what is at hand can be read", async () => {
  await open("webgpu", {
    hand: `${tfjs}tf.tensor1d([1, 2]).dataSync()[1]`,
    device: `const large = tf.ones([64, 64]).add(1);\nlarge.arraySync()`,
    print: `tf.ones([64, 64]).add(1).print()`,
  });
  expect(await page.show("hand")).toBe("2");
  for (const [id, line] of Object.entries({ device: 2, print: 1 })) {
    const { state, error } = await page.run(id);
    expect([state, error?.name, error?.line]).toEqual(["failed", "SyncReadError", line]);
    expect(error?.hint).toMatch(/^Write await x\.data\(\)/);
  }
});

describe("a training step on webgpu", () => {
  const train = (loss: string): string => `${tfjs}import { compileStep } from "book/compile-step";
const w = tf.tidy(() => tf.variable(tf.tensor1d([1, -2])));
const optimizer = tf.train.sgd(0.01);
let i = 0;
const lossOf = (x: tf.Tensor) => ${loss}.asScalar();
const step = compileStep((x: tf.Tensor) => optimizer.minimize(() => (i++, lossOf(x)), true, [w])!);
const losses: number[] = [];
for (let i = 0; i < 12; i++) {
  const x = tf.tensor1d([1, 2]);
  const loss = await step.ahead(x);
  losses.push((await loss.data())[0]!);
  tf.dispose([x, loss]);
}
optimizer.dispose();
losses.at(-1)!.toFixed(4)`;

  test("is replayed, and what it holds is the cell's: freed when the cell runs again", async () => {
    await open("webgpu", { train: train("w.mul(x).sum().square()") });
    // Each step leaves nine tenths of wᵀx = −3: the twelfth loss is 9 · 0.81¹¹.
    for (let run = 0; run < 2; run++)
      expect((await page.show("train")).split("\n").at(-1)).toBe((9 * 0.81 ** 11).toFixed(4));
    const [first, second] = await page.events("ledger");
    expect(first!.leaked).toBe(0);
    expect([second!.tensors, second!.device!.tensors, second!.device!.bytes]).toEqual([
      first!.tensors,
      first!.device!.tensors,
      first!.device!.bytes,
    ]);
  });

  test("that cannot be recorded says so in the cell, once", async () => {
    await open("webgpu", {
      train: train("w.mul(tf.dropout(x, 0.5, undefined, i + 1)).sum().square().mul(1 / (i + 1))"),
    });
    expect((await page.run("train")).state).toBe("done");
    const said = JSON.stringify(await page.page.evaluate(() => window.kernel.view("train").outputs));
    expect(said.split("The training step cannot be recorded: it computes other numbers").length - 1).toBe(1);
  });
});

describe("a device that is lost", () => {
  const cells = (lose: string): Cells => ({
    a: `${tfjs}const a = tf.ones([2]);`,
    lose: `${lose}\nawait new Promise(() => {});`,
    b: "(await a.sum().data())[0]",
  });
  const ways: [BackendName, string][] = [
    ["webgpu", "(tf.backend() as unknown as { device: GPUDevice }).device.destroy();"],
    ["webgl", "a.add(1);\n(tf.backend() as any).gpgpu.gl.getExtension('WEBGL_lose_context').loseContext();"],
  ];

  test.each(ways)("%s: that is said, and the next run starts anew", async (forced, lose) => {
    await open(forced, cells(lose));
    await page.run("a");
    const { state, error } = await page.run("lose");
    expect([state, error?.message]).toEqual(["failed", expect.stringMatching(/^The graphics device was lost/)]);
    await page.reach("stale", "a");
    expect(await page.show("b")).toBe("2");
  });

  test("a training is told where it was, and run again goes on from its last snapshot", async () => {
    const train = `import { fit } from "book/train";
import { initMlp } from "book/mlp";
const points = Array.from({ length: 64 }, (_, i) => [Math.cos(i), Math.sin(i)]);
const examples = {
  count: 64,
  batch: (rows: ArrayLike<number>) => ({
    X: tf.tensor2d(Array.from(rows, (row) => points[row]!)),
    y: tf.tensor1d(Array.from(rows, (row) => (points[row]![0]! > 0 ? 1 : 0)), "int32"),
  }),
};
const net = initMlp({ numInputs: 2, numHiddens: 4, numOutputs: 2, seed: 1 });
await fit(net, examples, { steps: 1_000_000, batchSize: 16 });`;
    await open("webgpu", { lose: loseWhenTold, train });
    await page.run("lose");
    const run = page.run("train");
    await page.page.waitForFunction(() => (window.kernel.view("train").kept?.snapshot.step ?? 0) > 0);
    await page.page.evaluate(() => window.kernel.control("train", "lose", true));
    const { state, error } = await run;
    const kept = await page.page.evaluate(() => window.kernel.view("train").kept!.snapshot.step);
    const step = Number(/^The graphics device was lost at step (\d+): /.exec(error?.message ?? "")?.[1]);
    expect([state, step >= kept], error?.message).toEqual(["failed", true]);
    expect(error?.hint).toBe(`Run again: the page opens the device anew, and training goes on from step ${kept}.`);

    const again = page.run("train");
    await page.page.waitForFunction(
      (from) => window.events.some((event) => event.type === "training" && event.status.from === from),
      kept,
    );
    await page.page.evaluate(() => window.kernel.restart());
    expect((await again).state).toBe("stopped");
  });
});

/** Loses the device as soon as the page moves a control. */
const loseWhenTold = `${tfjs}addEventListener("message", ({ data }) => {
  if (data.type === "control") (tf.backend() as unknown as { device: GPUDevice }).device.destroy();
});`;
