// Addresses of pages, base path and language included. Ids are Starlight's: "en/linear-regression/mse", "" for the front page.
import { findChapter, type Bilingual, type Chapter } from "../../content/contents";

export type Lang = "zh" | "en";

const base = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** Path of a section, the same in both languages: "en/linear-regression/mse" → "linear-regression/mse". */
export function toSectionPath(id: string): string {
  return id.replace(/^en(\/|$)/, "");
}

export function toHref(lang: Lang, sectionPath: string): string {
  const page = sectionPath && `${sectionPath}/`;
  return `${base}${lang === "en" ? "en/" : ""}${page}`;
}

/** Address of a file under public/. */
export function toFileHref(path: string): string {
  return base + path;
}

/** Chapter and section title of a path, undefined for pages that the contents do not list. */
export function findSection(sectionPath: string): { chapter: Chapter; title: Bilingual } | undefined {
  const [chapterSlug = "", slug] = sectionPath.split("/");
  const chapter = findChapter(chapterSlug);
  const section = chapter?.sections.find((one) => one.slug === slug);
  return chapter && section ? { chapter, title: section.title } : undefined;
}
