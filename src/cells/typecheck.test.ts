import { expect, test } from "vitest";
import { toErrorLine } from "./author-error";
import { blankProse } from "./blank-prose";
import { inherit } from "./inherit";
import { readSection } from "./read";
import type { Section } from "./section";
import { typecheck } from "./typecheck";

const root = process.cwd();
const zhFile = "content/docs/a/b.mdx";
const enFile = "content/docs/en/a/b.mdx";

const zh = (source: string): Section => readSection(zhFile, source).section;

/** "line:column TS…", in order. */
function check(section: Section, home?: Section): string[] {
  const errors = typecheck([{ section, ...(home && { zh: home }) }], root);
  return errors.map(
    (error) =>
      `${error.file === zhFile ? "" : "en "}${error.line}:${error.column} ${/TS\d+/.exec(error.wayOut)?.[0] ?? error.wayOut}`,
  );
}

/** Where `needle` stands in the text, as "line:column". */
function find(source: string, needle: string): string {
  const before = source.slice(0, source.indexOf(needle)).split("\n");
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

const page = `---
title: 试
---

前面有 $\\frac{a}{b}$ 和 {1 + 1}。

\`\`\`ts live id=one
const one: number = "wrong-one";
\`\`\`

- 列表
  1. 深处

     \`\`\`ts live id=two
     const fine = 1;
       const two: string = fine; /* wrong-two */
     \`\`\`

> \`\`\`ts live id=three
> const one = 3; // twice
> \`\`\`

	\`\`\`ts live id=four
	const four: string = fine;
	\`\`\`
`;

test("a type error stands where the MDX has it: in prose, in a list in a list, in a quotation, behind a tab", () => {
  expect(check(zh(page))).toEqual([
    `${find(page, "one: number")} TS2322`,
    `${find(page, "two: string")} TS2322`,
    `${find(page, "one = 3")} TS2451`,
    `${find(page, "four: string")} TS2322`,
  ]);
});

test("every line of a section without exercises is the MDX's own line, and code keeps its columns", () => {
  const lines = blankProse(zh(page));
  const source = page.split("\n");
  expect(lines.length).toBe(source.length);
  lines.forEach((line, i) => {
    expect(line.line).toBe(i + 1);
    const code = line.text.trim();
    if (code.length > 2) expect(line.text.indexOf(code)).toBe(source[i]!.indexOf(code));
  });
});

test("a type error reads as a fact and a way out", () => {
  const [error] = typecheck([{ section: zh('```ts live id=a\nconst x: number = "s";\n```\n') }], root);
  expect(toErrorLine(error!)).toBe(
    `${zhFile}:2:7 Type 'string' is not assignable to type 'number'. Correct it (TS2322), or write // @ts-expect-error and why on the line above, if the error is the point.`,
  );
});

test("an expected type error is no error, and one that does not come is", () => {
  const source =
    '```ts live id=a\n// @ts-expect-error text is no number\nconst x: number = "s";\n// @ts-expect-error nothing\nconst y = 1;\n```\n';
  expect(check(zh(source))).toEqual(["4:1 Nothing is wrong here any more: remove the comment."]);
});

test("the same import may stand in several cells, as may its types", () => {
  const source = [
    '```ts live id=a\nimport type * as tf from "@tensorflow/tfjs";\nlet x: tf.Tensor | undefined;\n```\n',
    '```ts live id=b\nimport * as tf from "@tensorflow/tfjs";\nx = tf.scalar(1);\n```\n',
    '```ts live id=c\nimport * as tf from "@tensorflow/tfjs";\ntf.scalar(2);\n```\n',
  ].join("\n");
  expect(check(zh(source))).toEqual([]);
});

test("`export` is no part of a cell, and a cell that begins with [ does not go on with the one above", () => {
  const source =
    "```ts live id=a\nexport const a = 1\nexport default a\n```\n\n```ts live id=b\n[a].length\n```\n\n```ts live id=c\nexport default a\n```\n";
  expect(check(zh(source))).toEqual([]);
});

test("an own scope reads the section's names, hides them, and may import under a name the section has", () => {
  const source = [
    "```ts live id=a\nconst x = 1, scalar = 2;\n```\n",
    '```ts live id=b scope=own\nimport { scalar, tensor as make } from "@tensorflow/tfjs";\nconst x: string = scalar(1).dtype;\nmake([scalar]);\n```\n',
    "```ts live id=c\nconst y: number = x + scalar;\n```\n",
  ].join("\n");
  expect(check(zh(source))).toEqual([`${find(source, "scalar]")} TS2322`]);
});

test("there is no DOM in a cell, and what the kernel leaves a worker is there", () => {
  const source =
    '```ts live id=a\nconsole.log(performance.now(), structuredClone([1]), await (await fetch("a")).json());\ndocument.title;\n```\n';
  expect(check(zh(source))).toEqual(["3:1 TS2584"]);
});

const exercise = `
\`\`\`ts live id=a
const given = 2;
\`\`\`

<Exercise id="double">

  \`\`\`ts starter
  const double = (x: number) => …
  \`\`\`

  \`\`\`ts check
  if (double(given) !== 4) throw new Error("no");
  double("check");
  \`\`\`

  \`\`\`ts solution
  const double = (x: number): number => x * 2;
  \`\`\`

  \`\`\`ts wrong
  const double = (x: number): number => x + "wrong-1";
  \`\`\`

  \`\`\`ts wrong
  const double = (x: number): number => "wrong-2";
  \`\`\`

</Exercise>
`;

test("check and solution, and check and each wrong answer, are files of their own", () => {
  expect(check(zh(exercise))).toEqual([
    `${find(exercise, '"check"')} TS2345`,
    `${find(exercise, 'x + "wrong-1"')} TS2322`,
    `${find(exercise, '"wrong-2"')} TS2322`,
  ]);
});

test("an English cell that is restated is checked at its own place, among the cells it inherits", () => {
  const home = zh(
    '```ts live id=a\nconst mode: "快" | "慢" = "快";\n```\n\n```ts live id=b\nconst isFast = mode === "快";\n```\n',
  );
  const source = 'Text.\n\n```ts live id=a\nconst mode: "fast" | "slow" = "quick";\n```\n\n```ts live id=b\n```\n';
  const en = inherit(readSection(enFile, source).section, home);
  expect(check(en, home)).toEqual([
    `${find(home.source, 'mode === "快"')} TS2367`,
    `en ${find(source, "mode:")} TS2322`,
  ]);
});
