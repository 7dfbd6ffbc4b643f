// Draws the picture that a shared link shows: one for the front page, one for each section, in both languages.
// `npm run cards`; its output, public/cards, is committed. A section without a card shows the front page's.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { chromium, type Page } from "playwright";
import { chapters, toChapterLabel, type Bilingual } from "../content/contents.ts";
import { ensureBrowser } from "./browser.ts";

type Lang = keyof Bilingual;

interface Card {
  /** Under public/cards, without extension: "en/linear-regression/mse". */
  file: string;
  lang: Lang;
  above: string;
  title: string;
}

const book: Bilingual = { zh: "大模型与创业", en: "Large Models and Startups" };
const subtitle: Bilingual = { zh: "跑得起来的教科书", en: "A textbook that runs" };
const folder: Record<Lang, string> = { zh: "", en: "en/" };

function toCards(lang: Lang): Card[] {
  const front = { file: `${folder[lang]}index`, lang, above: subtitle[lang], title: book[lang] };
  const sections = chapters.flatMap((chapter) => {
    const { slug, title, sections } = chapter;
    const label = `${toChapterLabel(chapter)[lang]}${lang === "zh" ? "　" : " · "}`;
    const above = (chapter.number === 0 ? "" : label) + title[lang];
    return sections.map((one) => ({ file: `${folder[lang]}${slug}/${one.slug}`, lang, above, title: one.title[lang] }));
  });
  return [front, ...sections];
}

function toFace(name: string, path: string): string {
  const data = readFileSync(`node_modules/@fontsource-variable/${path}`).toString("base64");
  return `@font-face { font-family: "${name}"; font-weight: 200 900; src: url(data:font/woff2;base64,${data}) format("woff2"); }`;
}

/** A loss that falls, in the accent's colour: the book in one line. */
function toCurve(): string {
  const points = Array.from({ length: 121 }, (_, i) => {
    const noise = 5 * Math.sin(i * 1.7) + 4 * Math.sin(i * 0.9 + 1);
    return `${i * 10},${(150 - 125 * Math.exp(-i / 22) + noise * Math.exp(-i / 60)).toFixed(1)}`;
  });
  return `<svg viewBox="0 0 1200 170" width="1200" height="170"><polyline points="${points.join(" ")}" fill="none" stroke="#1b5e83" stroke-width="5"/></svg>`;
}

function toHtml({ lang, above, title }: Card): string {
  return `<!doctype html><html lang="${lang === "zh" ? "zh-CN" : "en"}"><meta charset="utf-8"><style>
    ${toFace("Serif", "source-serif-4/files/source-serif-4-latin-wght-normal.woff2")}
    ${toFace("Sans", "source-sans-3/files/source-sans-3-latin-wght-normal.woff2")}
    * { margin: 0; box-sizing: border-box }
    body { width: 1200px; height: 630px; padding: 84px 80px; background: #fcfbf8; color: #12110f; position: relative; overflow: hidden }
    .above { font: 32px/1.4 Sans, "Noto Sans CJK SC", "PingFang SC", sans-serif; color: #68625a }
    h1 { font: 700 ${title.length > (lang === "zh" ? 14 : 34) ? 66 : 84}px/1.25 Serif, "Noto Serif CJK SC", "Songti SC", serif; margin-top: 22px; text-wrap: balance }
    svg { position: absolute; left: 0; bottom: 74px }
    .book { position: absolute; left: 80px; bottom: 34px; font: 26px Sans, "Noto Sans CJK SC", "PingFang SC", sans-serif; color: #1b5e83 }
  </style><p class="above">${above}</p><h1>${title}</h1>${toCurve()}<p class="book">${book[lang]}</p></html>`;
}

async function draw(page: Page, card: Card): Promise<void> {
  const path = `public/cards/${card.file}.png`;
  mkdirSync(dirname(path), { recursive: true });
  await page.setContent(toHtml(card));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path });
  console.log(path);
}

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
for (const card of [...toCards("zh"), ...toCards("en")]) await draw(page, card);
await browser.close();
