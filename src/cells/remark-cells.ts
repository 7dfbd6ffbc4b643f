// Remark plugin: live fences and exercises become elements of components/cell and components/prose, and every
// component a page names is imported for it. Put it after remark-math. Throws all author errors of a page at once.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Code, Root, RootContent } from "mdast";
import type { MdxJsxFlowElement } from "mdast-util-mdx";
import { suggest, throwIfAny, toAuthorError } from "./author-error";
import { BookModules } from "./book-modules";
import { completeSection } from "./load-section";
import { findOwnNames, toAttributes, toElement, toImport, type AttributeValue, type Call } from "./mdx-nodes";
import { getAttribute, getPlace, isElement, readFence, readTree } from "./read";
import type { AuthorError, Cell, Exercise, Section } from "./section";

/** Where the book's own components and modules are, whichever book is built with them. */
const project = fileURLToPath(new URL("../../", import.meta.url));

/** What the compiled page calls from page-record.ts. */
const calls = ["cellRecord", "recordedValue"];

interface Page {
  root: string;
  section: Section;
}

/** `root` is the folder that holds `content/`. */
export function cells({ root }: { root: string }) {
  return () =>
    (tree: Root, file: { path?: string; value: unknown }): void => {
      const path = relative(root, file.path ?? "").replaceAll("\\", "/");
      const reading = readTree(tree, path, String(file.value));
      const { section, errors } = completeSection(root, reading, new BookModules(join(project, "src/book")));
      throwIfAny([...errors, ...replaceAll(tree, { root, section })]);
    };
}

function replaceAll(tree: Root, page: Page): AuthorError[] {
  const own = findOwnNames(tree.children);
  replaceIn(tree, page);
  const { names, errors } = findComponents(tree, page.section.file, own);
  const imports = names.map((name) =>
    toImport(
      name,
      name === "Cell"
        ? join(project, "components/cell/Cell.astro")
        : join(project, "components/prose", `${name}.astro`),
    ),
  );
  const uses =
    imports.length > 0 ? calls.map((name) => toImport(name, join(project, "src/cells/page-record.ts"), true)) : [];
  tree.children.unshift(...imports, ...uses);
  return errors;
}

function replaceIn(parent: { children: RootContent[] }, page: Page): void {
  parent.children = parent.children.map((node) => {
    if (node.type === "code") return replaceFence(node, page);
    if (isElement(node) && node.name === "Exercise") fillExercise(node as MdxJsxFlowElement, page);
    else if ("children" in node) replaceIn(node as { children: RootContent[] }, page);
    if (isElement(node) && node.name === "Value")
      node.attributes.push(...toAttributes(toValueProps(page, getAttribute(node, "of") ?? "", getPlace(node))));
    return node;
  });
}

function replaceFence(node: Code, page: Page): RootContent {
  const { meta } = readFence(node, page.section.file, page.section.source);
  const cell = meta.live ? page.section.cells.find((c) => c.fence.line === getPlace(node).line) : undefined;
  return cell ? toCellElement(page, cell) : node;
}

function toCellElement(page: Page, { meta, code }: Cell): MdxJsxFlowElement {
  const { id, hide, slow, auto, own, fails } = meta;
  const record = call(page, "cellRecord", id);
  return toElement("Cell", {
    id,
    code,
    lang: page.section.lang,
    record,
    kind: "cell",
    hide,
    slow,
    auto,
    own,
    fails: fails !== undefined,
  });
}

function toValueProps(
  page: Page,
  name: string,
  { line, column }: { line: number; column: number },
): { [name: string]: AttributeValue } {
  return {
    lang: page.section.lang,
    value: call(page, "recordedValue", name),
    at: `${page.section.file}:${line}:${column}`,
  };
}

function call({ root, section }: Page, name: string, last: string): Call {
  return { call: name, with: [root, section.path, section.lang, last] };
}

/** The starter as a cell where it stands, then hints, then the solution with what is said after its fence; checks and
 *  wrong answers are not shown. */
function fillExercise(element: MdxJsxFlowElement, page: Page): void {
  const { lang, exercises } = page.section;
  const exercise = exercises.find((e) => e.fence.line === getPlace(element).line);
  if (!exercise) return;
  element.attributes.push(...toAttributes({ lang, number: String(exercises.indexOf(exercise) + 1) }));
  const shown = element.children.filter((node) => node.type !== "code" || !isPart(node, page));
  shown.forEach((node) => "children" in node && replaceIn(node as { children: RootContent[] }, page));
  const hints = shown.filter((node) => isElement(node) && node.name === "Hint");
  hints.forEach((hint) => (hint as MdxJsxFlowElement).attributes.push(...toAttributes({ lang: page.section.lang })));
  const prose = shown.filter((node) => !hints.includes(node));
  // A fence that an English page leaves out stands nowhere: then all its prose comes first.
  const toLine = ({ fence }: Cell) => (fence.line === exercise.fence.line ? Infinity : fence.line);
  const [starterLine, solutionLine] = [toLine(exercise.starter), toLine(exercise.solution)];
  const isBefore = (line: number) => (node: (typeof prose)[number]) => getPlace(node).line < line;
  const afterStarter = prose.filter((node) => !isBefore(starterLine)(node));
  element.children = [
    ...prose.filter(isBefore(starterLine)),
    toExerciseCell(page, exercise),
    ...afterStarter.filter(isBefore(solutionLine)),
    ...hints,
    toSolution(
      page,
      exercise,
      afterStarter.filter((node) => !isBefore(solutionLine)(node)),
    ),
  ] as typeof element.children;
}

function isPart(node: Code, page: Page): boolean {
  return readFence(node, page.section.file, page.section.source).meta.role !== undefined;
}

function toExerciseCell(page: Page, { id, starter, check }: Exercise): MdxJsxFlowElement {
  return toElement("Cell", {
    id,
    code: starter.code,
    lang: page.section.lang,
    kind: "exercise",
    own: true,
    check: check.code,
  });
}

/** The code is an ordinary fence, coloured like every other. */
function toSolution(page: Page, { solution }: Exercise, said: MdxJsxFlowElement["children"]): MdxJsxFlowElement {
  const code: Code = { type: "code", lang: "ts", meta: null, value: solution.code };
  return toElement("Solution", { lang: page.section.lang }, [code, ...said]);
}

/** Capitalised elements that the page does not import itself; one that does not exist is an error. */
function findComponents(tree: Root, file: string, own: string[]): { names: string[]; errors: AuthorError[] } {
  const known = [
    "Cell",
    ...readdirSync(join(project, "components/prose"))
      .filter((f) => f.endsWith(".astro"))
      .map((f) => f.slice(0, -6)),
  ];
  const used = findElements(tree).filter(({ name }) => /^[A-Z]\w*$/.test(name) && !own.includes(name));
  const names = [...new Set(used.map(({ name }) => name))].filter((name) => known.includes(name));
  const unknown = used.filter(({ name }) => !known.includes(name));
  const errors = unknown.map(({ name, place }) =>
    toAuthorError(
      file,
      place,
      `There is no component <${name}>.`,
      suggest(name, known, `There are ${known.slice(1).join(", ")}.`),
    ),
  );
  return { names, errors };
}

function findElements(parent: {
  children: RootContent[];
}): { name: string; place: { line: number; column: number } }[] {
  return parent.children.flatMap((node) => {
    const inside = "children" in node ? findElements(node as { children: RootContent[] }) : [];
    return isElement(node) && node.name ? [{ name: node.name, place: getPlace(node) }, ...inside] : inside;
  });
}
