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

/** `contents` (the text of content/contents.ts) with the section at the end of its chapter. Throws if there is no such chapter. */
export function addToContents(contents: string, { chapter, slug, title }: NewSection): string {
  const entry = `{ slug: "${slug}", title: { zh: ${JSON.stringify(title.zh)}, en: ${JSON.stringify(title.en)} } }`;
  const planned = new RegExp(`^( *)planned\\((\\d+), "${chapter}", ("[^"]*"), ("[^"]*")\\),$`, "m");
  if (planned.test(contents))
    return contents.replace(planned, (_, ...found: string[]) => toChapter(found, chapter, entry));
  const written = new RegExp(`(slug: "${chapter}",[^]*?sections: \\[)([^]*?)\\](,?\\n)`);
  if (!written.test(contents)) throw new Error(`content/contents.ts has no chapter "${chapter}"`);
  return contents.replace(
    written,
    (_, head: string, old: string, tail: string) =>
      `${head}${[...splitEntries(old), entry].map((e) => `\n          ${e},`).join("")}\n        ]${tail}`,
  );
}

/** A planned chapter's line becomes a chapter with one section. */
function toChapter([indent = "", number = "", zh = "", en = ""]: string[], chapter: string, entry: string): string {
  const lines = [
    `number: ${number},`,
    `slug: "${chapter}",`,
    `title: { zh: ${zh}, en: ${en} },`,
    `sections: [${entry}],`,
  ];
  return `${indent}{\n${lines.map((line) => `${indent}  ${line}\n`).join("")}${indent}},`;
}

function splitEntries(text: string): string[] {
  return [...text.matchAll(/\{ slug: .*? \} \}/g)].map((match) => match[0]);
}
