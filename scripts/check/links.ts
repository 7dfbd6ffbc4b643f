// Links within the book stay in its language: an English page sends nobody to a Chinese one, and the other way round.
import { readFileSync } from "node:fs";
import { toAuthorError } from "../../src/cells/author-error";
import { findPages } from "../../src/cells/find-pages";
import type { AuthorError } from "../../src/cells/section";

export const title = "links: from each page to pages of its language";

export async function check(): Promise<AuthorError[]> {
  return findPages(process.cwd()).flatMap((file) => {
    const isEnglish = file.includes("/en/");
    return readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, i) =>
        [...line.matchAll(/\]\((\/[a-z][^)\s]*)\)/g)]
          .filter(([, target]) => target!.startsWith("/en/") !== isEnglish)
          .map(({ index, 1: target }) => {
            const fact = `This page is ${isEnglish ? "English" : "Chinese"}, and ${target} is not.`;
            const way = isEnglish ? `Write /en${target}.` : `Write ${target!.slice(3)}.`;
            return toAuthorError(file, { line: i + 1, column: index + 1 }, fact, way);
          }),
      );
  });
}
