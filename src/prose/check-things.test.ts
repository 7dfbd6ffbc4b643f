import { describe, expect, it } from "vitest";
import { checkThings, type ScannedPage } from "./check-things";
import { readReferences } from "./bibliography";
import { findCoverage, toTotals } from "./coverage";
import { findOverdue } from "./facts";
import type { Library } from "./library";
import { scanPage } from "./scan";
import type { BookSymbol, Erratum, Fact, Listing, Topic } from "./schema";

const mse: Topic = {
  id: "M-math-01",
  title: { zh: "均方误差", en: "MSE" },
  group: "mathematics",
  chapter: "linear-regression",
};
const line: Topic = { id: "M-prac-01", title: { zh: "线性回归", en: "Linear regression" }, group: "practice" };
const undefinedName: Erratum = {
  id: "E000-08",
  kind: "code",
  status: "certain",
  source: { document: "000", lines: "L152" },
  claim: "for x, y in dataset:",
  correction: { zh: "没有定义。", en: "It is not defined." },
  proof: { type: "cell", section: "linear-regression/mse", cell: "seed-loop" },
};

function toLibrary(changes: Partial<Library> = {}): Library {
  const empty = {
    errata: new Map(),
    terms: new Map(),
    facts: new Map(),
    symbols: new Map(),
    listings: new Map(),
    references: new Map(),
    errors: [],
    places: new Map(),
  };
  return { ...empty, topics: new Map([mse, line].map((topic) => [topic.id, topic])), ...changes };
}

const withErratum = (erratum: Erratum): Library => toLibrary({ errata: new Map([[erratum.id, erratum]]) });

function toPage(lang: "zh" | "en", source: string, path = "linear-regression/mse"): ScannedPage {
  return { path, lang, file: `content/docs/${lang === "en" ? "en/" : ""}${path}.mdx`, scan: scanPage(source) };
}

const check = (pages: ScannedPage[], library: Library): string[] =>
  checkThings(pages, library, ["linear-regression"]).map(
    (e) => `${e.file}:${e.line}:${e.column} ${e.fact} ${e.wayOut}`,
  );

describe("ids", () => {
  it("that exist in both languages are in order", () => {
    const text = '<Topic id="M-math-01" />\n';
    expect(check([toPage("zh", text), toPage("en", text)], toLibrary())).toEqual([]);
  });

  it("that no entry has are told with the nearest one", () => {
    expect(check([toPage("zh", '文 <Topic id="M-math-10" />\n')], toLibrary())).toEqual([
      'content/docs/linear-regression/mse.mdx:1:3 There is no topic "M-math-10". Did you mean "M-math-01"?',
    ]);
  });

  it("that one language leaves out are told in the language that has them", () => {
    expect(check([toPage("zh", '\n<Topic id="M-math-01" />\n'), toPage("en", "")], toLibrary())).toEqual([
      'content/docs/linear-regression/mse.mdx:2:1 <Topic id="M-math-01"> is not in the English page. Put it into content/docs/en/linear-regression/mse.mdx too, or take it away here.',
    ]);
  });

  it("in code and comments do not count", () => {
    const text =
      '```mdx\n<Topic id="M-none-00" />\n```\n\n{/* <Topic id="M-none-01" /> */} 和 `<Topic id="M-none-02" />`\n';
    expect(check([toPage("zh", text)], toLibrary())).toEqual([]);
  });
});

describe("a fault that a cell proves", () => {
  const page = (source: string): ScannedPage[] => [toPage("zh", source)];
  it("stands in the section with that cell", () => {
    expect(
      check(page('<Erratum id="E000-08" />\n\n```ts live id=seed-loop\n1\n```\n'), withErratum(undefinedName)),
    ).toEqual([]);
  });

  it("is told when the cell is not there", () => {
    expect(
      check(page('<Erratum id="E000-08" />\n\n```ts live id=seed-lop\n1\n```\n'), withErratum(undefinedName))[0],
    ).toContain('proven by the cell "seed-loop", which linear-regression/mse has not. Did you mean "seed-lop"?');
  });

  it("is told when it does not stand beside it", () => {
    expect(check(page("```ts live id=seed-loop\n1\n```\n"), withErratum(undefinedName))[0]).toContain(
      "but does not stand there",
    );
  });

  it("may name a planned chapter only if the book has it", () => {
    const proof = { type: "planned" as const, chapter: "linear-regresion", cell: { zh: "核对", en: "check" } };
    expect(check([], withErratum({ ...undefinedName, proof }))[0]).toContain('Did you mean "linear-regression"?');
  });
});

describe("a doubtful fault", () => {
  const doubtful = { ...undefinedName, status: "doubtful" as const, proof: { type: "reading" as const } };
  it("says what was not found", () => {
    expect(
      check([], withErratum({ ...doubtful, correction: { zh: "没有找到。", en: "We did not find it." } })),
    ).toEqual([]);
  });
  it("is not stated as proven", () => {
    expect(
      check([], withErratum({ ...doubtful, correction: { zh: "没有找到。", en: "This proves it false." } }))[0],
    ).toContain('The erratum "E000-08" is doubtful and says "proves".');
  });
});

