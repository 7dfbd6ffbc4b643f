import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "@mdx-js/mdx";
import remarkMath from "remark-math";
import { VFile } from "vfile";
import { expect, test } from "vitest";
import { AuthorErrors } from "./author-error";
import { toSpaces } from "../language";
import { cells } from "./remark-cells";

const root = join(process.cwd(), "src/cells/fixtures/site");

/** As Astro compiles a page: front matter blanked, then remark-math, then ours. */
async function toJsx(file: string, text = readFileSync(join(root, file), "utf8")): Promise<string> {
  const page = new VFile({ value: text.replace(/^---[^]*?\n---/, toSpaces), path: join(root, file) });
  const options = { jsx: true, remarkPlugins: [remarkMath, cells({ root })] };
  return String(await compile(page, options))
    .replaceAll(root, "<root>")
    .replaceAll(`${process.cwd()}/`, "<project>/")
    .replaceAll("/><", "/>\n<")
    .replaceAll("><", ">\n<");
}

async function findErrors(file: string, text: string): Promise<AuthorErrors> {
  const error: unknown = await toJsx(file, text).catch((e: unknown) => e);
  const cause = error instanceof AuthorErrors ? error : (error as { cause?: unknown }).cause;
  if (!(cause instanceof AuthorErrors)) throw error;
  return cause;
}

test("a Chinese page: fences become cells, an exercise its parts, components are imported", async () => {
  await expect(await toJsx("content/docs/a/page.mdx")).toMatchFileSnapshot("fixtures/page.zh.out.txt");
});

test("an English page takes code, meta words and missing fences from the Chinese one", async () => {
  await expect(await toJsx("content/docs/en/a/page.mdx")).toMatchFileSnapshot("fixtures/page.en.out.txt");
});

test("a page without cells is left alone, and a component it imports itself is not imported twice", async () => {
  const jsx = await toJsx("content/docs/a/other.mdx", 'import Hint from "./Mine.astro"\n\n正文 <Hint>x</Hint>\n');
  expect(jsx.match(/import .*/g)).toEqual(['import Hint from "./Mine.astro";']);
});

test("every author error of a page is thrown at once, with the place of the first for Astro's overlay", async () => {
  const error = await findErrors(
    "content/docs/a/other.mdx",
    '---\ntitle: x\n---\n\n```ts live\n1;\n```\n\n<Value of="x" />\n',
  );
  expect(error.message.split("\n")).toEqual([
    "content/docs/a/other.mdx:5:1 This cell has no id. Add id=kebab-name: its address, and its name in errors.",
    'content/docs/a/other.mdx:9:1 No cell of this section makes "x". The section makes none.',
  ]);
  expect({ line: error.line, column: error.column }).toEqual({ line: 5, column: 1 });
});

test("a component that does not exist is an author error", async () => {
  const error = await findErrors("content/docs/a/other.mdx", "正文\n\n<Hnt>x</Hnt>\n");
  expect(error.message).toBe('content/docs/a/other.mdx:3:1 There is no component <Hnt>. Did you mean "Hint"?');
});

test("an English page without a Chinese one is an author error", async () => {
  const error = await findErrors("content/docs/en/a/other.mdx", "Text.\n");
  expect(error.message).toBe(
    "content/docs/en/a/other.mdx:1:1 There is no content/docs/a/other.mdx. The Chinese page owns the code: write it first, or `npm run new -- chapter/section`.",
  );
});
