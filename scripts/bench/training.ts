// F02 (the cell `train` of mnist/mlp, quick, wasm) in a cell beside the same training in a bare worker, turn by turn;
// and the longest task of the page's main thread meanwhile.
import type { Browser, Page } from "playwright";
import { closeFresh, openFresh, run } from "./cells";
import type { Host } from "./requests";
import { median, toFigure, toMs, toShare, type Figure } from "./table";

const numRounds = 5;
const numSteps = 10 * Math.ceil(10_000 / 128);

declare global {
  interface Window {
    longTasks: number[];
    bareWorker: Worker;
  }
}

export async function measureTraining(browser: Browser, site: Host, bare: Host): Promise<Figure[]> {
  const bookPage = await openFresh(browser, `${site.origin}mnist/mlp/?backend=wasm`);
  const barePage = await openFresh(browser, `${bare.origin}blank.html`);
  await startBareWorker(barePage);
  await watchLongTasks(bookPage);
  await run(bookPage, "net");
  await takeLongTasks(bookPage);

  await bareTraining(barePage);
  await run(bookPage, "train");
  const tasks = [await takeLongTasks(bookPage)];
  const inCell: number[] = [];
  const inBare: number[] = [];
  for (let round = 0; round < numRounds; round++) {
    inBare.push(await bareTraining(barePage));
    inCell.push(await run(bookPage, "train"));
    tasks.push(await takeLongTasks(bookPage));
  }
  await Promise.all([bookPage, barePage].map(closeFresh));
  return [toRatio(inCell, inBare), toLongest(tasks)];
}

function toRatio(inCell: number[], inBare: number[]): Figure {
  const speed = (ms: number) => `${((1000 * numSteps) / ms).toFixed(1)}`;
  const ratios = inCell.map((ms, round) => inBare[round]! / ms);
  const note =
    `${speed(median(inCell))} steps/s in a cell that draws its curve, ${speed(median(inBare))} in the bare worker; ` +
    `each round: ${ratios.map(toShare).join(", ")}`;
  return toFigure("F02 steps/s, cell ÷ bare worker", median(ratios), ["≥", 0.97], toShare, note);
}

/** Browsers report tasks of 50 ms and more only. */
function toLongest(tasks: number[][]): Figure {
  const what = "longest main-thread task while F02 trains";
  const all = tasks.flat();
  const note = `tasks of 50 ms and more in each run, the first one cold: ${tasks.map((run) => `[${run.map(toMs).join(", ")}]`).join(" ")}`;
  if (all.length === 0) return { what, measured: "none of 50 ms", target: "≤ 50 ms", isMet: true };
  return toFigure(what, Math.max(...all), ["≤", 50], toMs, note);
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

function bareTraining(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        window.bareWorker.onmessage = ({ data }: MessageEvent<{ ms: number }>) => done(data.ms);
        window.bareWorker.postMessage("train");
      }),
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
