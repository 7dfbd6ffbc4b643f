import { expect, test } from "vitest";
import { sortErrors, toErrorLine } from "./author-error";
import { BookModules } from "./book-modules";
import { checkSection, checkValues } from "./check-section";
import { inherit } from "./inherit";
import { readCode } from "./read-code";
import { readSection } from "./read";
import { checkSameCode } from "./same-code";

const book = new BookModules("src/cells/fixtures/book");
const zhFile = "content/docs/a/b.mdx";
const enFile = "content/docs/en/a/b.mdx";

/** A cell, three lines and one blank. */
const cell = (meta: string, code: string) => `\`\`\`ts live ${meta}\n${code}\n\`\`\`\n`;
const exercise = (...fences: [string, string][]) =>
  `<Exercise id="e">\n\n${fences.map(([role, code]) => `\`\`\`ts ${role}\n${code}\n\`\`\`\n`).join("\n")}\n</Exercise>\n`;
const wrong: [string, string][] = [
  ["wrong", "const y = 2;"],
  ["wrong", "const y = 3;"],
];
const whole: [string, string][] = [
  ["starter", "const y = 0;"],
  ["check", "if (y !== 1) throw 0;"],
  ["solution", "const y = 1;"],
  ...wrong,
];

function chinese(source: string): string[] {
  return sortErrors(checkSection(readSection(zhFile, source), book)).map(toErrorLine);
}

function english(zh: string, en: string): string[] {
  const { section, values, errors } = readSection(enFile, en);
  const home = readSection(zhFile, zh).section;
  const { cells } = readCode(inherit(section, home));
  return sortErrors([...errors, ...checkSameCode(section, home), ...checkValues(section, values, cells)]).map(
    toErrorLine,
  );
}

const inChinese: [name: string, source: string, lines: string[]][] = [
  [
    "a section without faults",
    cell("id=a", "const x = 1;\nx // → 1") + cell("id=b", "const z = x;") + '<Value of="z" />\n' + exercise(...whole),
    [],
  ],
  [
    "a meta word that does not exist",
    cell("id=a hiden", "1;"),
    [`${zhFile}:1:17 A fence cannot say "hiden". Did you mean "hide"?`],
  ],
  ["a slip in `live`", "```ts lvie id=a\n1;\n```\n", [`${zhFile}:1:7 A fence cannot say "lvie". Did you mean "live"?`]],
  [
    "a meta word like no other",
    cell("id=a zzzzzz", "1;"),
    [
      `${zhFile}:1:17 A fence cannot say "zzzzzz". It can say live, slow, auto, hide, timed, id, save, fails, scope, starter, check, solution, wrong.`,
    ],
  ],
  [
    "a word in a fence that is not live",
    "```ts hide\n1;\n```\n",
    [`${zhFile}:1:7 "hide" stands in a fence that is not live. Add "live", or drop the word.`],
  ],
  [
    "a setting without a value",
    cell("id=a fails", "1;"),
    [`${zhFile}:1:17 "fails" has no value. Write fails=RangeError.`],
  ],
  [
    "an id that is not kebab-case",
    cell("id=aB", "1;"),
    [`${zhFile}:1:12 "aB" is not a value of "id". Write it like id=kebab-name.`],
  ],
  [
    "a cell without an id",
    "```ts live slow\n1;\n```\n",
    [`${zhFile}:1:1 This cell has no id. Add id=kebab-name: its address, and its name in errors.`],
  ],
  [
    "a live cell in another language",
    "```python live id=a\nx = 1\n```\n",
    [`${zhFile}:1:11 A python fence cannot be live. Cells are TypeScript: write \`\`\`ts live id=….`],
  ],
  [
    "text that is not MDX",
    "正文\n\n<Hint>\n",
    [
      `${zhFile}:3:1 This is not MDX: Expected a closing tag for \`<Hint>\`. Write < and { in prose as \`<\` and \`{\`; close every tag.`,
    ],
  ],
  [
    "an id that is taken",
    cell("id=a", "1;") + cell("id=a", "2;"),
    [`${zhFile}:4:1 The id "a" is taken by line 1. An id is a cell's address: give this one another.`],
  ],
  [
    "an empty cell",
    cell("id=a", ""),
    [`${zhFile}:1:1 The cell "a" is empty. The Chinese section owns the code: write it here.`],
  ],
  [
    "a name that belongs to another cell",
    cell("id=a", "const x = 1;") + cell("id=b", "const x = 2;"),
    [
      `${zhFile}:5:7 "x" belongs to the cell "a" (line 1) already. Give it another name here, or say scope=own if this cell exports nothing.`,
    ],
  ],
  ["the same name in an own scope", cell("id=a", "const x = 1;") + cell("id=b scope=own", "const x = 2;"), []],
  [
    "a cell that changes another's name, in a list",
    cell("id=a", "let x = 1;") + "\n1. 第一步\n\n   ```ts live id=b\n     x = 2;\n   ```\n",
    [
      `${zhFile}:8:6 This cell changes "x", which the cell "a" made. Give the result a new name: values do not change across cells, so that pressing Run twice gives what pressing it once gives.`,
    ],
  ],
  [
    "cells that need each other",
    cell("id=a", "const f = () => g();") + cell("id=b", "const g = () => f();"),
    [
      `${zhFile}:2:17 These cells need each other: a → b → a (by g, f). Join them, or move what both need into a cell above.`,
    ],
  ],
  [
    "a cell that reads what is made below it",
    cell("id=a", "const f = () => g;") + cell("id=b", "const g = 1;"),
    [
      `${zhFile}:2:17 This cell reads "g", which is made below it, in the cell "b" (line 4). Move the cell "a" under it: cells stand in the order in which they need each other.`,
    ],
  ],
  [
    "a `let` that a closure changes later",
    cell("id=a", "let n = 0;\nfunction inc() { n++; }") + cell("id=b", "inc(); n;"),
    [
      `${zhFile}:3:18 A function changes "n" after its cell has ended; the cell "b" reads it as it was then. Let the function return the new value, or keep it in a field of an object.`,
    ],
  ],
  [
    "an import that only an own scope has",
    cell("id=a scope=own", 'import { mse } from "book";') + cell("id=b", "mse;"),
    [`${zhFile}:5:1 This cell reads "mse", which only "a" imports, and that exports nothing. Import it here as well.`],
  ],
  [
    "an unknown import",
    cell("id=a", 'import { fit } from "bok";'),
    [`${zhFile}:2:1 A cell cannot import "bok". Did you mean "book"?`],
  ],
  [
    "an unknown module of book",
    cell("id=a", 'import { mse } from "book/loses";'),
    [`${zhFile}:2:1 A cell cannot import "book/loses". Did you mean "book/losses"?`],
  ],
  [
    "an import from elsewhere",
    cell("id=a", 'import _ from "lodash";'),
    [`${zhFile}:2:1 A cell cannot import "lodash". Cells import @tensorflow/tfjs, book and book/….`],
  ],
  [
    "a band that is none",
    cell("id=a", "const x = 1; // ≈ 0.9"),
    [`${zhFile}:2:14 \`// ≈\` needs a number and a half-width. Write \`// ≈ 0.977 ± 0.004\`.`],
  ],
  [
    "save= of a file that is not there",
    cell("id=a save=losss#mse", "1;"),
    [`${zhFile}:1:1 There is no src/book/losss.ts. Write save=module#export with a file of src/book.`],
  ],
  [
    "save= of an export that is not there",
    cell("id=a save=losses#mze", "1;"),
    [`${zhFile}:1:1 src/book/losses.ts exports no "mze". Did you mean "mse"?`],
  ],
  [
    "save= of a name the cell does not define",
    cell("id=a save=losses#mse", "1;"),
    [`${zhFile}:1:1 This cell does not define "mse". save=losses#mse promises it: define it at the top level.`],
  ],
  [
    "save= of other code",
    cell(
      "id=a save=losses#mse",
      'import { mean } from "book/means";\nfunction mse(yHat: number[], y: number[]): number {\n  return mean(yHat.map((p, i) => (p - y[i]!) ** 3));\n}',
    ),
    [
      `${zhFile}:4:49 The cell has \`3\` where src/book/losses.ts:5 has \`2\`. The cell and the book's module must be the same code: copy one to the other.`,
    ],
  ],
  [
    "save= of the same code with other comments and spaces",
    cell(
      "id=a save=losses#mse",
      'import { mean } from "book/means";\nfunction mse(yHat: number[], y: number[]): number {\n  return mean(\n    yHat.map((p, i) => (p - y[i]!) ** 2)); // 求平均\n}',
    ),
    [],
  ],
  [
    "an exercise without an id",
    exercise(...whole).replace(' id="e"', ""),
    [`${zhFile}:1:1 This exercise has no id. Write <Exercise id="kebab-name">.`],
  ],
  [
    "an exercise without a solution",
    exercise(...whole.filter(([role]) => role !== "solution")),
    [`${zhFile}:1:1 The exercise "e" has no solution. Add a \`\`\`ts solution fence to it.`],
  ],
  [
    "an exercise with one wrong answer",
    exercise(...whole.slice(0, -1)),
    [
      `${zhFile}:1:1 The exercise "e" has one wrong answer. Add \`\`\`ts wrong fences until there are two: they prove that the check can say no.`,
    ],
  ],
  [
    "an exercise's fence outside one",
    "```ts check\n1;\n```\n",
    [`${zhFile}:1:1 A "check" fence stands outside an exercise. Put it inside <Exercise id=…>.`],
  ],
  [
    "a live cell in an exercise",
    exercise(...whole, ["live id=a", "1;"]),
    [
      `${zhFile}:23:1 A live cell stands inside an exercise. Move it before the exercise: an exercise has starter, check, solution and wrong fences.`,
    ],
  ],
  [
    "<Value> of a name that no cell makes",
    cell("id=a", "const loss = 1;") + '\n降到 <Value of="los" />。\n',
    [`${zhFile}:5:4 No cell of this section makes "los". Did you mean "loss"?`],
  ],
  [
    "<Value> of nothing",
    "降到 <Value />。\n",
    [`${zhFile}:1:4 <Value> does not say whose value. Write <Value of="name" />.`],
  ],
];

