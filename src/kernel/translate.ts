// What JavaScript engines and tfjs say, said to a reader: the known messages by pattern, others as they are.
// Patterns are of V8 (Chromium 156), SpiderMonkey and tfjs 4.22, whose own are in tfjs-shapes.ts and tfjs-arguments.ts.
import { argumentRules } from "./tfjs-arguments";
import { messagesIn } from "./messages";
import { shapeRules } from "./tfjs-shapes";
import type { Message } from "./messages";
import type { Shortage } from "./memory-limits";
import type { Language } from "./protocol";

/** A message as it is thrown, and what it says to a reader. */
export interface Rule {
  pattern: RegExp;
  zh(match: string[]): Message;
  en(match: string[]): Message;
}

const rules: Rule[] = [
  ...shapeRules,
  ...argumentRules,
  {
    pattern:
      /^Requested texture size \[(\d+)x(\d+)\] greater than WebGL maximum on this browser \/ GPU \[(\d+)x(\d+)\]/,
    zh: (match) => messagesIn("zh").outOfMemory(toTexels(match)),
    en: (match) => messagesIn("en").outOfMemory(toTexels(match)),
  },
  {
    pattern: /^(?:Invalid typed array length: |Array buffer allocation failed|Invalid array length)(\d*)/,
    zh: ([, length]) => ({
      message: `内存不够：要一次放下${length ? ` ${length} 个数` : "太多的数"}，浏览器给不出这么大的一块内存。`,
      hint: "试试更小的批量或宽度，一次做一部分。",
    }),
    en: ([, length]) => ({
      message: `Not enough memory: ${length ? `${length} numbers` : "too many numbers"} at once are more than the browser has room for in one piece.`,
      hint: "Try a smaller batch or width, or do a part at a time.",
    }),
  },
  {
    pattern: /^(.+) is not a function$/,
    zh: ([, name]) => ({ message: `${name} 不是函数。` }),
    en: ([, name]) => ({ message: `${name} is not a function.` }),
  },
  {
    pattern: /^Cannot read properties of (undefined|null) \(reading '(.+)'\)$/,
    zh: ([, what, name]) => ({
      message: `要读 ${name}，但它前面的值是 ${what}。`,
      hint: "看看这个值是从哪里来的；少了 await？",
    }),
    en: ([, what, name]) => ({
      message: `Reading ${name} of ${what}.`,
      hint: "Look where that value comes from. Is an await missing?",
    }),
  },
  {
    pattern: /^(.+) is not iterable$/,
    zh: ([, name]) => ({ message: `${name} 不能逐个取出。`, hint: "需要一个数组或别的可迭代的值；少了 await？" }),
    en: ([, name]) => ({
      message: `${name} is not iterable.`,
      hint: "It must be an array or the like. Is an await missing?",
    }),
  },
  {
    pattern: /^Assignment to constant variable\.?$/,
    zh: () => ({ message: "不能给 const 重新赋值。", hint: "在定义它的地方用 let，或者用一个新名字。" }),
    en: () => ({ message: "A const cannot be assigned again.", hint: "Define it with let, or use a new name." }),
  },
  {
    pattern: /^Cannot access '(.+)' before initialization$/,
    zh: ([, name]) => ({ message: `${name} 在定义之前就被用到了。`, hint: "把定义移到前面。" }),
    en: ([, name]) => ({ message: `${name} is used before its definition.`, hint: "Move the definition up." }),
  },
  {
    pattern: /^(Maximum call stack size exceeded|too much recursion)$/,
    zh: () => ({ message: "函数调用得太深了。", hint: "递归少了一个停下来的条件？" }),
    en: () => ({
      message: "Functions call each other too deeply.",
      hint: "Does the recursion lack a condition to end?",
    }),
  },
  {
    pattern: /^(Failed to fetch|NetworkError when attempting to fetch resource\.)$/,
    zh: () => ({ message: "没能下载。", hint: "单元只能读本站的文件；也检查一下网络。" }),
    en: () => ({
      message: "The download failed.",
      hint: "A cell can read files of this site only; check the network, too.",
    }),
  },
];

/** The message in the reader's words; as it is where no rule knows it. */
export function translate(message: string, language: Language): Message {
  for (const rule of rules) {
    const match = rule.pattern.exec(message);
    if (match) return rule[language]([...match]);
  }
  return { message };
}

/** A texel is four numbers of four bytes. */
function toTexels([, width, height, maxWidth, maxHeight]: string[]): Shortage {
  return { asked: 16 * Number(width) * Number(height), limit: 16 * Number(maxWidth) * Number(maxHeight) };
}
