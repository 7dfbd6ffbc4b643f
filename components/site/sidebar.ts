// The sidebar: parts, chapters and written sections of content/contents.ts. Planned chapters are on the front page only.
import { existsSync } from "node:fs";
import type { StarlightUserConfig } from "@astrojs/starlight/types";
import { parts, type Bilingual, type Chapter, type Part } from "../../content/contents";

type SidebarItem = NonNullable<StarlightUserConfig["sidebar"]>[number];

const named = ({ zh, en }: Bilingual) => ({ label: zh, translations: { en } });

const hasPage = (path: string) => existsSync(`content/docs/${path}.mdx`);

const writtenSections = (chapter: Chapter) => chapter.sections.filter(({ slug }) => hasPage(`${chapter.slug}/${slug}`));

const isWritten = (chapter: Chapter) => writtenSections(chapter).length > 0;

function toChapterItem(chapter: Chapter): SidebarItem {
  const numbered = { zh: `${chapter.number} ${chapter.title.zh}`, en: `${chapter.number} ${chapter.title.en}` };
  const items = writtenSections(chapter).map(({ slug, title }) => ({ ...named(title), slug: `${chapter.slug}/${slug}` }));
  return { ...named(numbered), items };
}

function toPartItem(part: Part): SidebarItem {
  return { ...named(part.title), items: part.chapters.filter(isWritten).map(toChapterItem) };
}

export const sidebar: SidebarItem[] = parts.filter((part) => part.chapters.some(isWritten)).map(toPartItem);
