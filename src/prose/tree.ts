// The little of a Markdown tree that the prose plugins need: walk it, read places, put HTML in it.
// Nodes follow mdast; a piece of ready HTML goes in as an MDX element with Astro's `set:html`.

export interface Node {
  type: string;
  children?: Node[];
  value?: string;
  /** Of a fence. */
  lang?: string | null;
  meta?: string | null;
  /** Of a link. */
  url?: string;
  /** Of an MDX element. */
  name?: string | null;
  attributes?: Attribute[];
  position?: { start: Point; end: Point };
}

export interface Point {
  line: number;
  column: number;
  offset?: number;
}

export interface Attribute {
  type: string;
  name?: string;
  value?: unknown;
}

/** What a remark plugin gets beside the tree. */
export interface PageFile {
  path?: string;
  value: unknown;
}

/** Calls `visit` for every node, parents first; a node it returns takes the old one's place and is not entered. */
export function replaceEach(parent: Node, visit: (node: Node) => Node | undefined): void {
  parent.children?.forEach((child, i) => {
    const replacement = visit(child);
    if (replacement) parent.children![i] = replacement;
    else replaceEach(child, visit);
  });
}

/** All nodes for which `test` holds, in reading order. */
export function findAll(tree: Node, test: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  replaceEach(tree, (node) => {
    if (test(node)) found.push(node);
    return undefined;
  });
  return found;
}

/** An element whose content is HTML text, e.g. KaTeX's. `block` decides whether it may stand in a paragraph. */
export function toElement(name: string, attributes: { [name: string]: string }, html: string, block: boolean): Node {
  const all = { ...attributes, "set:html": html };
  return {
    type: block ? "mdxJsxFlowElement" : "mdxJsxTextElement",
    name,
    attributes: Object.entries(all).map(([key, value]) => ({ type: "mdxJsxAttribute", name: key, value })),
    children: [],
  };
}

export function getStart(node: Node): Point {
  return node.position?.start ?? { line: 1, column: 1 };
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** The words of a node, without its markup. */
export function toText(node: Node): string {
  return node.value ?? (node.children ?? []).map(toText).join("");
}
