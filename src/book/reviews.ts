// Short reviews from a small grammar, so that the right answer and the best possible accuracy are known. What counts is
// the last clause: a word of praise or blame, turned round by a negation. Chapter 11 classifies them three ways.
// A text is its characters: 82 kinds of them; number 0 fills a row up, 1 stands for any that the grammar does not have.
import { host } from "./host";
import { seeded, type Random } from "./random";

/** What the grammar draws from; the longest text has 24 characters. */
export const lexicon = {
  openers: ["说实话，", "总的来说，", "用了一周，", "昨天刚到，"],
  aspects: ["屏幕", "电池", "价格", "物流", "客服", "包装", "手感", "音质", "外观", "味道"],
  negations: ["不", "不太", "并不", "一点也不"],
  degrees: ["很", "非常", "真", "特别", "十分", "相当"],
  praise: ["好", "棒", "出色", "讨喜", "舒服", "靠谱", "满意", "精致"],
  blame: ["差", "糟", "失望", "难受", "敷衍", "粗糙", "坑人", "吓人"],
  turns: ["但是", "可是", "只是", "然而"],
} as const;

/** How often the grammar takes each way. */
export const rates = { opener: 0.5, negation: 0.4, second: 0.6 } as const;

/** The characters by number: 0 fills up, 1 is any character that is not among them. */
export const characters: readonly string[] = [
  "·",
  "？",
  ...new Set(
    Object.values(lexicon)
      .flat()
      .flatMap((word) => [...word]),
  ),
];

/** Characters in a row of numbers. */
export const textLength = 28;

export interface ReviewsSpec {
  count: number;
  seed: number;
  /** ρ: the share of labels that are turned round after the text was made; 0 unless said. */
  noise?: number;
}

/** Texts with their labels, 1 praise and 0 blame. */
export interface Reviews {
  count: number;
  texts: string[];
  labels: Uint8Array;
}

/** Reviews of this seed. Throws RangeError unless 0 ≤ noise ≤ 1. */
export function makeReviews({ count, seed, noise = 0 }: ReviewsSpec): Reviews {
  if (!(noise >= 0 && noise <= 1)) throw new RangeError(`makeReviews: noise must be 0 … 1, got ${noise}`);
  const random = seeded(seed, 11);
  const made = Array.from({ length: count }, () => writeReview(random));
  const turned = seeded(seed, 12).uniforms(count);
  const labels = Uint8Array.from(made, ({ label }, i) => (turned[i]! < noise ? 1 - label : label));
  return { count, texts: made.map(({ text }) => text), labels };
}

/** The number of each character; what comes after the 28th is cut off. Filled up with 0 to 28. */
export function toIds(text: string): number[] {
  const ids = [...text].slice(0, textLength).map(toId);
  return [...ids, ...new Array<number>(textLength - ids.length).fill(0)];
}

/** The same text word for word in English, for readers who do not read Chinese; what the grammar lacks stays. */
export function gloss(text: string): string {
  const found: string[] = [];
  for (let rest = text; rest;) {
    const word = wordsByLength.find((known) => rest.startsWith(known)) ?? [...rest][0]!;
    found.push(glosses[word] ?? word);
    rest = rest.slice(word.length);
  }
  return found.join(" ").replace(/ ,/g, ",");
}

/** A text as a page shows it: with its English words on an English page. */
export function shown(text: string): string {
  return host().language === "zh" ? text : `${text} (${gloss(text)})`;
}

/** The number of one character, 1 if the grammar does not have it. */
export function toId(character: string): number {
  return numbers.get(character) ?? 1;
}

const numbers = new Map(characters.slice(2).map((character, i) => [character, i + 2]));

/** Every word of the grammar in English. */
export const glosses: Readonly<Record<string, string>> = {
  "说实话，": "honestly,",
  "总的来说，": "all in all,",
  "用了一周，": "after a week,",
  "昨天刚到，": "came yesterday,",
  屏幕: "screen",
  电池: "battery",
  价格: "price",
  物流: "delivery",
  客服: "service",
  包装: "packing",
  手感: "touch",
  音质: "sound",
  外观: "look",
  味道: "taste",
  "，": ",",
  不: "not",
  不太: "not very",
  并不: "not really",
  一点也不: "not at all",
  很: "very",
  非常: "extremely",
  真: "truly",
  特别: "especially",
  十分: "fully",
  相当: "quite",
  好: "good",
  棒: "great",
  出色: "excellent",
  讨喜: "pleasing",
  舒服: "comfortable",
  靠谱: "reliable",
  满意: "satisfying",
  精致: "refined",
  差: "bad",
  糟: "awful",
  失望: "disappointing",
  难受: "painful",
  敷衍: "careless",
  粗糙: "rough",
  坑人: "a rip-off",
  吓人: "scary",
  但是: "but",
  可是: "yet",
  只是: "only",
  然而: "however",
};

const wordsByLength = Object.keys(glosses).sort((a, b) => b.length - a.length);

function writeReview(random: Random): { text: string; label: number } {
  const pick = (words: readonly string[]) => words[random.integer(words.length)]!;
  const opener = random.uniform() < rates.opener ? pick(lexicon.openers) : "";
  const first = writeClause(random, pick);
  if (random.uniform() >= rates.second) return { text: opener + first.text, label: first.label };
  const second = writeClause(random, pick);
  return { text: `${opener}${first.text}，${pick(lexicon.turns)}${second.text}`, label: second.label };
}

function writeClause(random: Random, pick: (words: readonly string[]) => string) {
  const aspect = pick(lexicon.aspects);
  const isNegated = random.uniform() < rates.negation;
  const how = pick(isNegated ? lexicon.negations : lexicon.degrees);
  const isPraise = random.uniform() < 0.5;
  const word = pick(isPraise ? lexicon.praise : lexicon.blame);
  return { text: aspect + how + word, label: isPraise === isNegated ? 0 : 1 };
}
