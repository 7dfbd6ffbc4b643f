// Training steps of the book's kinds of models: ours beside stock tfjs and jax-js, on wasm and on WebGPU, with what each
// asks of the device. On wasm also tfjs's cpu backend, and jax-js with threads on a page that is isolated.
import type { Browser, Page } from "playwright";
import { closeFresh, openFresh } from "./cells";
import { compete, endWorkers, type Contender } from "./models/contest";
import { modelNames, type Backend } from "./models/specs";
import { nameOf, toRow, type Row } from "./models/tables";
import type { Host } from "./requests";

export interface Measured {
  adapter: string;
  rows: Row[];
}

/** `isolated` serves the same as `bare` to pages that may have threads. */
export async function measureModels(
  browser: Browser,
  backend: Backend,
  bare: Host,
  isolated: Host,
  models = modelNames,
): Promise<Measured> {
  const page = await openFresh(browser, `${bare.origin}blank.html`);
  const threaded = await openFresh(browser, `${isolated.origin}blank.html`);
  const adapter = backend === "webgpu" ? await describeAdapter(page) : "one thread unless said; SIMD";
  const rows: Row[] = [];
  for (const model of models) {
    const results = await compete(toContenders(backend, page, threaded), model, backend);
    const found = results.map((result) => toRow(model, backend, result));
    for (const row of found)
      console.log(`  ${row.title}, ${nameOf(row)}: ${row.refusal ?? `${row.stepsPerSecond.toFixed(1)} steps/s`}`);
    rows.push(...found);
    await Promise.all([page, threaded].map(endWorkers));
  }
  await Promise.all([page, threaded].map(closeFresh));
  return { adapter, rows };
}

function toContenders(backend: Backend, page: Page, threaded: Page): Contender[] {
  const contenders: Contender[] = [
    { library: "ours", page },
    { library: "stock", page },
    { library: "jax-js", page },
  ];
  if (backend === "webgpu") return contenders;
  return [...contenders, { library: "jax-js", page: threaded, hasThreads: true }, { library: "cpu", page }];
}

/** What tfjs and jax-js will open, and whether a processor plays it. */
export async function describeAdapter(page: Page): Promise<string> {
  const found = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter) return undefined;
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const words = [vendor, architecture, device, description].filter(Boolean).join(" ");
    return { words, isFallback: isFallbackAdapter };
  });
  if (!found) throw new Error("There is no WebGPU adapter, not even one by software.");
  return `${found.words || "an adapter without a name"}; isFallbackAdapter ${found.isFallback}`;
}
