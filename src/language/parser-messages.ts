// What the parser says about a text that is no TypeScript, as a reader can use it, in both languages.
// The commonest mistakes have sentences of their own; for the others the parser's English stands.
import type { Advice } from "./messages";

/** `reason` is Babel's name of the error, `detail` its English sentence, `found` the word or sign at the place. */
export function adviceOnParserError(reason: string, detail: string, found: string): Advice {
  const [zh, en] = sentences[reason]?.(found, detail) ?? [`语法错误：${detail}`, detail];
  const [zhHint, enHint] = hintOn(found);
  return { messages: { zh, en }, hints: { zh: zhHint, en: enHint } };
}

type Both = [zh: string, en: string];

const sentences: Record<string, (found: string, detail: string) => Both> = {
  UnexpectedToken: unexpected,
  InvalidOrUnexpectedToken: (found) => [`这里不能有 \`${found}\`。`, `\`${found}\` cannot stand here.`],
  MissingSemicolon: (found) => [
    `\`${found}\` 前面少了换行、\`;\` 或运算符。`,
    `A line end, a \`;\` or an operator is missing before \`${found}\`.`,
  ],
  UnterminatedString: () => ["这个字符串没有结束的引号。", "This string has no closing quote."],
  UnterminatedTemplate: () => ["这个模板字符串没有结束的反引号。", "This template has no closing backtick."],
  UnterminatedComment: () => ["这个注释没有结束的 `*/`。", "This comment has no closing `*/`."],
  UnterminatedRegExp: () => ["这个正则表达式没有结束的 `/`。", "This regular expression has no closing `/`."],
  VarRedeclaration: (found) => [
    `名字 \`${found}\` 在这个单元里已经定义过。`,
    `The name \`${found}\` has already been declared in this cell.`,
  ],
  IllegalReturn: () => ["`return` 只能写在函数里。", "`return` can only stand in a function."],
  IllegalBreakContinue: (found) => [`\`${found}\` 只能写在循环里。`, `\`${found}\` can only stand in a loop.`],
  UnexpectedReservedWord: reserved,
  InvalidLhs: () => [
    "这里不能赋值：`=` 左边要是名字、属性或解构。",
    "Nothing can be assigned here: what stands left of `=` must be a name, a property or a pattern.",
  ],
  DeclarationMissingInitializer: () => ["这个声明要有初始值：`= …`。", "This declaration needs a value: `= …`."],
};

function unexpected(found: string, detail: string): Both {
  const expected = /expected "(.+)"$/.exec(detail)?.[1];
  const wanted =
    expected === "," ? ["`,` 或右括号", "a `,` or a closing bracket"] : [`\`${expected}\``, `\`${expected}\``];
  if (expected)
    return [
      `这里缺少 ${wanted[0]}${found && `，却是 \`${found}\``}。`,
      `Here ${wanted[1]} is missing${found && ` before \`${found}\``}.`,
    ];
  if (!found) return ["写到这里就断了：后面还缺内容。", "The text breaks off here: something is still missing."];
  return [`这里不该出现 \`${found}\`。`, `\`${found}\` is not expected here.`];
}

function reserved(found: string): Both {
  if (found === "await")
    return [
      "`await` 只能写在单元顶层或 `async` 函数里。",
      "`await` can only stand at a cell's top level or in an `async` function.",
    ];
  return [`\`${found}\` 是保留字，不能作名字。`, `\`${found}\` is a reserved word and cannot be a name.`];
}

function hintOn(found: string): Both {
  if (/[“”‘’，。；：！？（）【】｛｝＝＋－＊／＜＞]/.test(found))
    return [
      "这是全角标点：切换到英文输入法再输入一次。",
      "This is a full-width or curly sign: type the plain one instead.",
    ];
  if (found === "await") return ["在函数前加上 `async`。", "Write `async` before the function."];
  return [
    "看看这一行和上一行：括号、引号、逗号是否成对、是否写全。",
    "Look at this line and the one above: brackets, quotes and commas must be complete.",
  ];
}
