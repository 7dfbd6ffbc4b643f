// `npm run pdf -- [chapter …] [--dir dist] [--out dist] [--lang zh]`: prints the finished pages, with their recorded
// outputs, as one PDF per language, and looks whether its text can be read: every character of its titles has to be in
// an embedded font. Says what it wrote and ends in `N passed, N failed`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chapters, type Bilingual, type Chapter } from "../content/contents";
import { base, release, toPdfName } from "../components/site/site";
import { launchChromium } from "./browser";
import { bindVolume, type Volume } from "./pdf-book";
import { mendPdf } from "./pdf-mend";
import { readPdf } from "./pdf-text";
import { serve } from "./serve";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: "string", default: "dist" },
    out: { type: "string" },
    lang: { type: "string", multiple: true, default: ["zh", "en"] },
  },
});

type Lang = keyof Bilingual;

const words: Record<Lang, Pick<Volume, "title" | "subtitle" | "notes">> = {
  zh: {
    title: "大模型与创业",
    subtitle: "跑得起来的教科书",
    notes: [
      `版本 ${release}`,
      "书中的结果是记录下来的；要自己跑，请打开网页。",
      "文字以 CC BY 4.0 授权，代码以 MIT 授权。",
    ],
  },
  en: {
    title: "Large Models and Startups",
    subtitle: "A textbook that runs",
    notes: [
      `Version ${release}`,
      "The results printed here are recordings; to run the cells, open the pages.",
      "Prose under CC BY 4.0, code under MIT.",
    ],
  },
};

const chosen = chooseChapters(positionals);
const out = options.out ?? options.dir;
const { server, port } = await serve({ dir: options.dir, base }, 4781, false);
const origin = `http://127.0.0.1:${port}`;
let failed = 0;
let passed = 0;
try {
  for (const lang of options.lang.filter((one): one is Lang => one === "zh" || one === "en")) {
    const pdf = mendPdf(await print(toVolume(lang)));
    mkdirSync(out, { recursive: true });
    const file = join(out, toPdfName(lang));
    writeFileSync(file, pdf);
    say(file, lang, pdf);
  }
} finally {
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** All written chapters, or those that are named. */
function chooseChapters(names: string[]): Chapter[] {
  const written = chapters.filter(({ sections }) => sections.length > 0);
  const unknown = names.find((name) => !written.some(({ slug }) => slug === name));
  if (unknown)
    throw new Error(`There is no written chapter ${unknown}. There are ${written.map(({ slug }) => slug).join(", ")}.`);
  return written.filter(({ slug }) => names.length === 0 || names.includes(slug));
}

function toVolume(lang: Lang): Volume {
  const sections = chosen.flatMap((chapter) =>
    chapter.sections.map(({ slug }, i) => ({
      path: `${base}${lang === "en" ? "en/" : ""}${chapter.slug}/${slug}/`,
      ...(i === 0 && { chapter: [chapter.number || "", chapter.title[lang]].join(" ").trim() }),
    })),
  );
  return { ...words[lang], sections };
}

/** A browser of its own for each: a whole book is much for one page's memory. */
async function print(volume: Volume): Promise<Buffer> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // Cells stay what the HTML says: nothing wakes them.
    await page.route(/\.js(\?|$)/, (route) => route.abort());
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.goto(origin + volume.sections[0]!.path);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.evaluate(bindVolume, volume);
    return await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      outline: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate: `<p style="width: 100%; text-align: center; font: 8pt serif; color: #57524b"><span class="pageNumber"></span></p>`,
    });
  } finally {
    await browser.close();
  }
}

function say(file: string, lang: Lang, pdf: Buffer): void {
  const { characters, fonts, pages } = readPdf(pdf);
  const titles = chosen.flatMap((chapter) => chapter.sections.map(({ title }) => title[lang])).join("");
  const missing = [...new Set(titles.replace(/\s/g, ""))].filter((character) => !characters.has(character));
  const size = `${pages} pages, ${(pdf.length / 1e6).toFixed(1)} MB, ${fonts.size} fonts embedded`;
  const isGood = missing.length === 0 && fonts.size > 0 && pages > 0;
  if (isGood) passed++;
  else failed++;
  console.log(
    `${isGood ? "ok  " : "FAIL"} ${file}: ${size}${missing.length > 0 ? `; no glyph says ${missing.join("")}` : ""}`,
  );
}
