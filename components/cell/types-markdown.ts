// Documentation as elements: paragraphs, code, and nothing that could run or be followed.

/** A small part of Markdown: fences, `code` and empty lines. What else is written stays as it is written. */
export function renderDocs(markdown: string): HTMLElement {
  const root = document.createElement("div");
  root.className = "types-docs";
  for (const [i, part] of markdown.split(/^```.*$/m).entries()) {
    if (i % 2 === 1) root.append(make("pre", part.replace(/^\n|\n$/g, "")));
    else root.append(...toParagraphs(part));
  }
  return root;
}

function toParagraphs(text: string): HTMLElement[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => {
      const element = make("p", "");
      element.append(...toInline(paragraph.trim().replace(/\{@link\s+([^}]*)\}/g, "$1")));
      return element;
    });
}

function toInline(text: string): (Node | string)[] {
  return text.split("`").map((part, i) => (i % 2 === 1 ? make("code", part) : part));
}

/** A type as TypeScript writes it, above its documentation. */
export function renderExplanation({ signature, docs }: { signature: string; docs: string }): HTMLElement {
  const root = document.createElement("div");
  root.className = "types-card";
  root.append(make("pre", signature), ...(docs ? [renderDocs(docs)] : []));
  return root;
}

function make(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
