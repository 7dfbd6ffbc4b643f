// npm run diagrams: draws every ```mermaid fence that has no drawing yet and deletes drawings no page uses.
// Needs Chromium and a CJK face. `npm run check` says what is missing or left over; it draws nothing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { toErrorLine } from "../src/cells/author-error";
import type { AuthorError } from "../src/cells/section";
import { cleanSvg, diagramConfig } from "../src/prose/diagram";
import { findDrawingMistakes, toDrawingFile } from "../src/prose/diagrams";
import { ensureBrowser, hasCjkFont, launchChromium } from "./browser";
import { findDrawings, findLeftOver, isMissing, roots, type Drawing } from "./find-diagrams";

async function openDrawingPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  const face = readFileSync(
    "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  ).toString("base64");
  const rule = `@font-face { font-family: "Source Sans 3"; font-weight: 200 900; src: url(data:font/woff2;base64,${face}) }`;
  await page.setContent(`<!doctype html><style>${rule}</style><body style="font-family: 'Source Sans 3'">ready</body>`);
  await page.addScriptTag({ path: "node_modules/mermaid/dist/mermaid.min.js" });
  await page.evaluate(async () => {
    await document.fonts.load("16px 'Source Sans 3'", "ready");
  });
  return page;
}

interface Mermaid {
  initialize(config: object): void;
  render(id: string, source: string): Promise<{ svg: string }>;
}

/** The SVG, or Mermaid's complaint. */
async function draw(page: Page, { source, diagram }: Drawing): Promise<{ svg?: string; complaint?: string }> {
  const id = `diagram-${diagram.key}`;
  const config = { ...diagramConfig, deterministicIDSeed: diagram.key };
  return page.evaluate(
    async ({ id, source, config }) => {
      const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
      mermaid.initialize(config);
      try {
        return { svg: (await mermaid.render(id, source)).svg };
      } catch (error) {
        return { complaint: error instanceof Error ? error.message : String(error) };
      }
    },
    { id, source, config },
  );
}

function toComplaint({ file, line, column }: Drawing, complaint: string): AuthorError {
  const within = Number(/line (\d+)/.exec(complaint)?.[1] ?? 0);
  const fact = `Mermaid cannot read this diagram: ${complaint.split("\n").slice(0, 3).join(" ").trim()}.`;
  return {
    file,
    line: line + within,
    column,
    fact,
    wayOut: "Correct the diagram; labels with brackets or punctuation go in quotes.",
  };
}

async function drawAll(missing: Drawing[]): Promise<AuthorError[]> {
  ensureBrowser();
  if (!hasCjkFont())
    throw new Error("Diagrams need a CJK face to measure Chinese. Install fonts-noto-cjk, then run this again.");
  const browser = await launchChromium();
  const errors: AuthorError[] = [];
  try {
    const page = await openDrawingPage(browser);
    for (const drawing of missing) errors.push(...(await drawOne(page, drawing)));
  } finally {
    await browser.close();
  }
  return errors;
}

async function drawOne(page: Page, drawing: Drawing): Promise<AuthorError[]> {
  const { svg, complaint } = await draw(page, drawing);
  if (svg === undefined) return [toComplaint(drawing, complaint ?? "no drawing")];
  const { file, line, column, root, diagram } = drawing;
  const mistakes = findDrawingMistakes(svg);
  if (mistakes.length > 0) return mistakes.map((mistake) => ({ file, line, column, ...mistake }));
  mkdirSync(join(root, "content/diagrams"), { recursive: true });
  writeFileSync(toDrawingFile(root, diagram.key), `${cleanSvg(svg)}\n`);
  console.log(`${file}:${line} drew ${diagram.title}`);
  return [];
}

async function main(): Promise<number> {
  const found = roots.map((root) => ({ root, ...findDrawings(root) }));
  const missing = found.flatMap((one) => one.drawings).filter(isMissing);
  const leftOver = found.flatMap((one) => findLeftOver(one.root, one.drawings));
  const errors = found.flatMap((one) => one.errors);
  if (errors.length === 0 && missing.length > 0) errors.push(...(await drawAll(missing)));
  leftOver.forEach((file) => rmSync(file));
  errors.forEach((error) => console.error(toErrorLine(error)));
  console.log(`diagrams: ${missing.length} to draw, ${errors.length} errors, ${leftOver.length} deleted`);
  return errors.length === 0 ? 0 : 1;
}

process.exitCode = await main();
