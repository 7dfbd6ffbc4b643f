// Remark plugin: every formula of a page becomes static HTML with MathML; labelled ones get their number,
// `[](#eq-x)` becomes a link that says it, and `\eqref{eq:x}` inside a formula the number itself.
// Put it after remark-math. It throws all author errors of a page at once.
import type { AuthorError } from "../cells/section";
import { suggest, throwIfAny } from "../cells/author-error";
import { toPage, toUrl, type Book, type Page } from "./book";
import { readEquations, type Equation } from "./equation-numbers";
import { renderTex, TexError } from "./tex";
import { getStart, replaceEach, toElement, toText, type Node, type PageFile } from "./tree";

/** What a page's formulas are set with. */
interface Setting {
  book: Book;
  page: Page;
  source: string;
  equations: Map<string, Equation>;
  errors: AuthorError[];
}

export function equations(book: Book) {
  return () =>
    (tree: Node, file: PageFile): void => {
      const page = file.path ? toPage(book, file.path) : undefined;
      if (!page) return;
      const setting = {
        book,
        page,
        source: String(file.value),
        equations: readEquations(book, page.lang, page.path),
        errors: [],
      };
      replaceEach(tree, (node) => toReplacement(node, setting));
      throwIfAny(setting.errors);
    };
}

function toReplacement(node: Node, setting: Setting): Node | undefined {
  if (node.type === "math") return toBlock(node, setting);
  if (node.type === "inlineMath") return toInline(node, setting);
  if (node.type === "link") return toReference(node, setting);
  return undefined;
}

function toBlock(node: Node, setting: Setting): Node {
  const html = render(node, true, setting);
  const labels = [...(node.value ?? "").matchAll(/\\label\{([^}]*)\}/g)];
  if (/\\tag\b/.test(node.value ?? ""))
    report(node, setting, "\\tag gives an equation a number of its own.", "Use \\label{eq:name}; the book counts.");
  if (labels.length > 1)
    report(
      node,
      setting,
      `One equation has ${labels.length} labels.`,
      "Give each labelled equation a $$ block of its own.",
    );
  const body = `<div class="equation-body"${mayScroll(html) ? ' tabindex="0"' : ""}>${html}</div>`;
  const label = labels[0]?.[1];
  if (label === undefined) return toElement("div", { class: "equation", "data-pagefind-ignore": "" }, body, true);
  const equation = findEquation(label, node, setting);
  const id = `eq-${equation?.name ?? ""}`;
  const number = `<a class="equation-number" href="#${id}">(${equation?.number ?? ""})</a>`;
  return toElement("div", { class: "equation", id, "data-pagefind-ignore": "" }, body + number, true);
}

/** On a phone of 360 px a line holds 257 px of formula, and the widest formulas of the book take 17 px a glyph. */
const maxGlyphs = 15;

/** A formula of more glyphs than a phone is wide may scroll, and then the keyboard must reach it. */
export function mayScroll(html: string): boolean {
  const shown = html.slice(html.indexOf('<span class="katex-html"')).replace(/<[^>]*>/g, "");
  return shown.length > maxGlyphs;
}

function toInline(node: Node, setting: Setting): Node {
  const { offset } = getStart(node);
  if (offset !== undefined && setting.source.startsWith("$$", offset))
    report(
      node,
      setting,
      "A displayed formula stands on one line with its $$, which sets it inline.",
      "Put each $$ on a line of its own.",
    );
  if (/\\label\b/.test(node.value ?? ""))
    report(node, setting, "An inline formula has a \\label.", "Put the formula in a $$ block, or take the label away.");
  return toElement("span", { class: "formula", "data-pagefind-ignore": "" }, render(node, false, setting), false);
}

/** A link to `#eq-x`, here or on another page; empty text becomes the number. */
function toReference(node: Node, setting: Setting): Node | undefined {
  const match = /^([^#]*)#eq-(.+)$/.exec(node.url ?? "");
  if (!match) return undefined;
  const equation = findEquation(`eq:${match[2]}`, node, setting);
  if (!equation) return undefined;
  checkAddress(match[1]!, equation, node, setting);
  node.url = `${toAddress(equation, setting)}#eq-${equation.name}`;
  if (toText(node) === "") node.children = [{ type: "text", value: `(${equation.number})` }];
  return undefined;
}

/** Empty on the equation's own page. */
function toAddress(equation: Equation, { book, page }: Setting): string {
  return equation.section === page.path ? "" : toUrl(book, page.lang, equation.section);
}

/** The address may be left out; one that is there must be the equation's page. */
function checkAddress(address: string, equation: Equation, node: Node, setting: Setting): void {
  if (address === "") return;
  const here = new URL(`https://book/${setting.page.path}/`);
  const named = new URL(address, here).pathname.replace(/^\/(en\/)?|\/$/g, "");
  if (named === equation.section) return;
  report(
    node,
    setting,
    `Equation eq:${equation.name} stands in ${equation.section}, not in ${named}.`,
    `Write [](#eq-${equation.name}); the book finds the page.`,
  );
}

function render(node: Node, display: boolean, setting: Setting): string {
  const toReference = (label: string): string => `(${findEquation(label, node, setting)?.number ?? "?"})`;
  try {
    return renderTex(node.value ?? "", { display, toReference });
  } catch (error) {
    if (!(error instanceof TexError)) throw error;
    const wayOut = error.message.startsWith("Undefined control sequence")
      ? "Correct its name, or add the macro to src/prose/macros.ts."
      : "Correct the formula; Chinese belongs in \\text{…}.";
    setting.errors.push({
      file: setting.page.file,
      ...toTexPlace(node, display, error.index, setting),
      fact: toSentence(error.message),
      wayOut,
    });
    return "";
  }
}

/** The place of an index into a formula. A block's TeX begins on the line after its `$$`. */
function toTexPlace(
  node: Node,
  display: boolean,
  index: number | undefined,
  setting: Setting,
): { line: number; column: number } {
  const start = getStart(node);
  if (index === undefined) return { line: start.line, column: start.column };
  const before = (node.value ?? "").slice(0, index).split("\n");
  const line = start.line + (display ? 1 : 0) + before.length - 1;
  const dollars = /^\$*/.exec(setting.source.slice(start.offset ?? 0))![0].length;
  const first = display ? start.column : start.column + dollars;
  return { line, column: (before.length > 1 && !display ? 1 : first) + before.at(-1)!.length };
}

function findEquation(label: string, node: Node, setting: Setting): Equation | undefined {
  const equation = label.startsWith("eq:") ? setting.equations.get(label.slice(3)) : undefined;
  if (equation) return equation;
  const wayOut = label.startsWith("eq:")
    ? suggest(label.slice(3), setting.equations.keys(), `Give an equation \\label{${label}}.`)
    : `Write \\label{eq:${label}}.`;
  report(node, setting, toUnknown(label), wayOut);
  return undefined;
}

function toUnknown(label: string): string {
  return label.startsWith("eq:")
    ? `No equation has the label "${label}".`
    : `The label "${label}" does not begin with "eq:".`;
}

function toSentence(message: string): string {
  const short = message
    .replace(/^LaTeX-incompatible input and strict mode is set to 'error': /, "")
    .replace(/ \[\w+\]$/, "");
  return /[.!?]$/.test(short) ? short : `${short}.`;
}

function report(node: Node, setting: Setting, fact: string, wayOut: string): void {
  const { line, column } = getStart(node);
  setting.errors.push({ file: setting.page.file, line, column, fact, wayOut });
}
