// The MDX files of a book, in a fixed order, as paths from the repository's root.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** `book` is the folder that holds content/: "" or "e2e/book". */
export function findPages(root: string, book = ""): string[] {
  const folder = join(book, "content/docs");
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".mdx"))
    .map((name) => join(folder, name).replaceAll("\\", "/"))
    .sort();
}
