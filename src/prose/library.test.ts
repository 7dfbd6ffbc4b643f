import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "@mdx-js/mdx";
import { describe, expect, it } from "vitest";
import { AuthorErrors } from "../cells/author-error";
import { checkFacts } from "./facts";
import { toInlineHtml } from "./inline-text";
import { readLibrary } from "./library";
import { things } from "./things";

function write(folder: string, entries: string): string {
  const root = mkdtempSync(join(tmpdir(), "library-"));
  mkdirSync(join(root, "content", folder), { recursive: true });
  writeFileSync(join(root, "content", folder, "all.json"), entries);
  return root;
}

const term = '{"id": "loss", "zh": "损失函数", "en": "loss", "definition": {"zh": "一个数。", "en": "A number."}}';

describe("the book's own data", () => {
  const library = readLibrary();
  it("is as the schema says", () => {
    expect(library.errors).toEqual([]);
  });
  it("has facts whose sources say who published them, when and where", () => {
    expect(library.facts.size).toBeGreaterThan(50);
    expect(checkFacts(library)).toEqual([]);
  });
  it("has every topic and every fault of the source documents", () => {
    expect(library.topics.size).toBe(219);
    expect([...library.errata.keys()].filter((id) => !id.startsWith("EX")).length).toBe(158);
  });
  it("tells the reader of English what a claim in Chinese says", () => {
    for (const { id, claim, meaning } of library.errata.values())
      expect(/\p{Script=Han}/u.test(claim) ? /^[^\p{Script=Han}]+$/u.test(meaning ?? "") : !meaning, id).toBe(true);
  });
  it("has formulas that can be set", () => {
    const texts = [...library.errata.values()].flatMap(({ claim, correction, proof }) => [
      claim,
      correction.zh,
      correction.en,
      ...(proof.type === "planned" ? [proof.cell.zh, proof.cell.en] : []),
    ]);
    const definitions = [...library.terms.values()].flatMap(({ definition }) => [definition.zh, definition.en]);
    for (const text of [...texts, ...definitions]) expect(() => toInlineHtml(text), text).not.toThrow();
  });
});

describe("a data file", () => {
  it("with an entry twice is an author error at the second's place", () => {
    const { errors } = readLibrary(write("glossary", `[\n  ${term},\n  ${term}\n]\n`));
    expect(errors.map((e) => e.fact)).toEqual(['The term "loss" is there twice.']);
  });
  it("with a language missing says which", () => {
    const { errors } = readLibrary(write("glossary", `[\n  ${term.replace(', "en": "A number."', "")}\n]\n`));
    expect(errors.map((e) => `${e.line}:${e.column} ${e.fact}`)[0]).toContain(
      '2:4 The term "loss" lacks definition.en: ',
    );
  });
  it("may not call a doubtful fault proven by a cell", () => {
    const erratum = {
      id: "E001-25",
      kind: "fact",
      status: "doubtful",
      source: { document: "001", lines: "L301" },
      claim: "…",
      correction: { zh: "没有找到出处。", en: "No source was found." },
      proof: { type: "cell", section: "a/b", cell: "c" },
    };
    const { errors } = readLibrary(write("errata", JSON.stringify([erratum])));
    expect(errors[0]?.fact).toContain("a doubtful fault has no proof");
  });
});

describe("a fact", () => {
  const fact = {
    id: "rent",
    value: { zh: "2 美元", en: "US$2" },
    unit: { zh: "美元 / GPU 小时", en: "US dollars per GPU hour" },
    statement: { zh: "租价", en: "Rent" },
    asOf: "2026-03-31",
    reviewBy: "2027-03-31",
    confidence: "primary",
    source: { title: "Prices", publisher: "A. Cloud", url: "https://example.org/prices", date: "2026-03" },
  };
  const complain = (changes: object): string[] =>
    readLibrary(write("facts", JSON.stringify([{ ...fact, ...changes }]))).errors.map((error) => error.fact);

  it("with all it owes has no fault", () => {
    expect(complain({})).toEqual([]);
  });
  it.each(["unit", "asOf", "reviewBy", "confidence", "source"])(
    "without %s is an author error that says so",
    (name) => {
      expect(complain({ [name]: undefined })[0]).toMatch(`The fact "rent" lacks ${name}: `);
    },
  );
  it("has a source with title, publisher, address and date", () => {
    const wanted = 'source: a source is {"cite": …} or {"title", "publisher", "url", "date"}';
    expect(complain({ source: { ...fact.source, publisher: undefined } })[0]).toContain(wanted);
    expect(complain({ source: { ...fact.source, date: "March 2026" } })[0]).toContain("source.date: a date is");
  });
  it("says how sure it is in one of three words, and of two sources names both", () => {
    expect(complain({ confidence: "likely" })[0]).toContain('"primary"|"two-independent"|"one-secondary"');
    expect(complain({ confidence: "two-independent" })[0]).toContain("two independent sources");
    expect(complain({ second: fact.source })[0]).toContain("two independent sources");
    expect(complain({ confidence: "two-independent", second: fact.source })).toEqual([]);
  });
});

describe("text in data", () => {
  it("keeps what is not marked as text", () => {
    expect(toInlineHtml("a < b & `x < y` 的 *重点*")).toBe("a &lt; b &amp; <code>x &lt; y</code> 的 <em>重点</em>");
  });
  it("sets formulas", () => {
    expect(toInlineHtml("斜率 $w$")).toContain("<math");
  });
});

describe("a page", () => {
  const build = async (value: string): Promise<string> =>
    String(
      await compile(
        { path: "content/docs/a/b.mdx", value },
        { remarkPlugins: [things({ root: ".", base: "/", chapters: [] })], jsx: true },
      ),
    );

  it("that cites references ends with their list, each once", async () => {
    const out = await build('一 <Cite id="bishop2006" /> 二 <Cite id="lecun1998" /> 三 <Cite id="bishop2006" />\n');
    expect(out).toContain('<References ids="bishop2006 lecun1998" />');
  });
  it("that cites what is not there is an author error", async () => {
    const failure = await build('设 <Term id="gradient-decent" />\n').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuthorErrors);
    expect((failure as AuthorErrors).message).toBe(
      'content/docs/a/b.mdx:1:3 There is no term "gradient-decent". Did you mean "gradient-descent"?',
    );
  });
});
