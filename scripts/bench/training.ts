// F02 (the cell `train` of mnist/mlp, quick, wasm) in a cell beside the same training in a bare worker, turn by turn;
// and the longest task of the page's main thread while it trains.
import type { Browser, Page } from "playwright";
import { closeFresh, openFresh, run } from "./cells";
import type { Host } from "./requests";
import { median, toFigure, toMs, toShare, type Figure } from "./table";

const section = "mnist/mlp/?backend=wasm";
/** The whole of F02 as it stands in the book, turn by turn: what else the machine does then weighs on both alike. */
const turn = { epochs: 10, steps: 10 * Math.ceil(10_000 / 128), rounds: 40 };
const numWatched = 3;

declare global {
  interface Window {
    longTasks: number[];
    bareWorker: Worker;
  }
}

export async function measureTraining(browser: Browser, site: Host, bare: Host): Promise<Figure[]> {
  return [await measureSpeed(browser, site, bare), await measureLongTasks(browser, site)];
}

async function measureSpeed(browser: Browser, site: Host, bare: Host): Promise<Figure> {
  const bookPage = await openFresh(browser, `${site.origin}${section}`);
  const barePage = await openFresh(browser, `${bare.origin}blank.html`);
  await startBareWorker(barePage);
  await run(bookPage, "train");
  await checkTraining(bookPage);

  const [inCell, inBare]: [number[], number[]] = [[], []];
  const turns = [
    async () => void inCell.push(await run(bookPage, "train")),
    async () => void inBare.push(await trainBare(barePage, turn.epochs)),
  ];
  for (const warmUp of turns) await warmUp();
  [inCell.length, inBare.length] = [0, 0];
  for (let round = 0; round < turn.rounds; round++) for (const take of turns.reverse()) await take();
  await Promise.all([bookPage, barePage].map(closeFresh));
  return toRatio(inCell, inBare);
}

/** The bare worker trains for as many epochs as the cell. */
async function checkTraining(page: Page): Promise<void> {
  const source = await page
    .locator("#cell-train")
    .evaluate((cell) => (cell as HTMLElement & { source: string }).source);
  if (!source.includes(`quick: { epochs: ${turn.epochs},`))
    throw new Error(`the cell train no longer has ${turn.epochs} epochs in quick mode`);
}

function toRatio(inCell: number[], inBare: number[]): Figure {
  const speed = (ms: number) => `${((1000 * turn.steps) / ms).toFixed(0)}`;
  const ratios = inCell.map((ms, round) => inBare[round]! / ms);
  const sorted = ratios.toSorted((a, b) => a - b);
  const [low, high] = toMedianRanks(sorted.length).map((rank) => toShare(sorted[rank]!));
  const note =
    `${speed(median(inCell))} steps/s in a cell that draws its curve, ${speed(median(inBare))} in the bare worker; ` +
    `the median of ${ratios.length} rounds lies in ${low} … ${high} with 95 % confidence; steps/s of each round: ${inCell.map((ms, round) => `${speed(ms)}/${speed(inBare[round]!)}`).join(", ")}`;
  return toFigure("F02 steps/s, cell ÷ bare worker", median(ratios), ["≥", 0.97], toShare, note);
}

/** Between which of n sorted values the median lies with 95 % confidence, whatever they are drawn from: the number of
 *  values below it is binomial(n, 1/2). */
function toMedianRanks(n: number): [number, number] {
  const reach = 0.98 * Math.sqrt(n);
  return [Math.max(0, Math.floor(n / 2 - reach)), Math.min(n - 1, Math.ceil(n / 2 + reach) - 1)];
}

/** The whole of `train`, from a page that has drawn no figure yet to the figure drawn at the end. */
async function measureLongTasks(browser: Browser, site: Host): Promise<Figure> {
  const tasks: number[][] = [];
  for (let watched = 0; watched < numWatched; watched++) {
    const page = await openFresh(browser, `${site.origin}${section}`);
    await run(page, "net");
    await watchLongTasks(page);
    await run(page, "train");
    tasks.push(await takeLongTasks(page));
    await closeFresh(page);
  }
  return toLongest(tasks);
}

/** Browsers tell of tasks of 50 ms and more only. */
function toLongest(tasks: number[][]): Figure {
  const what = "longest main-thread task while F02 trains";
  const longest = median(tasks.map((run) => Math.max(0, ...run)));
  const note = `tasks of 50 ms and more in each run: ${tasks.map((run) => run.map(toMs).join(", ") || "none").join("; ")}`;
  const figure = toFigure(what, longest, ["≤", 50], toMs, note);
  return longest === 0 ? { ...figure, measured: "< 50 ms" } : figure;
}

async function startBareWorker(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done, fail) => {
        window.bareWorker = new Worker("/bare/bare-worker.js", { type: "module" });
        window.bareWorker.onmessage = () => done();
        window.bareWorker.onerror = (event) => fail(new Error(event.message));
      }),
  );
}

function trainBare(page: Page, epochs: number): Promise<number> {
  return page.evaluate(
    (epochs) =>
      new Promise<number>((done) => {
        window.bareWorker.onmessage = ({ data }: MessageEvent<{ ms: number }>) => done(data.ms);
        window.bareWorker.postMessage(epochs);
      }),
    epochs,
  );
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.longTasks = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    });
    observer.observe({ type: "longtask" });
  });
}

/** Waits for what the end of a run still draws. */
async function takeLongTasks(page: Page): Promise<number[]> {
  await page.waitForTimeout(1000);
  return page.evaluate(() => window.longTasks.splice(0));
}