test.each(inChinese)("in Chinese: %s", (_, source, lines) => expect(chinese(source)).toEqual(lines));

test("what a cell cannot say in TypeScript is told at its place, with src/language's way out", () => {
  const [line = ""] = chinese("- 列表\n\n  ```ts live id=a\n  const ok = 1;\n  namespace N {}\n  ```\n");
  expect(line).toMatch(/^content\/docs\/a\/b\.mdx:5:3 \S.*\. \S.*/);
});

const two = cell("id=data", 'const label = "数据";') + cell("id=train", "const x = label;");

const inEnglish: [name: string, zh: string, en: string, lines: string[]][] = [
  ["a translation that inherits all", two, cell("id=data", "") + cell("id=train", ""), []],
  [
    "a translation that restates strings, comments and spaces",
    two,
    cell("id=data", 'const label =\n  "data"; // English') + cell("id=train", ""),
    [],
  ],
  [
    "a slip in an id",
    two,
    cell("id=data", "") + cell("id=trian", ""),
    [`${enFile}:4:1 Cell "trian" is not in the Chinese section. Did you mean "train"?`],
  ],
  [
    "a missing translation cell",
    two,
    cell("id=data", ""),
    [
      `${enFile}:1:1 The cell "train" of ${zhFile}:4 is missing here. Put an empty fence \`\`\`ts live id=train after "data"; it inherits the code.`,
    ],
  ],
  [
    "an extra cell",
    two,
    cell("id=data", "") + cell("id=other-thing", "1;") + cell("id=train", ""),
    [
      `${enFile}:4:1 Cell "other-thing" is not in the Chinese section. The Chinese page owns the code: add it there first, or remove it here.`,
    ],
  ],
  [
    "cells in another order",
    two,
    cell("id=train", "") + cell("id=data", ""),
    [`${enFile}:1:1 The cell "train" stands where the Chinese section has "data". Put them in its order: data, train.`],
  ],
  [
    "a restated cell with other code",
    two,
    "- x\n\n  " +
      cell("id=data", '  const label = "data" + 1;').replace(/```\n$/, "  ```\n") +
      "\n" +
      cell("id=train", ""),
    [
      `${enFile}:4:24 Cell "data" has \`+\` where the Chinese cell has \`;\`. Only comments, spaces and the text of strings may differ; empty the fence to inherit the code.`,
    ],
  ],
  [
    "an exercise that is not translated",
    two + exercise(...whole),
    cell("id=data", "") + cell("id=train", ""),
    [
      `${enFile}:1:1 The exercise "e" of ${zhFile}:7 is missing here. Put <Exercise id="e"> before the others; it inherits the code.`,
    ],
  ],
  [
    "one wrong answer too many",
    exercise(...whole),
    exercise(...wrong, ["wrong", "4"]),
    [
      `${enFile}:11:1 Exercise "e" has more wrong answers than the Chinese section's 2. Add it there first, or remove it here.`,
    ],
  ],
  ["an exercise that inherits every fence", exercise(...whole), '<Exercise id="e">\n\nText.\n\n</Exercise>\n', []],
];

test.each(inEnglish)("in English: %s", (_, zh, en, lines) => expect(english(zh, en)).toEqual(lines));
