// `npm run checkpoints [tang|austen]`: trains the GPTs that the chapter char-gpt ships, by the book's own code in Node on
// the wasm backend (one thread; about ten minutes each on a quiet core), and writes public/data/gpt/*.bin.
// The same on every run to rounding. Afterwards enter sizes and hashes, which are printed, in src/book/data-sets.ts.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { registerCorrections } from "../src/backend";
import { loadAusten } from "../src/book/austen";
import { charactersOf } from "../src/book/characters";
import { pooledDropout } from "../src/book/fast-dropout";
import { quietHost } from "./quiet-host";
import { gpt, initGpt, type GptNet, type GptSpec } from "../src/book/gpt";
import { setHost } from "../src/book/host";
import { meanSurprise, nextTokenLoss } from "../src/book/next-token";
import { cosine } from "../src/book/schedule";
import { isCharacterPlace, loadTang, verseLength } from "../src/book/tang";
import { fit, type TrainingData } from "../src/book/train";
import { writeTrained, type HalfTensors, type TrainingRecord } from "../src/book/trained";
import { windowsOf } from "../src/book/windows";

interface Plan {
  name: string;
  spec: GptSpec;
  train: TrainingData;
  validation: TrainingData;
  /** The places of a text that count in validation. */
  counts: (place: number) => boolean;
  batchSize: number;
  steps: number;
  dropout: number;
}

const shape = { width: 96, numHeads: 4, numBlocks: 2, biases: false, seed: 0 } as const;

async function planTang(): Promise<Plan> {
  const { tokens, train, validation } = await loadTang();
  const spec = { ...shape, vocabulary: tokens.length, context: verseLength };
  return { name: "tang", spec, train, validation, counts: isCharacterPlace, batchSize: 64, steps: 3000, dropout: 0.1 };
}

async function planAusten(): Promise<Plan> {
  const { text, train, validation } = await loadAusten();
  const { tokens, encode } = charactersOf(text);
  const spec = { ...shape, vocabulary: tokens.length, context: 64 };
  const [learn, check] = [windowsOf(encode(train), 64, 32), windowsOf(encode(validation), 64)];
  return {
    name: "austen",
    spec,
    train: learn,
    validation: check,
    counts: () => true,
    batchSize: 16,
    steps: 4000,
    dropout: 0,
  };
}

async function train({ name, spec, batchSize, steps, dropout, ...data }: Plan): Promise<void> {
  const start = performance.now();
  const fresh = initGpt(spec);
  const { drop } = pooledDropout(dropout, batchSize * spec.context * spec.width, spec.seed);
  const validation: TrainingRecord["validation"] = [];
  const evaluate = (params: GptNet["params"]) => meanSurprise({ ...fresh, params }, data.validation, data.counts);
  const { net, history } = await fit({ ...fresh, forward: gpt({ ...spec, drop }) }, data.train, {
    steps,
    batchSize,
    lr: 1e-3,
    schedule: cosine({ steps, warmup: 100, floor: 0.1 }),
    clip: 1,
    loss: nextTokenLoss,
    seed: spec.seed,
    onStep: ({ step, loss }) => {
      if (step % 100 === 0) console.log(`${name} step ${step} of ${steps}: ${loss.toFixed(3)}`);
    },
    onEpoch: async ({ epoch, net }) => {
      const loss = await evaluate(net.params);
      const step = Math.min(steps, epoch * Math.ceil(data.train.count / batchSize));
      validation.push({ step, loss });
      console.log(`${name} step ${step}: validation ${loss.toFixed(4)}`);
    },
  });
  const every = steps / 100;
  await save(name, net.params, {
    device: `wasm, Node ${process.versions.node}, one thread`,
    date: new Date().toISOString().slice(0, 10),
    seed: spec.seed,
    steps,
    seconds: Math.round((performance.now() - start) / 1000),
    recipe: `Adam 1e-3, warm-up 100, cosine to 1e-4, clip 1, batch ${batchSize}, dropout ${dropout}`,
    losses: { every, values: history.losses.filter((_, i) => (i + 1) % every === 0).map(round) },
    validation: validation.map(({ step, loss }) => ({ step, loss: round(loss) })),
  });
}

const round = (loss: number): number => Math.round(loss * 1e4) / 1e4;

export async function save(name: string, params: Record<string, tf.Tensor>, record: TrainingRecord): Promise<void> {
  const tensors: HalfTensors = {};
  for (const [key, tensor] of Object.entries(params))
    tensors[key] = { shape: tensor.shape, values: await tensor.data<"float32">() };
  const bytes = gzipSync(writeTrained(tensors, record), { level: 9 });
  const folder = new URL("../public/data/gpt/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.bin`, folder), bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  console.log(`gpt/${name}.bin  ${bytes.length} bytes  sha256 ${sha256}`);
}

async function openDevice(): Promise<void> {
  const wasm = new URL("../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url);
  setWasmPaths(fileURLToPath(wasm));
  await tf.setBackend("wasm");
  await registerCorrections(tf, "wasm");
  setHost({
    ...quietHost,
    fetchData: async (path) => new Uint8Array(readFileSync(new URL(`../public/data/${path}`, import.meta.url))).buffer,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await openDevice();
  const plans = { tang: planTang, austen: planAusten };
  const asked = process.argv.slice(2) as (keyof typeof plans)[];
  for (const name of asked.length ? asked : (["tang", "austen"] as const)) await train(await plans[name]());
}
