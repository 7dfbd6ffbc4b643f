// Where the book stands: base path, origin and repository, all from the environment.
// Nothing else reads these variables.
const env = process.env;

/** "/" or "/book/": always with both slashes. */
export const base: string = `/${env.BOOK_BASE ?? ""}/`.replace(/\/+/g, "/");

/** Origin of absolute addresses (sitemap, social cards). */
export const site: string = env.BOOK_SITE ?? "http://localhost:4321";

/** "https://github.com/owner/name" when known: a build in GitHub Actions knows it, a copy on a disk does not. */
export const repository: string | undefined =
  env.BOOK_REPOSITORY ?? (env.GITHUB_REPOSITORY && `https://github.com/${env.GITHUB_REPOSITORY}`);
