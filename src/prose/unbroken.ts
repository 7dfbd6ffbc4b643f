// Remark plugin: a formula in a line of prose keeps the mark of punctuation that touches it. An
// inline box lets a line break at its edges, and then a line would begin with 。 or end with （.
import type { Node } from "./tree";

export const closing = /^[，。；：、）」』”’！？…,.;:)\]％%]+/;
export const opening = /[（「『“‘([]+$/;

export function unbroken() {
  return (tree: Node): void => keepMarks(tree);
}

function keepMarks(node: Node): void {
  node.children?.forEach(keepMarks);
  if (node.children?.some(isBox)) node.children = joinMarks(node.children);
}

/** Things that the browser sets as one box within a line. */
function isBox(node: Node): boolean {
  const isFormula = node.attributes?.some(({ name, value }) => name === "class" && value === "formula") ?? false;
  return node.type === "mdxJsxTextElement" && isFormula;
}

/** Each box with the marks that touch it, wrapped together; the texts beside it lose them. */
function joinMarks(children: Node[]): Node[] {
  const joined: Node[] = [];
  children.forEach((node) => {
    const last = joined.at(-1);
    if (isBox(node)) {
      const marks = takeMarks(last, opening);
      joined.push(marks ? wrap([toTextNode(marks), node]) : node);
    } else if (last && (isBox(last) || isWrap(last))) {
      const marks = takeMarks(node, closing);
      if (marks) joined[joined.length - 1] = wrap([...(isWrap(last) ? last.children! : [last]), toTextNode(marks)]);
      joined.push(node);
    } else joined.push(node);
  });
  return joined.filter((node) => node.type !== "text" || node.value !== "");
}

/** The marks at the edge of a text, which loses them; undefined where there are none. */
function takeMarks(node: Node | undefined, pattern: RegExp): string | undefined {
  const marks = node?.type === "text" ? pattern.exec(node.value ?? "")?.[0] : undefined;
  if (!node || !marks) return undefined;
  node.value = node.value!.replace(pattern, "");
  return marks;
}

const wrapClass = { type: "mdxJsxAttribute", name: "class", value: "unbroken" };

function wrap(children: Node[]): Node {
  return { type: "mdxJsxTextElement", name: "span", attributes: [wrapClass], children };
}

function isWrap(node: Node): boolean {
  return node.attributes?.includes(wrapClass) ?? false;
}

function toTextNode(value: string): Node {
  return { type: "text", value };
}
