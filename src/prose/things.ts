// Remark plugin: looks up every id that a page cites (`<Term id>`, `<Cite id>`, …) and, where it cites references,
// puts their list at the foot of the page. Put it before the plugin that imports components.
import type { AuthorError } from "../cells/section";
import { suggest, throwIfAny } from "../cells/author-error";
import { toPage, type Book } from "./book";
import { readLibrary, type Library } from "./library";
import { findAll, getStart, type Node, type PageFile } from "./tree";

/** Components whose `id` names an entry of the library: component → what it is called, where it is kept. */
const citing: {
  [component: string]: {
    name: string;
    entries: "topics" | "errata" | "terms" | "facts" | "references" | "listings";
    file: string;
  };
} = {
  Topic: { name: "topic", entries: "topics", file: "content/topics" },
  Erratum: { name: "erratum", entries: "errata", file: "content/errata" },
  Term: { name: "term", entries: "terms", file: "content/glossary/terms.json" },
  Fact: { name: "fact", entries: "facts", file: "content/facts/facts.json" },
  Listing: { name: "listing", entries: "listings", file: "content/listings" },
  Cite: { name: "reference", entries: "references", file: "content/bibliography/references.bib" },
};

export function things(book: Book) {
  return () =>
    (tree: Node, file: PageFile): void => {
      const page = file.path ? toPage(book, file.path) : undefined;
      if (!page) return;
      const library = readLibrary();
      const elements = findAll(tree, (node) => node.name !== undefined && node.name !== null && node.name in citing);
      throwIfAny(elements.flatMap((node) => checkElement(node, page.file, library)));
      const cited = elements.filter((node) => node.name === "Cite").map(readId);
      if (cited.length > 0) tree.children?.push(toReferences([...new Set(cited)]));
    };
}

function readId(node: Node): string {
  const value = node.attributes?.find((attribute) => attribute.name === "id")?.value;
  return typeof value === "string" ? value : "";
}

function checkElement(node: Node, file: string, library: Library): AuthorError[] {
  const mistake = findUnknown(node.name ?? "", readId(node), library);
  return mistake ? [{ file, line: getStart(node).line, column: getStart(node).column, ...mistake }] : [];
}

/** What is wrong with `<component id="id">`, if anything. */
export function findUnknown(
  component: string,
  id: string,
  library: Library,
): { fact: string; wayOut: string } | undefined {
  const kind = citing[component];
  if (!kind) return undefined;
  if (id === "") return { fact: `<${component}> names no ${kind.name}.`, wayOut: `Write <${component} id="…" />.` };
  const entries = library[kind.entries];
  if (entries.has(id)) return undefined;
  return { fact: `There is no ${kind.name} "${id}".`, wayOut: suggest(id, entries.keys(), `Add it to ${kind.file}.`) };
}

function toReferences(ids: string[]): Node {
  return {
    type: "mdxJsxFlowElement",
    name: "References",
    attributes: [{ type: "mdxJsxAttribute", name: "ids", value: ids.join(" ") }],
    children: [],
  };
}
