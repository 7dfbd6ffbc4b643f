import { expect, test } from "vitest";
import { toErrorLine } from "../../src/cells/author-error";
import { check, checkFile } from "./arrows";

const say = (file: string, text: string) => checkFile(file, text).map(toErrorLine);

test("the project keeps its arrows", { timeout: 60_000 }, async () => {
  expect((await check()).map(toErrorLine)).toEqual([]);
});

test("a folder that imports what it may not is told where and what it may", () => {
  expect(say("src/book/a.ts", 'import { a } from "./b";\nimport { run } from "../kernel/run";\n')).toEqual([
    'src/book/a.ts:2:21 src/book/ imports "src/kernel/run". It may import itself and @tensorflow/tfjs: move what both need, or pass it in.',
  ]);
  expect(say("src/language/a.ts", 'const ts = await import("typescript");')).toHaveLength(1);
  expect(
    say("components/cell/A.astro", '---\nimport { run } from "../../src/kernel/run";\n---\n<p>import "x"</p>\n'),
  ).toHaveLength(1);
});

test("types may come from anywhere, and `book` is src/book", () => {
  expect(
    say(
      "src/book/a.ts",
      'import type { Output } from "../kernel/output";\nimport { type B } from "../kernel/b";\nexport type { C } from "../kernel/c";\n',
    ),
  ).toEqual([]);
  expect(say("src/kernel/a.ts", 'import { fit } from "book";\n')).toEqual([]);
});
