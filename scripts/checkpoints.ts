// `npm run checkpoints [tang|austen]`: trains the GPTs that the chapter char-gpt ships, by the book's own code in Node on
// the wasm backend (one thread; about ten minutes each on a quiet core), and writes public/data/gpt/*.bin.
// `--seeds 0,1,2,3,4` trains with each of these, keeps no weights, and writes what they reach into
// content/checkpoint-seeds.json.
// The same on every run to rounding. Afterwards enter sizes and hashes, which are printed, in src/book/data-sets.ts.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
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
import type { CheckpointSeed } from "../src/prose/checkpoint-seeds";

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

interface Trained {
  params: Record<string, tf.Tensor>;
  record: TrainingRecord;
}

const shape = { width: 96, numHeads: 4, numBlocks: 2, biases: false } as const;

async function planTang(seed: number): Promise<Plan> {
  const { tokens, train, validation } = await loadTang();
  const spec = { ...shape, seed, vocabulary: tokens.length, context: verseLength };
  return { name: "tang", spec, train, validation, counts: isCharacterPlace, batchSize: 64, steps: 3000, dropout: 0.1 };
}

async function planAusten(seed: number): Promise<Plan> {
  const { text, train, validation } = await loadAusten();
  const { tokens, encode } = charactersOf(text);
  const spec = { ...shape, seed, vocabulary: tokens.length, context: 64 };
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

async function train({ name, spec, batchSize, steps, dropout, ...data }: Plan): Promise<Trained> {
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
  const record = {
    device: `wasm, Node ${process.versions.node}, one thread`,
    date: new Date().toISOString().slice(0, 10),
    seed: spec.seed,
    steps,
    seconds: Math.round((performance.now() - start) / 1000),
    recipe: `Adam 1e-3, warm-up 100, cosine to 1e-4, clip 1, batch ${batchSize}, dropout ${dropout}`,
    losses: { every, values: history.losses.filter((_, i) => (i + 1) % every === 0).map(round) },
    validation: validation.map(({ step, loss }) => ({ step, loss: round(loss) })),
  };
  return { params: net.params, record };
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

const plans = { tang: planTang, austen: planAusten };
type Name = keyof typeof plans;
const seedsFile = new URL("../content/checkpoint-seeds.json", import.meta.url);

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

async function ship(name: Name): Promise<void> {
  const { params, record } = await train(await plans[name](0));
  await save(name, params, record);
  keepResult(name, record);
}

async function trySeed(name: Name, seed: number): Promise<void> {
  const { params, record } = await train(await plans[name](seed));
  tf.dispose(params);
  keepResult(name, record);
}

function keepResult(name: Name, { seed, date, device, validation }: TrainingRecord): void {
  const all = JSON.parse(readFileSync(seedsFile, "utf8")) as Record<Name, CheckpointSeed[]>;
  const others = all[name].filter((result) => result.seed !== seed);
  const result = { seed, loss: validation.at(-1)!.loss, date, device };
  all[name] = [...others, result].toSorted((a, b) => a.seed - b.seed);
  writeFileSync(seedsFile, `${JSON.stringify(all, undefined, 2)}\n`);
  console.log(`${name} seed ${seed}: ${result.loss}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seeds: { type: "string" } } });
  const unknown = positionals.filter((name) => !(name in plans));
  if (unknown.length)
    throw new Error(`There is no checkpoint ${unknown.join(", ")}; there are ${Object.keys(plans).join(", ")}.`);
  await openDevice();
  for (const name of positionals.length ? (positionals as Name[]) : (["tang", "austen"] as const))
    if (!values.seeds) await ship(name);
    else for (const seed of values.seeds.split(",").map(Number)) await trySeed(name, seed);
}
