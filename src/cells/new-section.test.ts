import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chapters } from "../../content/contents";
import { BookModules } from "./book-modules";
import { checkSection } from "./check-section";
import { addToContents, toPages } from "./new-section";
import { readSection } from "./read";
import { checkSameCode } from "./same-code";
import { checkTranslation } from "./translation";

const section = { chapter: "losses", slug: "hinge", title: { zh: "合页损失", en: "The hinge loss" } };

test("the pages of a new section break no rule in either language", () => {
  const pages = toPages(section);
  const zh = readSection("content/docs/losses/hinge.mdx", pages.zh);
  const en = readSection("content/docs/en/losses/hinge.mdx", pages.en);
  expect(zh.section.cells).toHaveLength(1);
  expect(checkSection(zh, new BookModules("src/cells/fixtures/book"))).toEqual([]);
  expect([
    ...en.errors,
    ...checkSameCode(en.section, zh.section),
    ...checkTranslation(en.section, zh.section, "losses/hinge"),
  ]).toEqual([]);
});

const contents = `export const parts = [
      planned(4, "losses", "损失函数", "Losses"),
      chapter(5, "backprop", "反向传播", "Backprop", [
        section("chain", "链", "Chain"),
        section(
          "depth",
          "一个很长的标题",
          "A long title",
        ),
      ]),
      chapter("A", "tools", "工具", "Tools", [section("reading", "书", "Books")]),
];
`;

test("a planned chapter becomes a chapter with one section", () => {
  expect(addToContents(contents, section)).toBe(
    contents.replace(
      'planned(4, "losses", "损失函数", "Losses"),',
      'chapter(4, "losses", "损失函数", "Losses", [section("hinge", "合页损失", "The hinge loss")]),',
    ),
  );
});

test.each(["backprop", "tools"])(
  "the chapter %s gets one section more, at the end, and keeps those it had",
  (chapter) => {
    const added = addToContents(addToContents(contents, { ...section, chapter }), {
      ...section,
      chapter,
      slug: "huber",
    });
    const slugs = [...added.matchAll(/section\(\s*"([\w-]+)"/g)].map(([, slug]) => slug);
    const all = ["chain", "depth", "reading"];
    all.splice(chapter === "backprop" ? 2 : 3, 0, "hinge", "huber");
    expect(slugs).toEqual(all);
  },
);

test("every chapter of the book can get one more section, and loses none", () => {
  const text = readFileSync("content/contents.ts", "utf8");
  const countIn = (some: string): number => some.match(/\bsection\(/g)!.length;
  for (const { slug } of chapters)
    expect(countIn(addToContents(text, { ...section, chapter: slug })), slug).toBe(countIn(text) + 1);
});

test("a chapter that the book has not is refused", () => {
  expect(() => addToContents(contents, { ...section, chapter: "nowhere" })).toThrow(
    'content/contents.ts has no chapter "nowhere"',
  );
});
