// The words of the prose components in both languages, and which language a page is in.
import type { Lang } from "../cells/section";
import type { Erratum, Fact } from "./schema";

export const words = {
  zh: {
    erratum: "原文勘误",
    document: (number: string, lines: string) => `来源文档 ${number}，${toLines(lines, "第 ", " 行")}`,
    allDocuments: "五份来源文档之间",
    claim: "原文",
    correction: "订正",
    proofPlanned: (chapter: string, cell: string) => `将在《${chapter}》中验证：${cell}`,
    proofCell: "由本节的这个单元验证",
    proofCitation: "依据",
    references: "参考文献",
    asOf: (date: string) => `截至 ${date}`,
    source: "来源",
    unit: "单位",
    python: "Python（不在这里运行）",
    predict: "先猜一猜",
    guess: "你的猜测",
    save: "记下",
    yourGuess: "你猜的是：",
    rightChoice: "答案是：",
    result: "看结果",
    covers: "本段讲到的主题",
  },
  en: {
    erratum: "Erratum",
    document: (number: string, lines: string) => `source document ${number}, ${toLines(lines, "line ", "", "lines ")}`,
    allDocuments: "across the five source documents",
    claim: "The source says",
    correction: "Correction",
    proofPlanned: (chapter: string, cell: string) => `To be proven in “${chapter}”: ${cell}`,
    proofCell: "Proven by this cell of the section",
    proofCitation: "Source",
    references: "References",
    asOf: (date: string) => `as of ${date}`,
    source: "Source",
    unit: "Unit",
    python: "Python (not run here)",
    predict: "Guess first",
    guess: "Your guess",
    save: "Keep it",
    yourGuess: "You guessed: ",
    rightChoice: "The answer is: ",
    result: "See the result",
    covers: "Topic covered here",
  },
} as const;

export const statusWords: { [status in Erratum["status"]]: { zh: string; en: string } } = {
  certain: { zh: "确定有误", en: "certain" },
  partly: { zh: "部分确定，部分存疑", en: "partly certain, partly doubtful" },
  imprecise: { zh: "不严谨", en: "imprecise" },
  doubtful: { zh: "存疑，未能证实", en: "doubtful, not proven" },
  outdated: { zh: "已过时", en: "outdated" },
  gap: { zh: "有缺漏", en: "a gap" },
  editorial: { zh: "编辑问题", en: "editorial" },
};

/** What stands on the page right after a fact's value; only what was verified needs no word. */
export const factMarks: { [confidence in Fact["confidence"]]: { zh: string; en: string } | undefined } = {
  primary: undefined,
  "two-independent": undefined,
  "one-secondary": { zh: "（转述）", en: " (second-hand)" },
};

/** How well a fact is known, as its card says it. */
export const confidenceWords: { [confidence in Fact["confidence"]]: { zh: string; en: string } } = {
  primary: { zh: "第一手来源", en: "primary source" },
  "two-independent": { zh: "两个互相独立的来源", en: "two independent sources" },
  "one-secondary": { zh: "只见到转述，未核对原件", en: "second-hand only, the original not seen" },
};

/** "L51, L67" → "第 51、67 行". */
function toLines(lines: string, before: string, after: string, beforeMany = before): string {
  const numbers = lines.replaceAll("L", "").replace(/(\d)-(\d)/g, "$1–$2");
  return `${/[–,\s]/.test(numbers) ? beforeMany : before}${after ? numbers.replaceAll(", ", "、") : numbers}${after}`;
}

/** What of Astro's global a prose component needs to know its page. */
export interface PageContext {
  url: URL;
  locals: object;
}

interface StarlightLocals {
  starlightRoute?: { entryMeta?: { lang?: string } };
}

/** Language of the text on the page: that of its entry, which on an untranslated English page is Chinese. */
export function toLang({ url, locals }: PageContext): Lang {
  const lang = (locals as StarlightLocals).starlightRoute?.entryMeta?.lang;
  if (lang) return lang.startsWith("en") ? "en" : "zh";
  return /(^|\/)en(\/|$)/.test(url.pathname) ? "en" : "zh";
}

const counters = new WeakMap<object, number>();

/** A number that is new on this page, for ids; the same in every build. */
export function toNextNumber({ locals }: PageContext): number {
  const next = (counters.get(locals) ?? 0) + 1;
  counters.set(locals, next);
  return next;
}
