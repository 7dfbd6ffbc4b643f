// retrieval.ts against a naive sum of the published formula (Robertson and Zaragoza 2009, with the idf of Lucene),
// and passages.ts against the files that the site ships.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { sectionPaths } from "../../content/contents";
import { setHost } from "./host";
import { loadPassages, toPlace } from "./passages";
import { best, bm25, buildIndex, rarity, toTerms } from "./retrieval";

test("Chinese is cut into pairs of neighbours, Latin into words and numbers; a character alone stays", () => {
  expect(toTerms("学习率 0.1，用 Adam。")).toEqual(["学习", "习率", "0", "1", "用", "adam"]);
  expect(toTerms("——，！")).toEqual([]);
});

describe("BM25", () => {
  const texts = ["a b b c", "b", "c c c c a d", "d"].map((text) => text.split(" "));
  const index = buildIndex(texts);

  test("is the published sum, term by term", () => {
    const [k1, b, mean] = [1.2, 0.75, 12 / 4];
    const naive = texts.map((terms) =>
      ["b", "c"].reduce((sum, term) => {
        const n = texts.filter((other) => other.includes(term)).length;
        const f = terms.filter((one) => one === term).length;
        const idf = Math.log(1 + (4 - n + 0.5) / (n + 0.5));
        return sum + (idf * f * (k1 + 1)) / (f + k1 * (1 - b + (b * terms.length) / mean));
      }, 0),
    );
    bm25(index, ["b", "c", "b", "unknown"]).forEach((score, i) => expect(score).toBeCloseTo(naive[i]!, 12));
  });

  test("counts a hundredth repeat for next to nothing, and without bound when k1 is large", () => {
    const repeats = buildIndex([["x"], Array.from({ length: 100 }, () => "x")]);
    const [once = 0, often = 0] = bm25(repeats, ["x"], 1.2, 0);
    expect(often / once).toBeLessThan(2.2);
    const [one = 0, hundred = 0] = bm25(repeats, ["x"], 1e9, 0);
    expect(hundred / one).toBeCloseTo(100, 4);
  });

  test("prefers what is rare", () => {
    expect(rarity(1, 100)).toBeGreaterThan(rarity(50, 100));
    expect(rarity(100, 100)).toBeGreaterThan(0);
  });

  test("names the best first, and nothing that shares no term", () => {
    expect(best([0, 2, 5, 2], 3).map(({ passage }) => passage)).toEqual([2, 1, 3]);
    expect(best(bm25(index, ["unknown"]), 3)).toEqual([]);
  });
});

describe.each(["zh", "en"] as const)("the passages of the book (%s)", (language) => {
  beforeAll(() => {
    const fetchData = async (path: string) => new Uint8Array(readFileSync(`public/data/${path}`)).buffer;
    setHost({ fetchData, language } as unknown as Parameters<typeof setHost>[0]);
  });

  test("have the recorded hash, come from sections of the book, and are of a size to read", async () => {
    const { passages, date } = await loadPassages(language);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(passages.length).toBeGreaterThan(250);
    expect(passages.filter(({ section }) => !sectionPaths.includes(section))).toEqual([]);
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThan(3000);
    expect(toPlace(passages[0]!)).toMatch(/^§ [a-z-]+\/[a-z-]+/);
  });
});
