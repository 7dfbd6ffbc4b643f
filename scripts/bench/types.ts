// What a reader waits for who edits a cell: TypeScript's first word from the first focus on, its later ones, and what
// was fetched for them. The editor itself is not counted; the kernel is not started.
import type { Browser, Page } from "playwright";
import { closeFresh, openFresh } from "./cells";
import { isCode, listWeights, sumBytes, type Host, type Weight } from "./requests";
import { median, toFigure, toKilobytes, toMs, type Figure } from "./table";

const numRounds = 5;
const numEdits = 6;
const cell = "#cell-net";

export async function measureTypes(browser: Browser, site: Host): Promise<Figure[]> {
  const first: number[] = [];
  const later: number[] = [];
  let weights: Weight[] = [];
  for (let round = 0; round < numRounds; round++) {
    const page = await openFresh(browser, `${site.origin}mnist/mlp/`);
    site.take();
    first.push(await untilFirstProblem(page));
    for (let edit = 0; edit < numEdits; edit++) later.push(await untilNextProblem(page, edit));
    for (const key of ["Control+End", "ArrowLeft", "F1"]) await page.keyboard.press(key);
    await page.locator(`${cell} .types-card`).first().waitFor();
    weights = site.weigh(site.take().filter(isCode)).filter(({ name }) => !name.startsWith("editor."));
    await closeFresh(page);
  }
  const each = `each round: ${first.map(toMs).join(", ")}`;
  return [
    toFigure("first problem shown after the first focus", median(first), ["≤", 2500], toMs, each),
    toFigure("a later problem shown, after the key", median(later), ["≤", 300], toMs),
    toFigure(
      "fetched for types, documentation too, gzip",
      sumBytes(weights),
      ["≤", 1_450_000],
      toKilobytes,
      listWeights(weights),
    ),
  ];
}

/** From the click on; the wrong line is written as soon as the editor stands. */
async function untilFirstProblem(page: Page): Promise<number> {
  const start = performance.now();
  await page.locator(`${cell} [data-part="code"]`).click();
  await page.locator(`${cell} .cm-content:focus`).waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText('\nconst wrong: number = "";\nseed');
  await page.locator(`${cell} .cm-lintRange-error`).first().waitFor();
  return performance.now() - start;
}

/** In the page's own time: one more wrong line, until its mark stands. */
function untilNextProblem(page: Page, edit: number): Promise<number> {
  return page.locator(cell).evaluate(
    (element, line) =>
      new Promise<number>((done) => {
        const start = performance.now();
        const count = () =>
          new Set([...element.querySelectorAll(".cm-lintRange-error")].map((mark) => mark.textContent)).size;
        const before = count();
        const observer = new MutationObserver(() => {
          if (count() <= before) return;
          observer.disconnect();
          done(performance.now() - start);
        });
        observer.observe(element, { childList: true, subtree: true });
        const live = element as HTMLElement & { source: string };
        live.source = `${line}\n${live.source}`;
      }),
    `const wrong${edit}: string = ${edit};`,
  );
}
