// One model, trained by several libraries in turns, each in a worker of its own on one page: what else the machine does
// weighs on all alike. All must tell the same losses from the same first weights.
import type { Page } from "playwright";
import { median } from "../table";
import type { Answer, Library, Order, Turn } from "./orders";
import type { Backend, ModelName } from "./specs";

const numRounds = 5;
/** Who takes more than a second for a step takes fewer turns. */
const [slowMs, numSlowRounds] = [1000, 3];
const numCompared = 6;
/** A turn is as many steps as take about so long. */
const turnMs = 400;
const tolerance: Record<Backend, number> = { wasm: 2e-4, webgpu: 1e-3 };

export interface Contender {
  library: Library;
  page: Page;
  /** The page is isolated; jax-js then takes threads by itself. */
  hasThreads?: boolean;
}

export interface Result {
  library: Library;
  hasThreads: boolean;
  /** Of each round; none where the library refused. */
  stepMs: number[];
  /** The middle of the rounds' ratios: their time ÷ ours. */
  timesOurs: number;
  /** Until the call of a step came back. */
  scriptMs: number;
  counts: Turn["counts"];
  peakBytes: number;
  refusal?: string;
}

interface Entry extends Contender {
  steps: number;
  rounds: number;
  turns: Turn[];
  refusal?: string;
}

/** Ours must be the first of the contenders. */
export async function compete(contenders: Contender[], model: ModelName, backend: Backend): Promise<Result[]> {
  const entries: Entry[] = contenders.map((contender) => ({
    ...contender,
    steps: numCompared,
    rounds: numRounds,
    turns: [],
  }));
  const [ours] = entries as [Entry];
  const toOrder = ({ library, steps }: Entry): Order => ({ library, model, backend, steps });
  const losses = new Map<Entry, number[]>();
  for (const entry of entries) losses.set(entry, await warmUp(entry, toOrder(entry)));
  for (const entry of entries.filter(({ refusal }) => !refusal))
    checkAgreement(model, entry, losses.get(entry)!, losses.get(ours)!, tolerance[backend]);
  for (let round = 0; round < numRounds; round++)
    for (const entry of round % 2 ? entries : entries.toReversed())
      if (!entry.refusal && round < entry.rounds) entry.turns.push(await take(entry, toOrder(entry)));
  return entries.map((entry) => toResult(entry, ours));
}

/** Compiles, compares and finds out how many steps make a turn. Returns the first losses. */
async function warmUp(entry: Entry, order: Order): Promise<number[]> {
  const steps = entry.library === "cpu" ? 1 : numCompared;
  const first = (await ask(entry.page, { ...order, steps, readAll: true })) as Turn | { refusal: string };
  if ("refusal" in first) {
    entry.refusal = first.refusal;
    return [];
  }
  const trial = entry.library === "cpu" ? first : await take(entry, { ...order, steps: 2 });
  const stepMs = trial === first ? first.ms : trial.ms / 2;
  entry.steps = Math.min(400, Math.max(1, Math.round(turnMs / stepMs)));
  if (stepMs > slowMs) entry.rounds = numSlowRounds;
  return first.losses;
}

async function take(entry: Entry, order: Order): Promise<Turn> {
  const answer = (await ask(entry.page, order)) as Turn | { refusal: string };
  if ("refusal" in answer) throw new Error(`${entry.library} fails at ${order.model}: ${answer.refusal}`);
  return answer;
}

function checkAgreement(model: string, { library }: Entry, losses: number[], ours: number[], tolerance: number): void {
  const isClose = (loss: number, i: number): boolean => Math.abs(loss - ours[i]!) <= tolerance * (1 + Math.abs(loss));
  if (losses.every(isClose)) return;
  throw new Error(`${library} disagrees on ${model}: ${losses.join(", ")} where ours has ${ours.join(", ")}`);
}

function toResult({ library, hasThreads = false, steps, turns, refusal }: Entry, ours: Entry): Result {
  const none = { dispatches: 0, passes: 0, uploads: 0, uniforms: 0, submits: 0 };
  if (refusal)
    return { library, hasThreads, stepMs: [], timesOurs: NaN, scriptMs: NaN, counts: none, peakBytes: 0, refusal };
  const stepMs = turns.map(({ ms }) => ms / steps);
  return {
    library,
    hasThreads,
    stepMs,
    timesOurs: median(stepMs.map((ms, round) => (ms * ours.steps) / ours.turns[round]!.ms)),
    scriptMs: median(turns.flatMap(({ scriptMs }) => scriptMs)),
    counts: turns.at(-1)!.counts,
    peakBytes: Math.max(...turns.map(({ peakBytes }) => peakBytes)),
  };
}

/** One turn, in the worker of this library and model; made at the first. */
export function ask(page: Page, order: Order): Promise<Answer> {
  return page.evaluate(
    (order) =>
      new Promise<Answer>((done, fail) => {
        const name = `${order.library} ${order.model} ${order.backend}`;
        const workers = ((window as { trainers?: Record<string, Worker> }).trainers ??= {});
        const worker = (workers[name] ??= new Worker("/bare/training-worker.js", { type: "module" }));
        worker.onerror = (event) => fail(new Error(`${name}: ${event.message}`));
        worker.onmessage = ({ data }: MessageEvent<Answer>) => done(data);
        worker.postMessage(order);
      }),
    order,
  );
}

/** Ends the workers of a page, so that the next model finds the memory free. */
export function endWorkers(page: Page): Promise<void> {
  return page.evaluate(() => {
    const page = window as { trainers?: Record<string, Worker> };
    for (const worker of Object.values(page.trainers ?? {})) worker.terminate();
    page.trainers = {};
  });
}
