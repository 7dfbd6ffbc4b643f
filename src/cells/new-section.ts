// A new section as text: its two pages with one cell that works, and its line in content/contents.ts. Writes nothing.
import { markTranslated } from "./translation";

export interface NewSection {
  chapter: string;
  slug: string;
  title: { zh: string; en: string };
}

export function toPages({ slug, title }: NewSection): { zh: string; en: string } {
  const zh = `---
title: ${title.zh}
description: 一句话：读完这一节，读者会做什么。
label: ${slug}
---

为什么要有这一节：一个读者会问的问题。

\`\`\`ts live id=first
const answer = 6 * 7;
answer // → 42
\`\`\`

## 小结

读者带走的一句话。
`;
  const en = `---
title: ${title.en}
description: "One sentence: what the reader can do after this section."
label: ${slug}
---

Why this section exists: a question that a reader would ask.

\`\`\`ts live id=first
\`\`\`

## Summary

The sentence that the reader takes away.
`;
  return { zh, en: markTranslated(en, zh) };
}

/** `contents` (the text of content/contents.ts) with the section at the end of its chapter, to be formatted. Throws if there
 *  is no such chapter. */
export function addToContents(contents: string, { chapter, slug, title }: NewSection): string {
  const entry = `section(${[slug, title.zh, title.en].map((word) => JSON.stringify(word)).join(", ")})`;
  const planned = new RegExp(`\\bplanned\\((\\d+, "${chapter}",.*)\\),\\n`);
  if (planned.test(contents)) return contents.replace(planned, (_, head: string) => `chapter(${head}, [${entry}]),\n`);
  const written = new RegExp(`(\\bchapter\\(\\s*[^,(]+,\\s*"${chapter}",[^]*?\\)),?(\\s*\\],?\\s*\\),\\n)`);
  if (!written.test(contents)) throw new Error(`content/contents.ts has no chapter "${chapter}"`);
  return contents.replace(written, (_, head: string, tail: string) => `${head}, ${entry}${tail}`);
}
