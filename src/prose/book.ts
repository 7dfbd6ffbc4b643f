// Where a page stands in the book: language, chapter, section, chapter number.
// The order comes from content/contents.ts; this file only asks it questions.
import { relative, resolve } from "node:path";
import type { Lang } from "../cells/section";

/** A chapter as numbering needs it; content/contents.ts has more. */
export interface ChapterOrder {
  slug: string;
  /** A letter where it is an appendix. */
  number: number | string;
  /** In reading order. */
  sections: { slug: string }[];
}

export interface Book {
  /** Folder of the book: holds `content/`. */
  root: string;
  /** "/" or "/book/": always with both slashes. */
  base: string;
  chapters: ChapterOrder[];
}

export interface Page {
  lang: Lang;
  /** "linear-regression/mse", the same in both languages. */
  path: string;
  /** For messages: content/docs/en/linear-regression/mse.mdx, relative to where the build runs. */
  file: string;
}

/** The page of an MDX file, or undefined if the file is not under the book's content/docs. */
export function toPage(book: Book, file: string): Page | undefined {
  const absolute = resolve(file);
  const inside = relative(resolve(book.root, "content/docs"), absolute).replaceAll("\\", "/");
  const match = /^(?!\.\.)(en\/)?(.+?)(?:\/index)?\.mdx?$/.exec(inside);
  if (!match) return undefined;
  return {
    lang: match[1] ? "en" : "zh",
    path: match[2]!,
    file: relative(process.cwd(), absolute).replaceAll("\\", "/"),
  };
}

export function toFile(book: Book, lang: Lang, path: string): string {
  return resolve(book.root, "content/docs", lang === "en" ? "en" : "", `${path}.mdx`);
}

/** Section paths of the chapter that `path` belongs to, in order; only itself where the contents do not list it. */
export function findChapter(book: Book, path: string): { number: number | string | undefined; sections: string[] } {
  const [slug, section] = path.split("/");
  const chapter = book.chapters.find((c) => c.slug === slug);
  if (!chapter || !section || !chapter.sections.some(({ slug }) => slug === section))
    return { number: undefined, sections: [path] };
  return { number: chapter.number, sections: toSectionPaths(chapter) };
}

export function toSectionPaths(chapter: ChapterOrder): string[] {
  return chapter.sections.map((section) => `${chapter.slug}/${section.slug}`);
}

/** Address of a section, with the site's base: "/book/en/linear-regression/mse/". */
export function toUrl(book: Book, lang: Lang, path: string): string {
  return `${book.base}${lang === "en" ? "en/" : ""}${path}/`;
}
