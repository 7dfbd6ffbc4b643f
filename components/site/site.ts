// Where the book stands: folder, output, base path, origin and repository, all from the environment.
// Nothing else reads these variables.
import { spawnSync } from "node:child_process";

const env = process.env;

/** Folder that holds content.config.ts and content/. Another one than "." is a small book of the tests. */
export const folder: string = env.BOOK_DIR ?? ".";

/** Where the finished pages go. */
export const outDir: string = env.BOOK_OUT ?? "dist";

/** "/" or "/book/": always with both slashes. */
export const base: string = toBase(env.BOOK_BASE ?? "");

/** Origin of absolute addresses (sitemap, social cards). */
export const site: string = env.BOOK_SITE ?? "http://localhost:4321";

/** "https://github.com/owner/name" when known: a build in GitHub Actions knows it, a copy on a disk does not. */
export const repository: string | undefined =
  env.BOOK_REPOSITORY ?? (env.GITHUB_REPOSITORY && `https://github.com/${env.GITHUB_REPOSITORY}`);

/** The published site carries the book as a PDF; `npm run pdf` prints it once the pages are finished. */
export const hasPdf: boolean = env.BOOK_PDF === "yes";

/** Name of the PDF in the finished site. */
export const toPdfName = (lang: "zh" | "en"): string => `book-${lang}.pdf`;

/** Which state of the book is built: a commit, or the date where there is none. */
export const release: string = env.BOOK_RELEASE ?? env.GITHUB_SHA?.slice(0, 7) ?? findCommit();

function findCommit(): string {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : new Date().toISOString().slice(0, 10);
}

/** A path with exactly one slash at both ends. */
function toBase(path: string): string {
  return `/${path}/`.replace(/\/+/g, "/");
}
