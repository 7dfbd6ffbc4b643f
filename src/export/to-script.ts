// A page → one TypeScript file that runs in Node or Deno as it is. Its first line is the command.
import { toCellText, type CellText } from "./cell-text";
import type { ExportedPage } from "./exported-page";
import { link, type BookSources, type Linked } from "./link";
import type { Taken } from "./module-source";
import { orderCells } from "./order-cells";
import { toPackages, tfjsVersion } from "./packages";
import { wordsIn } from "./words";

export function toScript(page: ExportedPage, sources: BookSources): string {
  const show = freshName(["show", "print", "showValue", "printValue"], page);
  const cells = orderCells(page.cells.map((cell) => toCellText(cell, show)));
  const linked = linkCells(cells, sources, [takeTerminal("show", show)]);
  const start = `startTerminal({ data: ${JSON.stringify(page.dataAddress)}, language: "${page.language}" });`;
  return [
    toHead(page, linked, toNode([...linked.modules, ...cells])),
    linked.imports.join("\n"),
    ...linked.modules.map(({ name, text }) => `${toRule(name)}\n\n${text}`),
    toRule(wordsIn(page.language).page(page.title)),
    [...linked.aliases, start, ...toBackend(linked)].join("\n"),
    ...cells.map(toPart),
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

/** The cells' modules, and the terminal that stands in for the page. An import is the page's, not its cell's; one that
 *  no cell uses, such as `slider` now that its value stands there, is left out. */
export function linkCells(cells: CellText[], sources: BookSources, more: Taken[] = []): Linked {
  const names = new Set(cells.flatMap((cell) => [...cell.names]));
  const taken = cells.flatMap((cell) => cell.taken).filter(({ local }) => names.has(local));
  return link([...more, takeTerminal("startTerminal"), ...taken], names, sources);
}

function takeTerminal(imported: string, local = imported): Taken {
  return { module: "book/terminal", imported, local, isType: false };
}

/** The first of these words that no cell uses. */
function freshName(words: string[], { cells }: ExportedPage): string {
  return words.find((word) => !cells.some(({ source }) => new RegExp(`\\b${word}\\b`).test(source))) ?? "showOfTheBook";
}

export function usesTfjs({ imports }: Linked): boolean {
  return imports.some((line) => line.startsWith("import *") && line.includes('"@tensorflow/tfjs"'));
}

/** The commands first, then what this is. */
function toHead(page: ExportedPage, linked: Linked, node: string): string {
  const packages = toPackages(linked.imports);
  const file = `${page.name}.ts`;
  const say = wordsIn(page.language);
  return [
    packages.length ? `npm i ${packages.join(" ")} && ${node} ${file}` : `${node} ${file}`,
    packages.length
      ? `deno add ${packages.map((one) => `npm:${one}`).join(" ")} && deno run -A ${file}`
      : `deno run -A ${file}`,
    "",
    `${page.title} · ${page.address}`,
    say.origin(page.release),
    ...(usesTfjs(linked)
      ? [say.faster(`npm i @tensorflow/tfjs-backend-wasm@${tfjsVersion}`, `${node} ${file} --backend=wasm`)]
      : []),
  ]
    .map((line) => `// ${line}`.trimEnd())
    .join("\n");
}

/** Node strips types; for the little of TypeScript that is more than types it has an option. */
function toNode(parts: { needsTransform: boolean }[]): string {
  return parts.some(({ needsTransform }) => needsTransform) ? "node --experimental-transform-types" : "node";
}

function toBackend(linked: Linked): string[] {
  return usesTfjs(linked) ? ["await openBackend(tf);"] : [];
}

function toRule(title: string): string {
  return `// ──── ${title} ${"─".repeat(Math.max(3, 74 - title.length))}`;
}

function toPart({ cell, text, isBroken }: CellText): string {
  const title = [cell.heading && `// ## ${cell.heading}\n`, `// ${cell.id}`].filter(Boolean).join("\n");
  if (isBroken || !(cell.isOwn || cell.fails)) return `${title}\n${text}`;
  const body = indent(text);
  if (!cell.fails) return `${title}\n{\n${body}\n}`;
  return `${title}\ntry {\n${body}\n} catch (error) {\n  console.error(String(error));\n}`;
}

/** Text in backquotes may stand on several lines and must stay as it is. */
function indent(text: string): string {
  return text.includes("`") && /`[^`]*\n[^`]*`/.test(text) ? text : text.replace(/^(?=.)/gm, "  ");
}
