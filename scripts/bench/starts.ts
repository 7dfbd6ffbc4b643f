// From pressing Run to the output, in fresh browser contexts, beside Pyodide from a cold page to print(1 + 1).
// Both come from the same kind of server over loopback; rounds alternate.
import type { Browser } from "playwright";
import { closeFresh, edit, openFresh, press } from "./cells";
import type { Host } from "./requests";
import { median, toFigure, toFraction, toMs, type Figure } from "./table";
import { tensorCell } from "./weights";

interface Start {
  cold: number;
  warm: number;
}

const numRounds = 7;
const cell = "one-sided";

export async function measureStarts(browser: Browser, site: Host, bare: Host): Promise<Figure[]> {
  const pyodide: number[] = [];
  const plain: Start[] = [];
  const tensor: Start[] = [];
  for (let round = 0; round < numRounds; round++) {
    pyodide.push(await startPyodide(browser, bare));
    plain.push(await startCell(browser, site, "1 + 1"));
    tensor.push(await startCell(browser, site, tensorCell));
  }
  const pyodideMs = median(pyodide);
  const cold = (starts: Start[]) => median(starts.map(({ cold }) => cold));
  const warm = (starts: Start[]) => median(starts.map(({ warm }) => warm));
  const against = (ms: number) => `${toMs(ms)} against Pyodide's ${toMs(pyodideMs)}`;
  return [
    {
      what: "Pyodide, cold page to `print(1 + 1)`",
      measured: toMs(pyodideMs),
      note: `each round: ${pyodide.map(toMs).join(", ")}`,
    },
    toFigure("`1 + 1`, cold ÷ Pyodide", cold(plain) / pyodideMs, ["≤", 1 / 12], toFraction, against(cold(plain))),
    toFigure(
      "first tfjs result, cold ÷ Pyodide",
      cold(tensor) / pyodideMs,
      ["≤", 1 / 4],
      toFraction,
      against(cold(tensor)),
    ),
    toFigure("`1 + 1`, warm", warm(plain), ["≤", 50], toMs),
    toFigure("tfjs result, warm", warm(tensor), ["≤", 50], toMs),
  ];
}

async function startCell(browser: Browser, site: Host, source: string): Promise<Start> {
  const page = await openFresh(browser, `${site.origin}mnist/mlp/`);
  await edit(page, cell, source);
  const start = { cold: await press(page, cell, "2"), warm: await press(page, cell, "2") };
  await closeFresh(page);
  return start;
}

async function startPyodide(browser: Browser, bare: Host): Promise<number> {
  const page = await openFresh(browser, `${bare.origin}blank.html`);
  const ms = await page.evaluate(async () => {
    const start = performance.now();
    const address = "/pyodide/pyodide.mjs";
    const { loadPyodide } = (await import(address)) as typeof import("pyodide");
    const python = await loadPyodide();
    return new Promise<number>((done) => {
      python.setStdout({ batched: (line) => line === "2" && done(performance.now() - start) });
      python.runPython("print(1 + 1)");
    });
  });
  await closeFresh(page);
  return ms;
}
