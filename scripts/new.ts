// `npm run new -- chapter/section [Chinese title] [English title]`: two pages with a working cell, and their place in
// content/contents.ts. Changes no page that exists.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { format, resolveConfig } from "prettier";
import { chapters } from "../content/contents";
import { suggest } from "../src/cells/author-error";
import { addToContents, toPages } from "../src/cells/new-section";

const contents = "content/contents.ts";
const [path = "", zhTitle, enTitle] = process.argv.slice(2);
const problem = findProblem(path);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else await create(path);

function findProblem(path: string): string | undefined {
  const match = /^([a-z0-9-]+)\/([a-z][a-z0-9-]*)$/.exec(path);
  if (!match) return `"${path}" is not chapter/section. Write it like: npm run new -- linear-regression/my-section`;
  const known = chapters.map((chapter) => chapter.slug);
  if (!known.includes(match[1]!))
    return `There is no chapter "${match[1]}". ${suggest(match[1]!, known, `There are ${known.join(", ")}.`)}`;
  return [toFile(path, "zh"), toFile(path, "en")]
    .filter(existsSync)
    .map((file) => `${file} exists already. Choose another name.`)[0];
}

async function create(path: string): Promise<void> {
  const [chapter = "", slug = ""] = path.split("/");
  const words = slug.replaceAll("-", " ");
  const section = {
    chapter,
    slug,
    title: { zh: zhTitle ?? words, en: enTitle ?? words.replace(/^./, (c) => c.toUpperCase()) },
  };
  const text = addToContents(readFileSync(contents, "utf8"), section);
  const pages = toPages(section);
  for (const lang of ["zh", "en"] as const) {
    mkdirSync(dirname(toFile(path, lang)), { recursive: true });
    writeFileSync(toFile(path, lang), pages[lang]);
    console.log(`Wrote ${toFile(path, lang)}`);
  }
  writeFileSync(contents, await format(text, { ...(await resolveConfig(contents)), filepath: contents }));
  console.log(`Entered it in ${contents}. Next: npm run dev, then npm run record -- ${path}`);
}

function toFile(path: string, lang: "zh" | "en"): string {
  return `content/docs/${lang === "en" ? "en/" : ""}${path}.mdx`;
}
