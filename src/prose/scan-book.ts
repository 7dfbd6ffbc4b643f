// All pages of a book as scans, both languages.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ScannedPage } from "./check-things";
import { toPage, type Book } from "./book";
import { scanPage } from "./scan";

export function scanBook(book: Book): ScannedPage[] {
  return globSync(join(book.root, "content/docs/**/*.{md,mdx}"))
    .sort()
    .flatMap((file) => {
      const page = toPage(book, file);
      return page ? [{ ...page, scan: scanPage(readFileSync(file, "utf8")) }] : [];
    });
}
