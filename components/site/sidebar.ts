// The sidebar: parts, chapters and written sections, in the order of the contents. Planned chapters are on the front page only.
import { existsSync } from "node:fs";
import type { StarlightUserConfig } from "@astrojs/starlight/types";
import type { Bilingual, Chapter, Part } from "../../content/contents";

type SidebarItem = NonNullable<StarlightUserConfig["sidebar"]>[number];

/** `folder` holds content/docs; a section counts as written when its Chinese page is there. */
export function toSidebar(parts: Part[], folder: string): SidebarItem[] {
  const isWritten = (path: string) => existsSync(`${folder}/content/docs/${path}.mdx`);
  return parts.flatMap((part) => {
    const items = part.chapters.flatMap((chapter) => toChapterItems(chapter, isWritten));
    return items.length > 0 ? [{ ...named(part.title), items }] : [];
  });
}

function toChapterItems(chapter: Chapter, isWritten: (path: string) => boolean): SidebarItem[] {
  const items = chapter.sections
    .map(({ slug, title }) => ({ ...named(title), slug: `${chapter.slug}/${slug}` }))
    .filter((item) => isWritten(item.slug));
  return items.length > 0 ? [{ ...named(numbered(chapter)), items }] : [];
}

const named = ({ zh, en }: Bilingual) => ({ label: zh, translations: { en } });

/** The prelude, which is 0, goes without. */
const numbered = ({ number, title }: Chapter): Bilingual =>
  number === 0 ? title : { zh: `${number} ${title.zh}`, en: `${number} ${title.en}` };
