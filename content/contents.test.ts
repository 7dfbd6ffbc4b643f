import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chapters, needs, sectionPaths } from "./contents";

const fileOf = (lang: "zh" | "en", path: string) => `content/docs/${lang === "en" ? "en/" : ""}${path}.mdx`;
const titleOf = (file: string) => /^title:\s*["']?(.*?)["']?\s*$/m.exec(readFileSync(file, "utf8"))?.[1];

test("chapters are numbered in order from the prelude on, appendices lettered after them, and no slug stands for two", () => {
  const numbers = chapters.map(({ number }) => number);
  const counted = numbers.filter((number) => typeof number === "number");
  const lettered = numbers.filter((number) => typeof number === "string");
  expect(numbers).toEqual([...counted, ...lettered]);
  expect(counted).toEqual(counted.map((_, i) => i));
  expect(lettered).toEqual(lettered.map((_, i) => String.fromCharCode(65 + i)));
  expect(new Set(chapters.map(({ slug }) => slug)).size).toBe(chapters.length);
});

test("what a chapter needs is a chapter of the book, and never in the end itself", () => {
  const slugs = chapters.map(({ slug }) => slug);
  expect([...Object.keys(needs), ...Object.values(needs).flat()].filter((slug) => !slugs.includes(slug))).toEqual([]);
  const reach = (slug: string, seen: string[]): string[] =>
    (needs[slug] ?? []).reduce((known, next) => (known.includes(next) ? known : reach(next, [...known, next])), seen);
  expect(slugs.filter((slug) => reach(slug, []).includes(slug))).toEqual([]);
});

for (const path of sectionPaths) {
  test(`${path} has a page in both languages`, () => {
    expect(existsSync(fileOf("zh", path))).toBe(true);
    expect(existsSync(fileOf("en", path))).toBe(true);
  });

  test(`${path} has the same title on its page as in the contents`, () => {
    const [chapterSlug, slug] = path.split("/");
    const section = chapters.find((chapter) => chapter.slug === chapterSlug)?.sections.find((one) => one.slug === slug);
    expect({ zh: titleOf(fileOf("zh", path)), en: titleOf(fileOf("en", path)) }).toEqual(section?.title);
  });
}
