// Reads a page's MDX as text: which lines are prose, which formulas, cells and marks (`<Topic id="…" />`) it has.
// For questions about the whole book (numbers, coverage, ids), where building every page would be too dear.

/** A component that names a thing by id, as it stands in the text. */
export interface Mark {
  name: string;
  id: string;
  line: number;
  column: number;
}

export interface Heading {
  depth: number;
  text: string;
  line: number;
}

export interface Fence {
  lang: string;
  meta: string;
  code: string;
  /** Of the opening fence. */
  line: number;
  column: number;
}

export interface Label {
  /** Without "eq:". */
  name: string;
  /** The whole formula that carries it. */
  tex: string;
  line: number;
  column: number;
}

export interface Scan {
  headings: Heading[];
  fences: Fence[];
  marks: Mark[];
  labels: Label[];
}

export function scanPage(source: string): Scan {
  const text = source.replaceAll("\r\n", "\n");
  const { prose, fences } = separateFences(text);
  const bare = blankInlineCode(blankComments(prose));
  return { headings: findHeadings(bare), fences, marks: findMarks(bare), labels: findLabels(bare) };
}

/** The text of a page with everything that is not prose as blanks: fences, code, formulas, comments, the names and
 *  values of elements that are addresses. Every place stays what it was. */
export function keepProse(source: string): string {
  const { prose } = separateFences(source.replaceAll("\r\n", "\n"));
  return blankInlineCode(blankComments(prose))
    .replace(/^\s*(import|export) .*$|^(label|requires|prefer|model): .*$/gm, toBlank)
    .replace(/\$\$[^]*?\$\$|\$[^$\n]+\$/g, toBlank)
    .replace(/\]\([^)\s]*\)/g, toBlank)
    .replace(/\b(id|of|cell|name|path)="[^"]*"/g, toBlank);
}

/** Fences out of the text, their lines blanked, so that every place stays what it was. */
function separateFences(text: string): { prose: string; fences: Fence[] } {
  const fences: Fence[] = [];
  let open: { marker: string; fence: Fence; lines: string[] } | undefined;
  const lines = text.split("\n").map((line, i) => {
    const match = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/.exec(line);
    if (open) {
      if (match && match[2]!.startsWith(open.marker) && !match[3]) {
        open.fence.code = open.lines.join("\n");
        open = undefined;
      } else open.lines.push(line);
      return " ".repeat(line.length);
    }
    if (!match || match[4]!.includes("`")) return line;
    const fence = { lang: match[3]!, meta: match[4]!.trim(), code: "", line: i + 1, column: match[1]!.length + 1 };
    fences.push(fence);
    open = { marker: match[2]!, fence, lines: [] };
    return " ".repeat(line.length);
  });
  return { prose: lines.join("\n"), fences };
}

function blankComments(text: string): string {
  return text.replace(/\{\/\*[\s\S]*?\*\/\}/g, toBlank);
}

function blankInlineCode(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/g, toBlank);
}

function toBlank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function findHeadings(text: string): Heading[] {
  return text.split("\n").flatMap((line, i) => {
    const match = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
    return match ? [{ depth: match[1]!.length, text: match[2]!, line: i + 1 }] : [];
  });
}

function findMarks(text: string): Mark[] {
  return [...text.matchAll(/<([A-Z][A-Za-z]*)\b([^<>]*?)\bid="([^"]*)"/g)].map((match) => ({
    name: match[1]!,
    id: match[3]!,
    ...toPlace(text, match.index),
  }));
}

/** `\label{eq:x}` inside `$$` blocks. */
function findLabels(text: string): Label[] {
  const labels: Label[] = [];
  let block: { start: number; lines: string[] } | undefined;
  let start = 0;
  for (const line of text.split("\n")) {
    const next = start + line.length + 1;
    if (!/^[\s>]*\$\$/.test(line)) block?.lines.push(line);
    else if (block) {
      labels.push(...readLabels(text, block.start, block.lines.join("\n")));
      block = undefined;
    } else block = { start: next, lines: [] };
    start = next;
  }
  return labels;
}

function readLabels(text: string, start: number, tex: string): Label[] {
  return [...tex.matchAll(/\\label\{eq:([^}]*)\}/g)].map((match) => ({
    name: match[1]!,
    tex,
    ...toPlace(text, start + match.index),
  }));
}

export function toPlace(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  return { line, column: index - before.lastIndexOf("\n") };
}
