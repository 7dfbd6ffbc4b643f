// Training steps on wasm: ours beside stock tfjs with only its missing kernels added, tfjs's cpu backend and jax-js, each
// in a worker of its own on a page that is not cross-origin isolated. Turns alternate, so that what else the machine does
// weighs on all alike.
import type { Browser, Page } from "playwright";
import { closeFresh, openFresh } from "./cells";
import type { Host } from "./requests";
import { median, toFigure, toMs, type Figure } from "./table";
import type { Answer, Order } from "./wasm/orders";

const numRounds = 7;

interface Trial {
  model: Order["model"];
  /** In the table, and of what it is made. */
  title: string;
  details: string;
  /** Steps of one turn of each library. */
  steps: Partial<Record<Order["library"], number>>;
  /** Ours must be so many times as fast as this one. */
  target: { library: Order["library"]; times: number };
}

const trials: Trial[] = [
  {
    model: "gpt",
    title: "GPT 2×96",
    details: "4 heads, context 64, batch 8, vocabulary 65, Adam",
    steps: { ours: 8, stock: 2, cpu: 1 },
    target: { library: "stock", times: 4 },
  },
  {
    model: "cnn",
    title: "CNN",
    details: "28×28, conv 3×3×32, pool, conv 3×3×64, pool, dense, batch 32, Adam",
    steps: { ours: 8, stock: 2, cpu: 1 },
    target: { library: "cpu", times: 5 },
  },
  {
    model: "mlp",
    title: "MLP",
    details: "784-128-10, batch 32, Adam",
    steps: { ours: 200, stock: 50, cpu: 10, "jax-js": 100 },
    target: { library: "jax-js", times: 1 },
  },
];

const names: Record<Order["library"], string> = {
  ours: "ours",
  stock: "stock tfjs with the missing kernels",
  cpu: "tfjs on cpu",
  "jax-js": "jax-js, jitted",
};

export async function measureWasm(browser: Browser, bare: Host): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const trial of trials) figures.push(...(await measureTrial(browser, bare, trial)));
  return figures;
}

async function measureTrial(browser: Browser, bare: Host, trial: Trial): Promise<Figure[]> {
  const page = await openFresh(browser, `${bare.origin}blank.html`);
  if (await page.evaluate(() => crossOriginIsolated)) throw new Error("the page was not to be isolated");
  const turns = Object.entries(trial.steps) as [Order["library"], number][];
  const times: Record<string, number[]> = Object.fromEntries(turns.map(([library]) => [library, []]));
  const take = async ([library, steps]: [Order["library"], number]) => {
    const { ms } = await train(page, { library, model: trial.model, steps });
    return ms / steps;
  };
  checkAgreement(trial, await firstLosses(page, trial));
  for (const turn of turns) await take(turn);
  for (let round = 0; round < numRounds; round++)
    for (const turn of turns.reverse()) times[turn[0]]!.push(await take(turn));
  await closeFresh(page);
  return toFigures(trial, times);
}

/** All of them must have done the same work: the loss of the first step tells. */
async function firstLosses(page: Page, { model, steps }: Trial): Promise<number[]> {
  const losses: number[] = [];
  for (const library of Object.keys(steps) as Order["library"][])
    losses.push((await train(page, { library, model, steps: 1 })).loss);
  return losses;
}

function checkAgreement({ model }: Trial, losses: number[]): void {
  const spread = Math.max(...losses) - Math.min(...losses);
  if (!(spread < 1e-4)) throw new Error(`the libraries disagree on the first loss of ${model}: ${losses.join(", ")}`);
}

function toFigures({ title, details, target, steps }: Trial, times: Record<string, number[]>): Figure[] {
  const ms = (library: string) => median(times[library]!);
  const ours = {
    what: `${title}, a step`,
    measured: toMs(ms("ours")),
    note: `${details}; each round: ${times["ours"]!.map(toMs).join(", ")}`,
  };
  const others = (Object.keys(steps) as Order["library"][]).filter((library) => library !== "ours");
  return [ours, ...others.map((library) => toRatio(title, library, times, target))];
}

function toRatio(
  title: string,
  library: Order["library"],
  times: Record<string, number[]>,
  target: Trial["target"],
): Figure {
  const what = `${title}, ${names[library]} ÷ ours`;
  const value = median(times[library]!.map((ms, round) => ms / times["ours"]![round]!));
  const measured = toTimes(value);
  const note = `${toMs(median(times[library]!))} a step; each round: ${times[library]!.map(toMs).join(", ")}`;
  return library === target.library
    ? toFigure(what, value, ["≥", target.times], toTimes, note)
    : { what, measured, note };
}

const toTimes = (value: number): string => `${value.toFixed(1)} ×`;

/** One turn, in the worker of this library and model; made at the first. */
function train(page: Page, order: Order): Promise<Answer> {
  return page.evaluate(
    (order) =>
      new Promise<Answer>((done, fail) => {
        const name = `${order.library} ${order.model}`;
        const workers = ((window as { trainers?: Record<string, Worker> }).trainers ??= {});
        const worker = (workers[name] ??= new Worker("/bare/wasm-worker.js", { type: "module" }));
        worker.onerror = (event) => fail(new Error(`${name}: ${event.message}`));
        worker.onmessage = ({ data }: MessageEvent<Answer>) => done(data);
        worker.postMessage(order);
      }),
    order,
  );
}
