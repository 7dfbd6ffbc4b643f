// Whole numbers as Chinese writes them, 三千零五十二, and back, and numbers to train a translator on.
// One way of writing for each number: 二 and never 两, 十五 at the beginning and 一十五 after something, one 零 for a gap.
import { seeded } from "./random";

/** The characters that numerals are written with. */
export const numerals = "零一二三四五六七八九十百千万";

const limit = 10 ** 8;

/** A number in Chinese. Throws RangeError unless it is whole and of 0 … 99,999,999. */
export function toChinese(n: number): string {
  if (!(Number.isInteger(n) && n >= 0 && n < limit))
    throw new RangeError(`toChinese: needs a whole number of 0 … ${limit - 1}, got ${n}`);
  const [high, low] = [Math.floor(n / 10_000), n % 10_000];
  if (high === 0) return low === 0 ? "零" : ofFour(low, true);
  const gap = low > 0 && low < 1000 ? "零" : "";
  return `${ofFour(high, true)}万${gap}${low > 0 ? ofFour(low, false) : ""}`;
}

/** 1 … 9999: digit and unit, a run of noughts inside as one 零. `leads`: nothing stands before it, so 十五 and not 一十五. */
function ofFour(n: number, leads: boolean): string {
  let text = "";
  for (const [unit, name] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(n / unit) % 10;
    if (digit > 0) text += numerals[digit]! + name;
    else if (text && !text.endsWith("零") && n % unit > 0) text += "零";
  }
  return leads && text.startsWith("一十") ? text.slice(1) : text;
}

/** The number that a Chinese numeral names. Throws RangeError for what is not written as `toChinese` writes. */
export function readChinese(text: string): number {
  let [total, section, digit] = [0, 0, 0];
  for (const character of text) {
    const place = numerals.indexOf(character);
    if (place >= 0 && place < 10) digit = place;
    else if (character === "万") [total, section, digit] = [total + (section + digit) * 10_000, 0, 0];
    else [section, digit] = [section + (digit || 1) * ({ 十: 10, 百: 100, 千: 1000 }[character] ?? NaN), 0];
  }
  const n = total + section + digit;
  if (n < limit && toChinese(n) === text) return n;
  throw new RangeError(`readChinese: ${text} is no numeral as this book writes them`);
}

export interface NumbersSpec {
  /** So many numbers to train on, and so many others to test with; all are different. */
  train: number;
  unseen: number;
  seed: number;
}

/** Numbers below 100,000: half of them uniform, half with a uniform logarithm, so that short ones are there too.
 *  Throws RangeError if there are not that many. */
export function drawNumbers({ train, unseen, seed }: NumbersSpec): { train: number[]; unseen: number[] } {
  const count = train + unseen;
  if (!(count <= 50_000)) throw new RangeError(`drawNumbers: at most 50000 different numbers, got ${count}`);
  const random = seeded(seed, 31);
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const u = random.uniform();
    drawn.add(Math.floor(random.uniform() < 0.5 ? u * 100_000 : 10 ** (5 * u)));
  }
  const numbers = random.shuffled([...drawn]);
  return { train: numbers.slice(0, train), unseen: numbers.slice(train) };
}
