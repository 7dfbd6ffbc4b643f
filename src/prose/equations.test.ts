import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile } from "@mdx-js/mdx";
import remarkMath from "remark-math";
import { describe, expect, it } from "vitest";
import { AuthorErrors } from "../cells/author-error";
import type { Book } from "./book";
import { checkEquationNumbers } from "./equation-numbers";
import { equations } from "./equations";
import { renderTex } from "./tex";

const mse = [
  "# 均方误差",
  "",
  "$$",
  "\\label{eq:model}",
  "y = wx + b",
  "$$",
  "",
  "$$",
  "\\label{eq:mse}",
  "L = \\frac1n \\sum_i e_i^2",
  "$$",
  "",
];

function toBook(pages: { [path: string]: string }): Book {
  const root = mkdtempSync(join(tmpdir(), "book-"));
  for (const [path, text] of Object.entries(pages)) {
    const file = join(root, "content/docs", `${path}.mdx`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const sections = [{ slug: "mse" }, { slug: "descent" }];
  return { root, base: "/book/", chapters: [{ slug: "linear-regression", number: 3, sections }] };
}

/** A page's JavaScript as MDX makes it, formulas and all. */
async function build(book: Book, path: string, text: string): Promise<string> {
  const file = join(book.root, "content/docs", `${path}.mdx`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return String(
    await compile({ path: file, value: text }, { remarkPlugins: [remarkMath, equations(book)], jsx: true }),
  );
}

async function findErrors(text: string, path = "linear-regression/mse"): Promise<string[]> {
  const failure = await build(toBook({}), path, text).catch((error: unknown) => error);
  if (!(failure instanceof AuthorErrors)) throw new Error(`expected author errors, got ${String(failure)}`);
  return failure.errors.map((e) => `${e.line}:${e.column} ${e.fact} ${e.wayOut}`);
}

describe("numbers", () => {
  it("a labelled equation carries its chapter's number and an address", async () => {
    const out = await build(toBook({}), "linear-regression/mse", mse.join("\n"));
    expect(out).toContain('id="eq-mse"');
    expect(out).toContain("(3.2)");
  });

  it("equations count on through the sections of a chapter, and a page finds one of another page", async () => {
    const book = toBook({ "linear-regression/mse": mse.join("\n") });
    const out = await build(
      book,
      "linear-regression/descent",
      "$$\n\\label{eq:step}\nw\n$$\n\n见 [](#eq-mse) 与 [](../mse/#eq-model)。\n",
    );
    expect(out).toContain("(3.3)");
    expect(out).toContain('href="/book/linear-regression/mse/#eq-mse"');
    expect(out).toMatch(/\{"\(3\.2\)"\}|>\(3\.2\)</);
    expect(out).toContain('href="/book/linear-regression/mse/#eq-model"');
  });

  it("an English page refers in English to the English page", async () => {
    const book = toBook({ "en/linear-regression/mse": mse.join("\n") });
    const out = await build(book, "en/linear-regression/descent", "By [](#eq-mse).\n");
    expect(out).toContain('href="/book/en/linear-regression/mse/#eq-mse"');
    expect(out).toMatch(/\{"\(3\.2\)"\}|>\(3\.2\)</);
  });

  it("a formula may name another equation", async () => {
    const out = await build(
      toBook({}),
      "linear-regression/mse",
      `${mse.join("\n")}\n$\\overset{\\eqref{eq:mse}}{=}$\n`,
    );
    expect(out).toContain("<mtext>(3.2)</mtext>");
  });

  it("labels in code and comments are not equations", async () => {
    const text =
      "```tex\n$$\n\\label{eq:no}\n$$\n```\n\n{/*\n$$\n\\label{eq:neither}\n$$\n*/}\n\n$$\n\\label{eq:yes}\nx\n$$\n";
    expect(await build(toBook({}), "linear-regression/mse", text)).toContain("(3.1)");
  });

  it("a section that no chapter lists counts from 1", async () => {
    expect(await build(toBook({}), "basics/cells", "$$\n\\label{eq:x}\nx\n$$\n")).toContain("(1)");
  });
});

describe("what the reader gets", () => {
  it("HTML and MathML, kept out of the search index", async () => {
    const out = await build(toBook({}), "linear-regression/mse", "设 $x^2$。\n");
    expect(out).toContain("<math xmlns");
    expect(out).toContain("katex-html");
    expect(out).toContain("data-pagefind-ignore");
    expect(out).not.toContain("<script");
  });

  it("the keyboard reaches a formula that may be wider than a phone, and only such a one", async () => {
    expect(await build(toBook({}), "linear-regression/mse", "$$\nx\n$$\n")).not.toContain("tabindex");
    const long = `$$\n${"a + b = ".repeat(10)} c\n$$\n`;
    expect(await build(toBook({}), "linear-regression/mse", long)).toContain("tabindex");
    const spread = "$$\n\\bar z = \\mathrm{max}_k z_k + \\mathrm{log}\\,s\n$$\n"; // few glyphs, and wide
    expect(await build(toBook({}), "linear-regression/mse", spread)).toContain("tabindex");
  });
});

describe("author errors", () => {
  const cases: [string, string, string][] = [
    [
      "an unknown macro",
      "文\n\n$$\na + \\foo\n$$\n",
      "4:5 Undefined control sequence: \\foo. Correct its name, or add the macro to src/prose/macros.ts.",
    ],
    [
      "an unknown macro in a line of prose",
      "设 $\\foo$。\n",
      "1:4 Undefined control sequence: \\foo. Correct its name, or add the macro to src/prose/macros.ts.",
    ],
    [
      "Chinese outside \\text",
      "$$\n误差\n$$\n",
      '2:1 Unicode text character "误" used in math mode. Correct the formula; Chinese belongs in \\text{…}.',
    ],
    [
      "a broken reference",
      "$$\n\\label{eq:mean}\nx\n$$\n\n见 [](#eq-meen)。\n",
      '6:3 No equation has the label "eq:meen". Did you mean "mean"?',
    ],
    [
      "a broken \\eqref",
      "$\\eqref{eq:zz}$\n",
      '1:1 No equation has the label "eq:zz". Give an equation \\label{eq:zz}.',
    ],
    [
      "a label without eq:",
      "$$\n\\label{mse}\nx\n$$\n",
      '1:1 The label "mse" does not begin with "eq:". Write \\label{eq:mse}.',
    ],
    [
      "a display on one line",
      "文\n\n$$x$$\n",
      "3:1 A displayed formula stands on one line with its $$, which sets it inline. Put each $$ on a line of its own.",
    ],
    [
      "a number by hand",
      "$$\nx \\tag{7}\n$$\n",
      "1:1 \\tag gives an equation a number of its own. Use \\label{eq:name}; the book counts.",
    ],
    [
      "an address that is not the equation's",
      "$$\n\\label{eq:a}\nx\n$$\n\n[](../mlp/#eq-a)\n",
      "6:1 Equation eq:a stands in linear-regression/mse, not in linear-regression/mlp. Write [](#eq-a); the book finds the page.",
    ],
  ];
  it.each(cases)("%s is told with place, fact and way out", async (_, text, expected) => {
    expect(await findErrors(text)).toContain(expected);
  });

  it("all errors of a page come at once", async () => {
    expect(await findErrors("$\\foo$ 与 $\\bar$ 与 [](#eq-none)\n")).toHaveLength(3);
  });
});

describe("two formulas in one line", () => {
  const countPieces = (html: string) => html.split('<span class="katex-base">').length - 1;
  it("may part between them, and only there, where the line is short", () => {
    expect(countPieces(renderTex("a = b, \\qquad c = d", { display: true }))).toBe(2);
    expect(countPieces(renderTex("a + b = c", { display: true }))).toBe(3);
  });
  it("are told of a mistake at its own place", () => {
    expect(() => renderTex("a, \\qquad \\oops", { display: true })).toThrow(expect.objectContaining({ index: 10 }));
  });
});

describe("the two languages", () => {
  it("agree when they label the same equations in the same order", () => {
    const text = mse.join("\n");
    expect(checkEquationNumbers(toBook({ "linear-regression/mse": text, "en/linear-regression/mse": text }))).toEqual(
      [],
    );
  });

  it("are told when their numbers would differ", () => {
    const en = mse.join("\n").replace("eq:mse", "eq:loss");
    const errors = checkEquationNumbers(
      toBook({ "linear-regression/mse": mse.join("\n"), "en/linear-regression/mse": en }),
    );
    expect(errors.map((e) => `${e.line}:${e.column} ${e.fact}`)).toEqual([
      '9:1 Equation 2 of the section is "eq:loss" here and "eq:mse" in the Chinese page, so numbers would differ.',
    ]);
  });

  it("may not use a label for two equations", () => {
    const pages = {
      "linear-regression/mse": mse.join("\n"),
      "linear-regression/descent": "$$\n\\label{eq:mse}\nx\n$$\n",
    };
    expect(checkEquationNumbers(toBook(pages)).map((e) => e.fact)).toEqual([
      'The label "eq:mse" already names an equation in linear-regression/mse.',
    ]);
  });
});
