import { describe, expect, it } from "vitest";
import type { Term } from "./schema";
import { checkAvoided, findSynonyms } from "./synonyms";

const toTerm = (id: string, zh: string, en: string, avoid?: Term["avoid"]): Term => ({
  id,
  zh,
  en,
  definition: { zh: "一句话。", en: "A sentence." },
  ...(avoid && { avoid }),
});

const terms = [
  toTerm("weight", "权重", "weight", { zh: ["权值"] }),
  toTerm("hyper-parameter", "超参数", "hyper-parameter", { zh: ["超参"], en: ["hyperparameter"] }),
];

const find = (source: string, lang: "zh" | "en" = "zh"): string[] =>
  findSynonyms("a.mdx", source, lang, terms).map((e) => `${e.file}:${e.line}:${e.column} ${e.fact} ${e.wayOut}`);

describe("a word that the glossary avoids", () => {
  it("is told with its place and the word to write", () => {
    expect(find("# 题\n\n把权值乘进去。\n")).toEqual([
      'a.mdx:3:2 "权值" is not the book\'s word for 权重（weight）. Write "权重"; see content/glossary.',
    ]);
  });

  it("is told in English in any case and in the plural, not inside another word", () => {
    expect(find("Two Hyperparameters, one hyper-parameter, metahyperparameters.\n", "en")).toEqual([
      'a.mdx:1:5 "Hyperparameters" is not the book\'s word for hyper-parameter. Write "hyper-parameter"; see content/glossary.',
    ]);
  });

  it("may be part of a longer word that is right", () => {
    expect(find("超参数可以调，超参也可以。\n").map((line) => line.slice(0, 9))).toEqual(["a.mdx:1:8"]);
  });

  it("may stand in code, formulas, comments, quotations and titles", () => {
    const source = "`权值` $\\text{权值}$ {/* 权值 */} “权值” 《权值》\n\n```ts live id=x\n// 权值\n```\n";
    expect(find(source)).toEqual([]);
  });

  it("is told in what a component says, not in what it names", () => {
    expect(find('<Predict id="权值" question="权值是多少？" />\n').map((line) => line.slice(0, 10))).toEqual([
      "a.mdx:1:28",
    ]);
  });
});

describe("the glossary", () => {
  it("may not avoid a word that is a term, nor one for two terms", () => {
    const all = [...terms, toTerm("mass", "权值", "mass", { en: ["hyperparameter"] })];
    expect(checkAvoided(all).map(({ id, fact }) => `${id}: ${fact}`)).toEqual([
      'weight: "权值" is avoided for "weight" and stands at "mass".',
      'mass: "hyperparameter" is avoided for "mass" and stands at "hyper-parameter".',
    ]);
  });
});
