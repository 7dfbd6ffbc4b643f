// Every sentence this folder says, in both languages: what is wrong, and the way out.
import { CellSyntaxError, type Position } from "./cell-code";
import { positionOf, type Node } from "./tree";

export interface Bilingual {
  zh: string;
  en: string;
}

/** What is wrong, and what to try. */
export interface Advice {
  messages: Bilingual;
  hints: Bilingual;
}

const advices = {
  decorator: advice(
    ["单元里不能用装饰器（`@…`）。", "改为直接调用函数：`const f = wrap(original)`。"],
    ["Decorators (`@…`) cannot run in a cell.", "Call the function yourself: `const f = wrap(original)`."],
  ),
  namespace: advice(
    ["单元里不能用 `namespace` 或 `module` 块。", "改用普通对象：`const shapes = { … }`，或直接写在单元顶层。"],
    [
      "`namespace` and `module` blocks cannot run in a cell.",
      "Use an object, `const shapes = { … }`, or write the names at the cell's top level.",
    ],
  ),
  declareGlobal: advice(
    ["单元里不能用 `declare global`。", "只需类型时写 `declare const 名字: 类型`；要共享值就在一个单元的顶层定义它。"],
    [
      "`declare global` cannot stand in a cell.",
      "For a type alone write `declare const name: Type`; to share a value define it at a cell's top level.",
    ],
  ),
  importRequire: advice(
    ["单元里不能用 `import x = …`。", '改用 `import * as x from "…"`。'],
    ["`import x = …` cannot stand in a cell.", 'Use `import * as x from "…"`.'],
  ),
  reExport: advice(
    [
      "单元不能转出别的模块的名字（`export … from`）。",
      '用 `import { … } from "…"` 导入即可：顶层的名字其他单元都能用。',
    ],
    [
      "A cell cannot re-export another module's names (`export … from`).",
      'Import them, `import { … } from "…"`: other cells can use every top-level name.',
    ],
  ),
  exportEquals: advice(
    ["单元里不能用 `export =` 或 `export as namespace`。", "要显示一个值，把它写在最后一行；顶层的名字无需导出。"],
    [
      "`export =` and `export as namespace` cannot stand in a cell.",
      "To show a value, write it on the last line; top-level names need no export.",
    ],
  ),
  dynamicImport: advice(
    ["`import(…)` 的模块名要直接写成字符串。", '写成 `await import("book")`，或在单元开头用 `import` 语句。'],
    [
      "The module of `import(…)` must be written out as a string.",
      'Write `await import("book")`, or an `import` statement at the top of the cell.',
    ],
  ),
  importPhase: advice(
    ["单元里不能用 `import defer` 或 `import source`。", "去掉这个词，用普通的 `import`。"],
    ["`import defer` and `import source` cannot stand in a cell.", "Drop the word: a plain `import` does."],
  ),
  superCall: advice(
    ["带参数属性的构造函数要在最外层调用 `super(…)`。", "把 `super(…)` 写成构造函数里单独的一句。"],
    [
      "A constructor with parameter properties must call `super(…)` at its outermost level.",
      "Make `super(…)` a statement of its own in the constructor.",
    ],
  ),
  parameterPattern: advice(
    ["参数属性不能解构。", "用普通参数，再在构造函数里赋值：`this.x = x`。"],
    [
      "A parameter property cannot be destructured.",
      "Take a plain parameter and write `this.x = x` in the constructor.",
    ],
  ),
  computedAccessor: advice(
    ["`accessor` 后的名字不能是计算出来的。", "写出名字，或自己写 `get` 和 `set`。"],
    ["The name after `accessor` cannot be computed.", "Write the name out, or write `get` and `set` yourself."],
  ),
  enumValue: advice(
    ["这个枚举成员需要一个值：前一个成员的值不是已知的数。", "写上值，例如 `B = 1`。"],
    ["This enum member needs a value: the one before it is not a known number.", "Give it one, such as `B = 1`."],
  ),
  emptyExpectation: advice(
    ["`// →` 后面没有内容。", "写上会显示的文字：`// → 42`。"],
    ["Nothing stands behind `// →`.", "Write the text that is shown: `// → 42`."],
  ),
  badBand: advice(
    ["`// ≈` 后面要写数和半宽。", "写成 `// ≈ 0.977 ± 0.004`。"],
    ["`// ≈` needs a number and a half-width.", "Write `// ≈ 0.977 ± 0.004`."],
  ),
  lonelyExpectation: advice(
    ["这个 `// →` 或 `// ≈` 不在顶层语句的末尾。", "放到顶层语句结束的那一行；只是说明的话，换一个开头。"],
    [
      "This `// →` or `// ≈` does not stand at the end of a top-level statement.",
      "Put it on the line where one ends; if it is only a remark, begin it differently.",
    ],
  ),
  silentExpectation: advice(
    ["这一句不显示任何值，没有可比较的内容。", "只显示最后一个表达式：给值一个顶层名字，或用 `console.log(…)`。"],
    [
      "This statement shows nothing to compare with.",
      "Only the last expression is shown: give the value a top-level name, or use `console.log(…)`.",
    ],
  ),
  ambiguousExpectation: advice(
    ["这一句定义了好几个名字，不知道说的是哪一个。", "一句只定义一个名字，或把要比较的值写在最后一行。"],
    [
      "This statement defines several names, and the comment can be about only one.",
      "Define one name in the statement, or write the value on the last line.",
    ],
  ),
} satisfies Record<string, Advice>;

export type AdviceName = keyof typeof advices;

function advice([zh, zhHint]: [string, string], [en, enHint]: [string, string]): Advice {
  return { messages: { zh, en }, hints: { zh: zhHint, en: enHint } };
}

export function adviceOn(name: AdviceName): Advice {
  return advices[name];
}

export function syntaxErrorAt(node: Node, name: AdviceName): CellSyntaxError {
  return syntaxError(advices[name], positionOf(node));
}

export function syntaxError({ messages, hints }: Advice, position: Position): CellSyntaxError {
  return new CellSyntaxError(messages, hints, position);
}
