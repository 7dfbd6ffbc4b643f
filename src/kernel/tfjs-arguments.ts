// What tfjs 4.22 says of arguments that an operation does not take (a dtype, an axis, a place, no tensor at all), said to
// a reader.
import type { Message } from "./messages";
import type { Rule } from "./translate";

export const argumentRules: Rule[] = [
  {
    pattern: /^Argument '([\w[\]]+)' passed to '(\w+)' must be a Tensor or TensorLike, but got '(\w+)'/,
    zh: ([, name, op, got]) => ({
      message: `${op} 的 ${name} 要是张量或数，得到的是 ${nameValue(got)}。`,
      ...(got === "Promise" && { hint: "少了 await？" }),
    }),
    en: ([, name, op, got]) => ({
      message: `${op} takes a tensor or numbers as ${name}, got ${nameValue(got)}.`,
      ...(got === "Promise" && { hint: "Is an await missing?" }),
    }),
  },
  {
    pattern: /^Argument '([\w[\]]+)' passed to '(\w+)' must be (\w+) tensor, but got (\w+) tensor/,
    zh: ([, name, op, want = "", got]) => ({
      message: `${op} 的 ${name} 要是${want === "numeric" ? "数的" : ` ${want} `}张量，得到 ${got}。`,
      ...hintDtype(want, "可以先转换：", "。"),
    }),
    en: ([, name, op, want = "", got]) => ({
      message: `${op} takes a tensor of ${want === "numeric" ? "numbers" : want} as ${name}, got ${got}.`,
      ...hintDtype(want, "Convert it first: ", "."),
    }),
  },
  {
    pattern: /^Can not upcast (\w+) with (\w+)/,
    zh: ([, a, b]) => ({ message: `${a} 和 ${b} 的张量合不到一起。` }),
    en: ([, a, b]) => ({ message: `Tensors of ${a} and ${b} do not go together.` }),
  },
  {
    pattern: /^dtype of the new value \((\w+)\) and previous value \((\w+)\) must match/,
    zh: ([, next, last]) => ({ message: `变量的 dtype 是 ${last}，不能换成 ${next} 的值。` }),
    en: ([, next, last]) => ({ message: `The variable is of ${last} and takes no value of ${next}.` }),
  },
  {
    pattern:
      /^(?:All values in axis param must be in range \[(-?\d+), (\d+)\) but got axis (.*)|Axis = (-?\d+) is not in \[(-?\d+), (\d+)\))$/,
    zh: (match) => {
      const { axis, rank } = readAxis(match);
      return { message: `没有第 ${axis} 轴：这个张量有 ${rank} 个轴，从 0 数起，也可以从后面数，−1 是最后一个。` };
    },
    en: (match) => {
      const { axis, rank } = readAxis(match);
      return {
        message: `There is no axis ${axis}: the tensor has ${rank}, counted from 0, or from the end, −1 the last.`,
      };
    },
  },
  {
    pattern: /^GatherV2: the index value (-?\d+) is not in \[0, (-?\d+)\]/,
    zh: ([, index, last]) => ({ message: `gather 的下标 ${index} 不在 0 … ${last} 之内。` }),
    en: ([, index, last]) => ({ message: `gather got the index ${index}, which is not in 0 … ${last}.` }),
  },
  {
    pattern: /^(?:Error in oneHot: depth must be >=2, but it is (.*)|oneHot needs a depth of 2 or more, got (.*))$/,
    zh: ([, a, b]) => ({ message: `oneHot 的 depth 是类别数，至少是 2，得到 ${a ?? b}。` }),
    en: ([, a, b]) => ({ message: `The depth of oneHot is the number of classes, 2 or more, got ${a ?? b}.` }),
  },
  {
    pattern: /^pad of (\(.*\)) needs \[before, after\] for each of its (\d+) axes, got (\d+)/,
    zh: ([, x, rank, got]) => ({ message: `pad：${x} 有 ${rank} 个轴，每个轴要一对 [前, 后]，得到 ${got} 对。` }),
    en: ([, x, rank, got]) => ({
      message: `pad: ${x} needs [before, after] for each of its ${rank} axes, got ${got}.`,
    }),
  },
  {
    // tfjs calls tile transpose here, and misses the count.
    pattern: /^Error in transpose: rank of input (\d+) must match length of reps/,
    zh: ([, rank]) => ({ message: `tile 的 reps 要给 ${rank} 个轴各写一个次数。` }),
    en: ([, rank]) => ({ message: `tile takes a number of times for each of the ${rank} axes.` }),
  },
  {
    pattern:
      /^Error in transpose: rank of input (\d+) must match length of perm|^All entries in 'perm' must be between 0 and (\d+)/,
    zh: ([, rank, last]) => ({
      message: `transpose 的 perm 要把 ${rank ?? Number(last) + 1} 个轴各写一次，从 0 数起。`,
    }),
    en: ([, rank, last]) => ({
      message: `The perm of transpose names each of the ${rank ?? Number(last) + 1} axes once, counted from 0.`,
    }),
  },
  {
    pattern:
      /^(?:Log )?Softmax along a non-last dimension is not yet supported\. Logits was rank (\d+) and \w+ was (-?\d+)/,
    zh: ([, rank, axis]) => ({
      message: `softmax 只沿最后一个轴，这里一共 ${rank} 个轴，得到的是第 ${axis} 个。`,
      hint: "先 transpose，再 softmax，再 transpose 回来。",
    }),
    en: ([, rank, axis]) => ({
      message: `Softmax runs along the last of ${rank} axes only, got axis ${axis}.`,
      hint: "Transpose before it, and back after it.",
    }),
  },
  {
    pattern:
      /^Number of splits must evenly divide the axis|^The sum of sizes must match the size of the axis dimension/,
    zh: () => ({ message: "split 要把这个轴正好分完：等份要能整除，各份之和要等于它的长度。" }),
    en: () => ({ message: "split must use up the axis: equal parts must divide its length, sizes must add up to it." }),
  },
  {
    pattern: /^Error in slice\w*: begin\[(\d+)\] \+ size\[\d+\] \((\d+)\) would overflow input\.shape\[\d+\] \((\d+)\)/,
    zh: ([, axis, end, size]) => ({ message: `slice 在第 ${axis} 轴上取到 ${end}，而它只有 ${size} 长。` }),
    en: ([, axis, end, size]) => ({ message: `slice reaches ${end} along axis ${axis}, which is ${size} long.` }),
  },
  {
    pattern: /^Can't squeeze axis (\d+) since its dim '(\d+)' is not 1/,
    zh: ([, axis, size]) => ({ message: `squeeze 去不掉第 ${axis} 轴：它的长度是 ${size}，不是 1。` }),
    en: ([, axis, size]) => ({ message: `squeeze cannot drop axis ${axis}: its length is ${size}, not 1.` }),
  },
  {
    pattern: /^'k' passed to topk\(\) must be <= the last dimension \((\d+)\) but got (\d+)/,
    zh: ([, size, k]) => ({ message: `topk 要取 ${k} 个，而最后一个轴只有 ${size} 个。` }),
    en: ([, size, k]) => ({ message: `topk is asked for ${k} of the ${size} numbers of the last axis.` }),
  },
  {
    pattern: /^Cannot find a connection between any variable and the result of the loss function/,
    zh: () => ({
      message: "损失和任何变量都没有关系，所以求不出梯度。",
      hint: "参数要用 tf.variable(…) 建立，并且在算损失的函数里面用到它。",
    }),
    en: () => ({
      message: "The loss does not depend on any variable, so there is no gradient.",
      hint: "Make parameters with tf.variable(…), outside, and use them inside the function that computes the loss.",
    }),
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
];

/** tfjs calls undefined null. */
const nameValue = (got = ""): string => (got === "null" ? "undefined" : got);

function hintDtype(want: string, before: string, after: string): Pick<Message, "hint"> {
  const conversion = { int32: "x.toInt()", float32: "x.toFloat()", bool: "x.toBool()" }[want];
  return conversion ? { hint: `${before}${conversion}${after}` } : {};
}

function readAxis([, , rank, axis, other, , ofOther]: string[]): { axis: string; rank: string } {
  return { axis: axis ?? other ?? "", rank: rank ?? ofOther ?? "" };
}
