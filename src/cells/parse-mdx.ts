// MDX text → Markdown tree, with the positions of the file. The same syntax as the site's pages as far as
// cells can tell: front matter, MDX, and formulas (whose braces would otherwise read as expressions).
import type { Root } from "mdast";
import remarkMath from "remark-math";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { toSpaces } from "../language";

const parser = unified().use(remarkParse).use(remarkMath).use(remarkMdx).freeze();
const frontMatter = /^---\r?\n([\s\S]*?)\r?\n?---[ \t]*(?=\r?\n|$)/;

/** Throws a VFileMessage (`line`, `column`, `reason`) where the text is not MDX. */
export function parseMdx(source: string): Root {
  return parser.parse(source.replace(frontMatter, toSpaces));
}

/** The value of a one-line key of the front matter, and where the key stands. */
export function readFrontMatter(
  source: string,
  key: string,
): { value: string; line: number; column: number } | undefined {
  const lines = frontMatter.exec(source)?.[1]?.split(/\r?\n/) ?? [];
  const index = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (index < 0) return undefined;
  const value = lines[index]!.slice(key.length + 1)
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");
  return { value, line: index + 2, column: 1 };
}
