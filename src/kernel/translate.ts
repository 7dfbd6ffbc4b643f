// What JavaScript engines and tfjs say, said to a reader: the known messages by pattern, others as they are.
// Patterns are of V8 (Chromium 156), SpiderMonkey and tfjs 4.22.
import { messagesIn } from "./messages";
import type { Message } from "./messages";
import type { Shortage } from "./memory-limits";
import type { Language } from "./protocol";

interface Rule {
  pattern: RegExp;
  zh(match: string[]): Message;
  en(match: string[]): Message;
}

/** "2,3" as tfjs writes a shape → "(2, 3)". */
const shape = (text = ""): string => `(${text.split(",").filter(Boolean).join(", ")})`;

const rules: Rule[] = [
  {
    pattern:
      /^Error in matMul: inner shapes .* of Tensors with shapes ([\d,]+) and ([\d,]+) and transposeA=(\w+) and transposeB=(\w+) must match/,
    zh: ([, a, b, ta, tb]) => ({
      message: `matMul 需要 ${wantedProduct(a, ta, tb)}，得到 ${shape(a)}·${shape(b)}${transposes(ta, tb, "，其中转置了 ")}。`,
      hint: "左边的列数必须等于右边的行数。转置其中一个？tf.matMul(a, b, transposeA, transposeB)。",
    }),
    en: ([, a, b, ta, tb]) => ({
      message: `matMul needs ${wantedProduct(a, ta, tb)}, got ${shape(a)}·${shape(b)}${transposes(ta, tb, " with transposed ")}.`,
      hint: "The columns on the left must be as many as the rows on the right. Transpose one? tf.matMul(a, b, transposeA, transposeB).",
    }),
  },
  {
    pattern: /^Operands could not be broadcast together with shapes ([\d,]*) and ([\d,]*)/,
    zh: ([, a, b]) => ({
      message: `形状 ${shape(a)} 和 ${shape(b)} 不能一起广播。`,
      hint: "从最后一维往前比：两边必须相等，或者其中一个是 1。",
    }),
    en: ([, a, b]) => ({
      message: `The shapes ${shape(a)} and ${shape(b)} cannot be broadcast together.`,
      hint: "Compare from the last dimension on: both must be equal, or one of them 1.",
    }),
  },
  {
    pattern: /^Size ?\((\d+)\) must match the product of shape ([\d,]*)/,
    zh: ([, size, to]) => ({
      message: `${size} 个数排不成形状 ${shape(to)}。`,
      hint: "形状各维的乘积必须等于数的个数。",
    }),
    en: ([, size, to]) => ({
      message: `${size} numbers cannot take the shape ${shape(to)}.`,
      hint: "The dimensions must multiply to the count of numbers.",
    }),
  },
  {
    pattern: /^Based on the provided shape, \[([\d,]*)\], the tensor should have (\d+) values but has (\d+)/,
    zh: ([, to, want, got]) => ({ message: `形状 ${shape(to)} 需要 ${want} 个数，得到 ${got} 个。` }),
    en: ([, to, want, got]) => ({ message: `The shape ${shape(to)} needs ${want} numbers, got ${got}.` }),
  },
  {
    pattern: /^Tensor is disposed/,
    zh: () => ({
      message: "用到了一个已经释放的张量。",
      hint: "它可能是在 tf.tidy 里产生的，或者产生它的单元又运行了一次：再运行那个单元。",
    }),
    en: () => ({
      message: "A tensor was used after it was disposed.",
      hint: "It may have been made inside tf.tidy, or the cell that made it has run again: run that cell once more.",
    }),
  },
  {
    pattern: /gradient function not found for (\w+)/,
    zh: ([, op]) => ({
      message: `tfjs 不会对 ${op} 求导。`,
      hint: "把这一步移到求导的函数外面，或者换一个等价的写法。",
    }),
    en: ([, op]) => ({
      message: `tfjs has no gradient for ${op}.`,
      hint: "Move this step out of the differentiated function, or write it another way.",
    }),
  },
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

/** (2, 4)·(4, n): what would fit the left side. */
function wantedProduct(a = "", transposeA = "false", transposeB = "false"): string {
  const dimensions = a.split(",");
  const inner = transposeA === "true" ? dimensions.at(-2) : dimensions.at(-1);
  return `${shape(a)}·${transposeB === "true" ? `(n, ${inner})` : `(${inner}, n)`}`;
}

function transposes(a = "false", b = "false", words: string): string {
  const names = [a === "true" ? "a" : "", b === "true" ? "b" : ""].filter(Boolean);
  return names.length > 0 ? `${words}${names.join(", ")}` : "";
}
