// Chinese numerals against an independent reading of them, for every number below 100,000. Backend: none.
import { describe, expect, test } from "vitest";
import { drawNumbers, readChinese, toChinese } from "./zhnum";

/** The value by places alone, right to left: a digit counts as much as the unit behind it, and 十 without a digit is ten. */
function valueOf(text: string): number {
  const [low, high = ""] = text.split("万").reverse();
  const ofSection = (section: string) =>
    [...section.replace(/零/g, "").matchAll(/([一二三四五六七八九]?)([千百十]?)/g)].reduce(
      (sum, [all, digit, unit]) => {
        if (!all) return sum;
        return sum + (digit ? "零一二三四五六七八九".indexOf(digit) : 1) * 10 ** "个十百千".indexOf(unit || "个");
      },
      0,
    );
  return ofSection(high) * 10_000 + ofSection(low!);
}

describe("a number in Chinese", () => {
  test("is written as people write it", () => {
    const known: [number, string][] = [
      [0, "零"],
      [10, "十"],
      [15, "十五"],
      [20, "二十"],
      [101, "一百零一"],
      [110, "一百一十"],
      [115, "一百一十五"],
      [1000, "一千"],
      [1001, "一千零一"],
      [1010, "一千零一十"],
      [3052, "三千零五十二"],
      [10_000, "一万"],
      [10_005, "一万零五"],
      [10_015, "一万零一十五"],
      [10_500, "一万零五百"],
      [15_000, "一万五千"],
      [70_003, "七万零三"],
      [99_999, "九万九千九百九十九"],
      [100_000, "十万"],
      [120_305, "十二万零三百零五"],
      [1_010_000, "一百零一万"],
      [9_999_999, "九百九十九万九千九百九十九"],
    ];
    expect(known.map(([n]) => toChinese(n))).toEqual(known.map(([, text]) => text));
  });

  test("means itself, for every number below 100,000, whoever reads it", () => {
    const texts = Array.from({ length: 100_000 }, (_, n) => toChinese(n));
    expect(texts.findIndex((text, n) => readChinese(text) !== n)).toBe(-1);
    expect(texts.findIndex((text, n) => n > 0 && valueOf(text) !== n)).toBe(-1);
    expect(new Set(texts).size).toBe(100_000);
    expect(texts.slice(1).find((text) => /零零|零$|^零|零[万千百]|^一十/.test(text))).toBeUndefined();
    expect(Math.max(...texts.map((text) => text.length))).toBe(9);
  });

  test("beyond 100,000 takes at most 13 characters up to 9,999,999", () => {
    const texts = Array.from({ length: 10_000 }, (_, i) => toChinese(999 * i + 7));
    expect(texts.findIndex((text, i) => readChinese(text) !== 999 * i + 7 || text.length > 13)).toBe(-1);
    expect(toChinese(9_999_999)).toHaveLength(13);
  });

  test("is not made of what is no whole number, nor read from what nobody writes", () => {
    expect(() => toChinese(1.5)).toThrow("toChinese: needs a whole number of 0 … 99999999, got 1.5");
    expect(() => toChinese(-1)).toThrow("got -1");
    expect(() => readChinese("三千五十二")).toThrow("readChinese: 三千五十二 is no numeral as this book writes them");
    for (const text of ["", "一十", "零五", "三零", "五千千", "cat", "两百"])
      expect(() => readChinese(text)).toThrow(text);
  });
});

describe("numbers to train on", () => {
  const { train, unseen } = drawNumbers({ train: 4000, unseen: 500, seed: 0 });

  test("are all different, and what is unseen is not among the others", () => {
    expect([train.length, unseen.length]).toEqual([4000, 500]);
    expect(new Set([...train, ...unseen]).size).toBe(4500);
    expect([...train, ...unseen].every((n) => Number.isInteger(n) && n >= 0 && n < 100_000)).toBe(true);
  });

  test("are of every length in both sets, and the same for a seed", () => {
    const lengths = (numbers: number[]) => [...new Set(numbers.map((n) => String(n).length))].sort();
    expect(lengths(train)).toEqual([1, 2, 3, 4, 5]);
    expect(lengths(unseen)).toEqual(expect.arrayContaining([3, 4, 5]));
    expect(drawNumbers({ train: 4000, unseen: 500, seed: 0 }).unseen).toEqual(unseen);
    expect(drawNumbers({ train: 4000, unseen: 500, seed: 1 }).unseen).not.toEqual(unseen);
    expect(() => drawNumbers({ train: 50_000, unseen: 1, seed: 0 })).toThrow("at most 50000 different numbers");
  });
});
