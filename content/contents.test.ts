import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chapters, sectionPaths } from "./contents";

const fileOf = (lang: "zh" | "en", path: string) => `content/docs/${lang === "en" ? "en/" : ""}${path}.mdx`;
const titleOf = (file: string) => /^title:\s*["']?(.*?)["']?\s*$/m.exec(readFileSync(file, "utf8"))?.[1];

test("chapters are numbered in order, and no slug stands for two", () => {
  expect(chapters.map(({ number }) => number)).toEqual(chapters.map((_, i) => i + 1));
  expect(new Set(chapters.map(({ slug }) => slug)).size).toBe(chapters.length);
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
