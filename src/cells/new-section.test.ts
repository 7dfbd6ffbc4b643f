import { expect, test } from "vitest";
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
      {
        number: 5,
        slug: "backprop",
        title: { zh: "反向传播", en: "Backprop" },
        sections: [{ slug: "chain", title: { zh: "链", en: "Chain" } }],
      },
];
`;

test("a planned chapter becomes a chapter with one section", () => {
  expect(addToContents(contents, section)).toContain(`      {
        number: 4,
        slug: "losses",
        title: { zh: "损失函数", en: "Losses" },
        sections: [{ slug: "hinge", title: { zh: "合页损失", en: "The hinge loss" } }],
      },
      {
        number: 5,`);
});

test("a chapter with sections gets one more, at the end", () => {
  const once = addToContents(contents, { ...section, chapter: "backprop", slug: "graph" });
  const twice = addToContents(once, { ...section, chapter: "backprop", slug: "jacobian" });
  expect([...twice.matchAll(/\{ slug: "([\w-]+)"/g)].map((m) => m[1])).toEqual(["chain", "graph", "jacobian"]);
  expect(twice).toContain(
    '\n          { slug: "jacobian", title: { zh: "合页损失", en: "The hinge loss" } },\n        ],\n',
  );
});

test("a chapter that the book has not is refused", () => {
  expect(() => addToContents(contents, { ...section, chapter: "nowhere" })).toThrow(
    'content/contents.ts has no chapter "nowhere"',
  );
});
