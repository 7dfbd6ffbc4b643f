import { expect, test } from "vitest";
import { toErrorLine } from "./author-error";
import { checkTranslation, hashText, markTranslated } from "./translation";

const zh = { file: "content/docs/a/b.mdx", source: "---\ntitle: 节\n---\n\n正文\n" };
const en = (source: string) => ({ file: "content/docs/en/a/b.mdx", source });
const say = (source: string, of = zh) => checkTranslation(en(source), of, "a/b").map(toErrorLine);
const page = "---\ntitle: Section\n---\n\nText\n";

test("a page marked as translated is not stale until the Chinese text changes", () => {
  const marked = markTranslated(page, zh.source);
  expect(marked).toBe(`---\ntranslationOf: ${hashText(zh.source)}\ntitle: Section\n---\n\nText\n`);
  expect(say(marked)).toEqual([]);
  const changed = { ...zh, source: zh.source.replace("正文", "新正文") };
  expect(say(marked, changed)).toEqual([
    "content/docs/en/a/b.mdx:2:1 content/docs/a/b.mdx has changed since it was translated. Bring this page up to date, then run: npm run translated -- a/b",
  ]);
  expect(say(markTranslated(marked, changed.source), changed)).toEqual([]);
});

test("a page that was never marked says so", () => {
  expect(say(page)).toEqual([
    "content/docs/en/a/b.mdx:1:1 This page does not say which text of content/docs/a/b.mdx it translates. Bring this page up to date, then run: npm run translated -- a/b",
  ]);
});

test("kinds of line end and spaces at the end of a line do not make a page stale", () => {
  expect(hashText("正文\r\n末\n")).toBe(hashText("正文  \n末"));
});
