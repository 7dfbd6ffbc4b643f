// What the appendices ask of the whole book: its pages as scans, where a mark stands, what a section or chapter is called.
import { chapters, findChapter, sectionPaths, toChapterLabel } from "../../content/contents";
import type { ScannedPage } from "../../src/prose/check-things";
import { findMarked } from "../../src/prose/errata-list";
import { scanBook } from "../../src/prose/scan-book";
import { findSection, toHref, type Lang } from "../site/paths";

export interface Link {
  href: string;
  text: string;
}

export const book = { root: ".", base: import.meta.env.BASE_URL, chapters };

let known: ScannedPage[] | undefined;

/** Read once for a build, again and again while an author writes. */
function readPages(): ScannedPage[] {
  if (import.meta.env.DEV) return scanBook(book);
  return (known ??= scanBook(book));
}

/** Sections where `<name id>` stands, in reading order. */
export function readMarked(name: string): Map<string, string[]> {
  return findMarked(name, readPages(), sectionPaths);
}

export function toSectionLink(lang: Lang, path: string, anchor = ""): Link {
  return { href: toHref(lang, path) + anchor, text: findSection(path)?.title[lang] ?? path };
}

/** "第 12 章《注意力与机器翻译》", "chapter 12, “Attention and machine translation”". */
export function toChapterName(lang: Lang, slug: string): string {
  const chapter = findChapter(slug);
  if (!chapter) return slug;
  const label = toChapterLabel(chapter)[lang];
  return lang === "zh"
    ? `${label}《${chapter.title.zh}》`
    : `${label[0]!.toLowerCase()}${label.slice(1)}, “${chapter.title.en}”`;
}
