// npm run diagrams: draws every ```mermaid fence that has no drawing yet and deletes drawings no page uses.
// With --check it draws nothing and only says what is missing or left over. Needs Chromium and a CJK face.
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { toErrorLine } from "../src/cells/author-error";
import type { AuthorError } from "../src/cells/section";
import { cleanSvg, diagramConfig, readDiagram, type Diagram } from "../src/prose/diagram";
import { findDrawingMistakes, readMermaidVersion, toDrawingFile } from "../src/prose/diagrams";
import { scanPage } from "../src/prose/scan";
import { ensureBrowser, hasCjkFont, launchChromium } from "./browser";

/** Books with pages of their own. */
const roots = [".", "e2e/book"];

interface Drawing {
  diagram: Diagram;
  source: string;
  root: string;
  file: string;
  line: number;
  column: number;
}

function findDrawings(root: string): { drawings: Drawing[]; errors: AuthorError[] } {
  const version = readMermaidVersion();
  const drawings: Drawing[] = [];
  const errors: AuthorError[] = [];
  for (const file of globSync(join(root, "content/docs/**/*.mdx")).sort()) {
    for (const { lang, code, line, column } of scanPage(readFileSync(file, "utf8")).fences) {
      if (lang !== "mermaid") continue;
      const { diagram, mistakes } = readDiagram(code, version);
      errors.push(...mistakes.map((mistake) => ({ file, line, column, ...mistake })));
      drawings.push({ diagram, source: code, root, file, line, column });
    }
  }
  return { drawings, errors };
}

/** Drawings on disk that no page shows. */
function findLeftOver(root: string, drawings: Drawing[]): string[] {
  const folder = join(root, "content/diagrams");
  const used = new Set(drawings.map(({ diagram }) => `${diagram.key}.svg`));
  return existsSync(folder) ? readdirSync(folder).filter((name) => !used.has(name)).map((name) => join(folder, name)) : [];
}

function isMissing({ root, diagram }: Drawing): boolean {
  return !existsSync(toDrawingFile(root, diagram.key));
}

async function openDrawingPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  const face = readFileSync("node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2").toString("base64");
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
  return { file, line: line + within, column, fact, wayOut: "Correct the diagram; labels with brackets or punctuation go in quotes." };
}

async function drawAll(missing: Drawing[]): Promise<AuthorError[]> {
  ensureBrowser();
  if (!hasCjkFont()) throw new Error("Diagrams need a CJK face to measure Chinese. Install fonts-noto-cjk, then run this again.");
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

async function main(isCheck: boolean): Promise<number> {
  const found = roots.map((root) => ({ root, ...findDrawings(root) }));
  const drawings = found.flatMap((one) => one.drawings);
  const missing = drawings.filter(isMissing);
  const leftOver = found.flatMap((one) => findLeftOver(one.root, one.drawings));
  const errors = found.flatMap((one) => one.errors);
  if (isCheck) {
    errors.push(...missing.flatMap(({ file, line, column }) => findDrawingMistakes(undefined).map((mistake) => ({ file, line, column, ...mistake }))));
    errors.push(...leftOver.map((file) => ({ file, line: 1, column: 1, fact: "No page shows this drawing.", wayOut: "Run `npm run diagrams`." })));
  } else {
    if (errors.length === 0 && missing.length > 0) errors.push(...(await drawAll(missing)));
    leftOver.forEach((file) => rmSync(file));
  }
  errors.forEach((error) => console.error(toErrorLine(error)));
  console.log(`diagrams: ${drawings.length} in the book, ${isCheck ? missing.length + " missing" : missing.length + " drawn"}, ${leftOver.length} ${isCheck ? "left over" : "deleted"}`);
  return errors.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.includes("--check"));