describe("a fact", () => {
  const fact: Fact = {
    id: "x",
    value: { zh: "1", en: "1" },
    unit: null,
    statement: { zh: "一", en: "one" },
    asOf: "2024-01-01",
    reviewBy: "2025-01-01",
    confidence: "primary",
    source: { cite: "a" },
  };
  it("is overdue once its day to look again is past", () => {
    const library = toLibrary({ facts: new Map([["x", fact]]) });
    expect(findOverdue(library, "2025-01-01")).toEqual([]);
    expect(findOverdue(library, "2025-01-02").map((e) => e.fact)).toEqual([
      'The fact "x" was to be looked at again by 2025-01-01.',
    ]);
  });
  it("known at second hand only is left out, unless a page needs it", () => {
    const source = { title: "t", publisher: "p", url: "https://example.org", date: "2024" };
    const hearsay: Fact = { ...fact, confidence: "one-secondary", source };
    const library = toLibrary({ facts: new Map([["x", hearsay]]) });
    expect(check([], library)[0]).toContain('The fact "x" is known at second hand only and stands on no page.');
    const both = [toPage("zh", '<Fact id="x" />'), toPage("en", '<Fact id="x" />')];
    expect(check(both, library)).toEqual([]);
    expect(check([], toLibrary({ facts: new Map([["x", { ...hearsay, confidence: "primary" }]]) }))).toEqual([]);
  });
  it("names a reference that exists", () => {
    expect(check([], toLibrary({ facts: new Map([["x", fact]]) }))[0]).toContain(
      'The fact "x" cites "a", which is not there.',
    );
  });
  it("names a reference that says who published it, and where", () => {
    const references = readReferences("@misc{a, author = {Ann Other}, title = {A note}, year = {2024}}");
    expect(
      check([], toLibrary({ facts: new Map([["x", fact]]), references })).map((line) => line.split(" The ")[1]),
    ).toEqual([
      'fact "x" cites "a", which has no publisher or journal. Add it in content/bibliography/references.bib.',
      'fact "x" cites "a", which has no address (doi, url or eprint). Add it in content/bibliography/references.bib.',
    ]);
  });
});

describe("coverage", () => {
  const cell = "\n```ts live id=a\n1\n```\n";
  const cover = (zh: string, en: string) => findCoverage([mse, line], [toPage("zh", zh), toPage("en", en)]);
  const both = '<Topic id="M-math-01" />\n<Topic id="M-prac-01" />\n';

  it("counts a topic that both languages mark", () => {
    const [first] = cover(both, both);
    expect(first?.sections).toEqual(["linear-regression/mse"]);
  });
  it("does not count a topic that one language marks", () => {
    expect(cover(both, "").map(({ sections, reason }) => [sections.length, reason])).toEqual([
      [0, "only Chinese marks it"],
      [0, "only Chinese marks it"],
    ]);
  });
  it("counts a topic of practice only with a running cell under its heading", () => {
    const under = both + cell;
    const elsewhere = `${both}\n## 下一段\n${cell}`;
    expect(cover(under, under)[1]?.sections).toEqual(["linear-regression/mse"]);
    expect(cover(elsewhere, under)[1]?.reason).toBe("no cell that runs stands under the mark");
    expect(cover(`${both}\n\`\`\`ts\n1\n\`\`\`\n`, under)[1]?.sections).toEqual([]);
  });
  it("adds up by group", () => {
    expect(toTotals(cover(both, both))).toEqual([
      { group: "mathematics", covered: 1, all: 1 },
      { group: "practice", covered: 0, all: 1 },
    ]);
  });
});

describe("a listing", () => {
  const listing: Listing = {
    id: "L000-1",
    document: "000",
    lines: "L130-164",
    what: { zh: "线性回归", en: "Linear regression" },
    outcome: "stops",
    result: { zh: "没有定义。", en: "Not defined." },
    errata: ["E000-08"],
    proof: { type: "cell", section: "linear-regression/mse", cell: "train" },
  };
  const library = toLibrary({
    listings: new Map([[listing.id, listing]]),
    errata: new Map([["E000-08", { ...undefinedName, proof: { type: "reading" } as const }]]),
  });

  const inside = (cell: string) => `<Listing id="L000-1">\n\n\`\`\`ts live id=${cell}\n1;\n\`\`\`\n\n</Listing>\n`;

  it("names errata and a cell that are there", () => {
    expect(check([toPage("zh", inside("train"))], library)).toEqual([]);
  });

  it("has cells of its own", () => {
    const outside = '<Listing id="L000-1" />\n\n<Listing id="L000-1">\n\n```ts live id=train\n1;\n```\n\n</Listing>\n';
    expect(check([toPage("zh", outside)], library)).toEqual([
      'content:1:1 The listing "L000-1" runs on no page. Put cells into <Listing id="L000-1">.',
    ]);
  });

  it("whose cell is not there is told with the nearest one", () => {
    expect(check([toPage("zh", inside("trian"))], library)).toEqual([
      'content:1:1 The listing "L000-1" is done right by the cell "train" of linear-regression/mse, which is not there. Did you mean "trian"?',
    ]);
  });
});

describe("a symbol", () => {
  const eta: BookSymbol = {
    id: "eta",
    tex: "\\eta",
    code: ["lr"],
    meaning: { zh: "学习率", en: "learning rate" },
    first: { equation: "gradient" },
  };
  const library = toLibrary({ symbols: new Map([["eta", eta]]) });

  it("is first used in an equation that some page labels", () => {
    const page = toPage("zh", "$$\n\\eta \\label{eq:gradient}\n$$\n");
    expect(check([page], library)).toEqual([]);
    expect(page.scan.labels[0]).toMatchObject({
      name: "gradient",
      tex: "\\eta \\label{eq:gradient}",
      line: 2,
      column: 6,
    });
  });

  it("whose equation is gone is told", () => {
    expect(check([toPage("zh", "文\n")], library)).toEqual([
      'content:1:1 The symbol "eta" is first used in the equation "gradient", which the book has not. See content/notation.',
    ]);
  });
});
