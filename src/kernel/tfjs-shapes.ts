// What tfjs 4.22 and src/backend say where shapes do not fit, said to a reader.
import type { Rule } from "./translate";

/** "2,3" as tfjs writes a shape → "(2, 3)". */
const shape = (text = ""): string => `(${text.split(",").filter(Boolean).join(", ")})`;

export const shapeRules: Rule[] = [
  {
    pattern: /^matMul needs \(…, I, K\)·\(…, K, J\), got (\(.*\)ᵀ?)·(\(.*\)ᵀ?)$/,
    zh: ([, a, b]) => ({
      message: `matMul 需要 ${wantedProduct(a, b)}，得到 ${a}·${b}。`,
      hint: "左边的列数必须等于右边的行数。转置其中一个？tf.matMul(a, b, transposeA, transposeB)。",
    }),
    en: ([, a, b]) => ({
      message: `matMul needs ${wantedProduct(a, b)}, got ${a}·${b}.`,
      hint: "The columns on the left must be as many as the rows on the right. Transpose one? tf.matMul(a, b, transposeA, transposeB).",
    }),
  },
  {
    pattern: /^matMul needs two axes or more on both sides, got (.*)$/,
    zh: ([, got]) => ({
      message: `matMul 的两边都要有两个轴以上，得到 ${got}。`,
      hint: "向量写成一行 v.reshape([1, n]) 或一列 v.reshape([n, 1])；两个向量的内积用 tf.dot。",
    }),
    en: ([, got]) => ({
      message: `matMul needs two axes or more on both sides, got ${got}.`,
      hint: "Make a vector a row, v.reshape([1, n]), or a column, v.reshape([n, 1]); for two vectors there is tf.dot.",
    }),
  },
  {
    pattern: /^matMul cannot stretch the batches (.*) and (.*) to each other, got (.*)$/,
    zh: ([, a, b, got]) => ({ message: `matMul 的批量 ${a} 和 ${b} 不能一起广播，得到 ${got}。` }),
    en: ([, a, b, got]) => ({ message: `matMul cannot broadcast the batches ${a} and ${b} together, got ${got}.` }),
  },
  {
    pattern: /^Error in fused matMul: inner shapes .* of Tensors with shapes ([\d,]+) and ([\d,]+) and transposeA/,
    zh: ([, a, b]) => ({ message: `matMul 的 ${shape(a)} 和 ${shape(b)} 不合：左边的列数必须等于右边的行数。` }),
    en: ([, a, b]) => ({
      message: `matMul of ${shape(a)} and ${shape(b)}: the columns on the left must be as many as the rows on the right.`,
    }),
  },
  {
    pattern: /^Error in dot: inner dimensions of inputs must match, but got (\d+) and (\d+)/,
    zh: ([, a, b]) => ({ message: `dot 的两边要一样长，得到 ${a} 和 ${b}。` }),
    en: ([, a, b]) => ({ message: `dot needs two of one length, got ${a} and ${b}.` }),
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
    pattern: /^The implicit shape can't be a fractional number\. Got (\d+) \/ (\d+)/,
    zh: ([, size, known]) => ({ message: `${size} 个数不能按 ${known} 个一组分完，所以 −1 的那一维算不出来。` }),
    en: ([, size, known]) => ({
      message: `${size} numbers do not divide into groups of ${known}, so the dimension of −1 cannot be told.`,
    }),
  },
  {
    pattern: /^Based on the provided shape, \[([\d,]*)\], the tensor should have (\d+) values but has (\d+)/,
    zh: ([, to, want, got]) => ({ message: `形状 ${shape(to)} 需要 ${want} 个数，得到 ${got} 个。` }),
    en: ([, to, want, got]) => ({ message: `The shape ${shape(to)} needs ${want} numbers, got ${got}.` }),
  },
  {
    pattern: /^Element arr\[(.*)\] should (?:have (\d+) elements|be a primitive), but (?:has|is an array of) (\d+)/,
    zh: ([, at, want = "1", got]) => ({
      message: `数组不整齐：[${at}] 应该有 ${want} 个数，却有 ${got} 个。`,
      hint: "张量每一行都要一样长。",
    }),
    en: ([, at, want = "1", got]) => ({
      message: `The arrays are ragged: [${at}] should have ${want} numbers, but has ${got}.`,
      hint: "All rows of a tensor are of one length.",
    }),
  },
  {
    pattern: /^Error in (\w+): (?:(\w+) )?(?:input )?must be (?:of )?rank (\d(?: or \d)?),? but got rank (\d)/,
    zh: ([, op = "", what = "x", want = "", got]) => ({
      message: `${op} 的 ${what} 要有 ${want.replace(" or ", " 或 ")} 个轴，得到 ${got} 个。`,
      ...(isOfImages(op, what) && { hint: "图像是（张数, 高, 宽, 通道）：一张灰度图写 x.reshape([1, 28, 28, 1])。" }),
    }),
    en: ([, op = "", what = "x", want, got]) => ({
      message: `${op} needs ${want} axes of ${what}, got ${got}.`,
      ...(isOfImages(op, what) && {
        hint: "Images are (how many, height, width, channels): one grey image is x.reshape([1, 28, 28, 1]).",
      }),
    }),
  },
  {
    pattern:
      /^Error in (\w+): (?:depth of input|number of input channels) \((\d+)\) must match (?:input depth for filter|the inChannels dimension in filter) (\d+)/,
    zh: ([, op, got, want]) => ({
      message: `${op} 的输入有 ${got} 个通道，而卷积核要 ${want} 个。`,
      hint: "卷积核的形状是（高, 宽, 输入通道, 输出通道）。",
    }),
    en: ([, op, got, want]) => ({
      message: `${op} got an input of ${got} channels, and a filter for ${want}.`,
      hint: "A filter is (height, width, channels in, channels out).",
    }),
  },
  {
    pattern: /^(\w+): windows of (.*) do not fit into images of (.*)$/,
    zh: ([, op, window, image]) => ({
      message: `${op} 的 ${window} 窗口放不进 ${image} 的图像。`,
      hint: '缩小窗口，或者用 "same" 填充。',
    }),
    en: ([, op, window, image]) => ({
      message: `The windows of ${op}, ${window}, do not fit into images of ${image}.`,
      hint: 'Take smaller windows, or pad: "same".',
    }),
  },
  {
    pattern:
      /^Error in concat\w*: Shape of tensors\[(\d+)\] \(([\d,]*)\) does not match the shape of the rest \(([\d,]*)\) along the non-concatenated axis (\d+)/,
    zh: ([, i, got, rest, axis]) => ({
      message: `concat：第 ${i} 个张量 ${shape(got)} 和前面的 ${shape(rest)} 在第 ${axis} 轴上不一样长。`,
      hint: "只有拼接的那个轴可以不一样长；从 0 数起。",
    }),
    en: ([, i, got, rest, axis]) => ({
      message: `concat: tensor ${i}, ${shape(got)}, and those before it, ${shape(rest)}, differ along axis ${axis}.`,
      hint: "They may differ along the axis of the concatenation only; counting begins at 0.",
    }),
  },
  {
    pattern: /^Error in concat\w*: rank of tensors\[(\d+)\] must be the same as the rank of the rest \((\d+)\)/,
    zh: ([, i, rank]) => ({ message: `concat：第 ${i} 个张量要像前面的一样有 ${rank} 个轴。` }),
    en: ([, i, rank]) => ({ message: `concat: tensor ${i} must have ${rank} axes, as those before it.` }),
  },
  {
    pattern: /^Error in (\w+): +Shapes ([\d,]*) and ([\d,]*) must match/,
    zh: ([, op, a, b]) => ({
      message: `${op} 需要两个同样的形状，得到 ${shape(a)} 和 ${shape(b)}。`,
      ...(op === "softmaxCrossEntropy" && { hint: "标签是 one-hot 的行：tf.oneHot(y, 类别数)。" }),
    }),
    en: ([, op, a, b]) => ({
      message: `${op} needs two equal shapes, got ${shape(a)} and ${shape(b)}.`,
      ...(op === "softmaxCrossEntropy" && { hint: "Labels are one-hot rows: tf.oneHot(y, numClasses)." }),
    }),
  },
  {
    pattern: /^All tensors passed to stack must have matching shapes Shapes ([\d,]*) and ([\d,]*) must match/,
    zh: ([, a, b]) => ({ message: `stack 的张量必须形状相同，得到 ${shape(a)} 和 ${shape(b)}。` }),
    en: ([, a, b]) => ({ message: `stack takes tensors of one shape, got ${shape(a)} and ${shape(b)}.` }),
  },
  {
    pattern: /^broadcastTo\(\): \[([\d,]*)\] cannot be broadcast to \[([\d,]*)\]/,
    zh: ([, from, to]) => ({ message: `broadcastTo 不能把 ${shape(from)} 广播成 ${shape(to)}。` }),
    en: ([, from, to]) => ({ message: `broadcastTo cannot stretch ${shape(from)} to ${shape(to)}.` }),
  },
  {
    pattern: /^batchNorm takes (\w+) of (\(.*\)), got (\(.*\))$/,
    zh: ([, what, want, got]) => ({ message: `batchNorm 的 ${what} 要是 ${want}，每个通道一个数，得到 ${got}。` }),
    en: ([, what, want, got]) => ({ message: `batchNorm takes ${what} of ${want}, a number a channel, got ${got}.` }),
  },
  {
    pattern: /^einsum "(.*)" does not fit (.*)$/,
    zh: ([, equation, got]) => ({ message: `einsum "${equation}" 和形状 ${got} 不合。` }),
    en: ([, equation, got]) => ({ message: `einsum "${equation}" does not fit the shapes ${got}.` }),
  },
  {
    pattern: /^shape of the new value \(([\d,]*)\) and previous value \(([\d,]*)\) must match/,
    zh: ([, next, last]) => ({ message: `变量的形状是 ${shape(last)}，不能换成 ${shape(next)} 的值。` }),
    en: ([, next, last]) => ({
      message: `The variable has the shape ${shape(last)} and takes no value of ${shape(next)}.`,
    }),
  },
  {
    pattern: /^Error when checking ?: expected (\w+) to have shape \[([\w,]*)\] but got array with shape \[([\d,]*)\]/,
    zh: ([, name, want, got]) => ({ message: `层 ${name} 需要 ${layerShape(want)}，得到 ${shape(got)}。` }),
    en: ([, name, want, got]) => ({ message: `The layer ${name} needs ${layerShape(want)}, got ${shape(got)}.` }),
  },
];

/** (2, 4)·(4, n): what would fit the left side. */
function wantedProduct(a = "", b = ""): string {
  const dimensions = a.replace(/[()ᵀ]/g, "").split(", ");
  const inner = dimensions.at(a.endsWith("ᵀ") ? -2 : -1);
  return `${a}·${b.endsWith("ᵀ") ? `(n, ${inner})ᵀ` : `(${inner}, n)`}`;
}

const isOfImages = (op: string, what: string): boolean =>
  /^(?:conv2d|depthwiseConv2d|maxPool|avgPool)$/.test(op) && /^(?:input|x)$/.test(what);

/** A layer's null is whatever the batch is. */
const layerShape = (text = ""): string => shape(text.replace(/null/g, "n"));
