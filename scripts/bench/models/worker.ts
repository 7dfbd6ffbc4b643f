// Trains one model with one library on one backend, in a worker of its own. Bundled by bare-pages.ts.
import { counts, peak, wasmBytes } from "./counts";
import type { Answer, Beginning, Order, Trainer } from "./orders";

const scope = globalThis as unknown as {
  postMessage(answer: Answer): void;
  onmessage: ((message: MessageEvent<Order>) => Promise<void>) | null;
};

let trainer: Promise<Trainer> | undefined;

scope.onmessage = async ({ data: order }) => {
  try {
    trainer ??= makeTrainer(order);
    scope.postMessage(await (order.isBeginning ? begin : train)(await trainer, order));
  } catch (error) {
    scope.postMessage({ refusal: error instanceof Error ? error.message : String(error) });
  }
};

async function makeTrainer({ library, model, backend }: Order): Promise<Trainer> {
  if (library === "jax-js") return (await import("./jax")).makeJaxTrainer(model, backend);
  const { addMissing, makeTfjsTrainer, openTfjs } = await import("./tfjs");
  await openTfjs(library === "cpu" ? "cpu" : backend);
  if (library === "ours") return (await import("./book")).makeBookTrainer(model, backend);
  if (library === "stock" && backend === "wasm") addMissing();
  return makeTfjsTrainer(model, backend);
}

async function begin(trainer: Trainer, { steps }: Order): Promise<Beginning> {
  const stepMs: number[] = [];
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    const loss = await trainer.ahead!();
    await loss.read();
    stepMs.push(performance.now() - start);
    loss.dispose();
  }
  const { ms, numPipelines } = trainer.compiled!;
  return { stepMs, compileMs: ms, numPipelines };
}

async function train(trainer: Trainer, { steps, readAll, backend }: Order): Promise<Answer> {
  const [losses, scriptMs]: [number[], number[]] = [[], []];
  const before = { ...counts };
  const start = performance.now();
  for (let i = 1; i <= steps; i++) {
    const called = performance.now();
    const loss = trainer.step();
    scriptMs.push(performance.now() - called);
    if (readAll || i === steps) losses.push(await loss.read());
    loss.dispose();
  }
  await trainer.settle();
  const ms = performance.now() - start;
  const asked = Object.fromEntries(
    Object.entries(counts).map(([key, value]) => [key, (value - before[key as keyof typeof counts]) / steps]),
  ) as unknown as typeof counts;
  return { ms, losses, scriptMs, counts: asked, peakBytes: backend === "webgpu" ? peak.bytes : wasmBytes() };
}
