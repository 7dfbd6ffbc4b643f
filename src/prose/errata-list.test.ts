import { describe, expect, it } from "vitest";
import { countStatuses, findErrata, findMarked } from "./errata-list";
import { readLibrary } from "./library";
import { scanPage } from "./scan";
import type { Erratum } from "./schema";

const toErratum = (id: string, status: Erratum["status"]): Erratum => ({
  id,
  kind: "fact",
  status,
  source: id.startsWith("EX") ? { document: "all" } : { document: id.slice(1, 4), lines: "L1" },
  claim: "。",
  correction: { zh: "。", en: "." },
  proof: { type: "reading" },
});

const errata = [
  toErratum("E001-02", "gap"),
  toErratum("E000-01", "certain"),
  toErratum("EX-01", "certain"),
  toErratum("E001-01", "doubtful"),
];

const toPage = (path: string, source: string, lang: "zh" | "en" = "zh") => ({
  path,
  lang,
  file: `${path}.mdx`,
  scan: scanPage(source),
});

describe("errata", () => {
  it("are counted by status, in one order, without empty rows", () => {
    expect(countStatuses(errata)).toEqual([
      { status: "certain", count: 2 },
      { status: "doubtful", count: 1 },
      { status: "gap", count: 1 },
    ]);
  });

  it("are listed by document and number", () => {
    expect(findErrata(errata, "001").map(({ id }) => id)).toEqual(["E001-01", "E001-02"]);
    expect(findErrata(errata, "all").map(({ id }) => id)).toEqual(["EX-01"]);
  });

  it("of the book are all in one document's list, and the counts add up to them", () => {
    const all = [...readLibrary().errata.values()];
    const listed = ["000", "001", "002", "003", "004", "all"].flatMap((document) => findErrata(all, document));
    expect(listed).toHaveLength(all.length);
    expect(countStatuses(all).reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
  });

  it("stand in sections, named once each in reading order", () => {
    const pages = [
      toPage("b/two", '<Erratum id="E000-01" />\n\n<Erratum id="E000-01" />\n'),
      toPage("a/one", '<Erratum id="E000-01" /> <Term id="loss" />\n'),
      toPage("b/two", '<Erratum id="E001-01" />\n', "en"),
    ];
    expect([...findMarked("Erratum", pages, ["a/one", "b/two"])]).toEqual([["E000-01", ["a/one", "b/two"]]]);
  });
});
