import { describe, expect, it } from "vitest";
import type { Term } from "./schema";
import { groupTerms, toLetter } from "./term-order";

const toTerm = (zh: string, en: string): Term => ({ id: en, zh, en, definition: { zh: "。", en: "." } });
const terms = [
  toTerm("自编码器", "autoencoder"),
  toTerm("层", "layer"),
  toTerm("Adam", "Adam"),
  toTerm("KL 散度", "KL divergence"),
  toTerm("卷积", "convolution"),
  toTerm("安全聚合", "secure aggregation"),
  toTerm("参数", "parameter"),
  toTerm("卷积核", "kernel"),
];

const toLines = (lang: "zh" | "en"): string[] =>
  groupTerms(terms, lang).map(({ letter, terms }) => `${letter}: ${terms.map((term) => term[lang]).join(", ")}`);

describe("the glossary", () => {
  it("stands in the order of pinyin in Chinese, Latin words first under their letter", () => {
    expect(toLines("zh")).toEqual(["A: Adam, 安全聚合", "C: 参数, 层", "J: 卷积, 卷积核", "K: KL 散度", "Z: 自编码器"]);
  });

  it("stands in the order of the alphabet in English, whatever the case", () => {
    expect(toLines("en")).toEqual([
      "A: Adam, autoencoder",
      "C: convolution",
      "K: kernel, KL divergence",
      "L: layer",
      "P: parameter",
      "S: secure aggregation",
    ]);
  });

  it("knows the letter of every initial of pinyin", () => {
    // 爱 ài, 北 běi, 测 cè, …: one common character for each letter.
    const characters = [..."爱北测大恩方高和激可量模内欧偏权人损泰温向样状"];
    expect(characters.map(toLetter).join("")).toBe("ABCDEFGHJKLMNOPQRSTWXYZ");
  });
});
