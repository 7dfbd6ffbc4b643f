// MDX text → Section: finds the fences, reads what they say, keeps where they stand. The words of a fence are in meta.ts.
// Judges only what it cannot read; the rules of a section are in check-section.ts.
import type { Code, Parents, Root } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx";
import { toAuthorError, type Place } from "./author-error";
import { readMeta, type ExerciseRole, type FenceMeta, type MetaWord } from "./meta";
import { parseMdx } from "./parse-mdx";
import type { AuthorError, Cell, Exercise, Lang, Section } from "./section";

type Element = MdxJsxFlowElement | MdxJsxTextElement;

/** `<Value of="name" />` in prose. */
export interface ValueUse extends Place {
  name: string;
}

export interface Reading {
  section: Section;
  values: ValueUse[];
  errors: AuthorError[];
}

/** A fence of the tree, read. */
export interface Fence {
  node: Code;
  meta: FenceMeta;
  errors: AuthorError[];
}

/** `file` is the repository path; it tells the language and the section's path. */
export function readSection(file: string, source: string): Reading {
  try {
    return readTree(parseMdx(source), file, source);
  } catch (error) {
    return { section: emptySection(file, source), values: [], errors: [notMdx(file, error)] };
  }
}

/** The same from a tree that someone else has parsed (Astro's pipeline). */
export function readTree(tree: Root, file: string, source: string): Reading {
  const reading: Reading = { section: emptySection(file, source), values: [], errors: [] };
  walk(tree, reading);
  return reading;
}

/** content/docs/en/a/b.mdx → en, "a/b". */
export function readPath(file: string): { lang: Lang; path: string } {
  const inside = file.replace(/^(.*\/)?content\/docs\//, "").replace(/\.mdx?$/, "");
  return inside.startsWith("en/") ? { lang: "en", path: inside.slice(3) } : { lang: "zh", path: inside };
}

export function readFence(node: Code, file: string, source: string): Fence {
  const place = getPlace(node);
  const words = findWords(node, source);
  if (node.lang === "ts") return { node, ...readMeta(words, file, place) };
  const { meta } = readMeta([], file, place);
  const errors = words.filter((word) => word.text === "live").map((word) => notTypeScript(word, file, node.lang ?? ""));
  return { node, meta, errors };
}

export function toCell(fence: Fence, source: string): Cell {
  const place = getPlace(fence.node);
  const code = fence.node.value.replace(/\r\n?/g, "\n");
  const lines = source.split("\n");
  const line = place.line + 1;
  const first = (lines[line - 1] ?? "").replace(/\r$/, "");
  const column = columnOf(first, code.split("\n")[0] ?? "");
  const offset = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return { meta: fence.meta.cell, code, inherited: false, start: { line, column, offset }, fence: place };
}

/** Where a line of code begins in its line of MDX: after the list's or quotation's prefix. */
export function columnOf(mdxLine: string, codeLine: string): number {
  return mdxLine.endsWith(codeLine) ? mdxLine.length - codeLine.length + 1 : 1;
}

/** The text of an attribute; undefined where it is absent or an expression. */
export function getAttribute(element: Element, name: string): string | undefined {
  const found = element.attributes.find((a) => a.type === "mdxJsxAttribute" && a.name === name);
  return typeof found?.value === "string" ? found.value : undefined;
}

function walk(parent: Parents, reading: Reading): void {
  for (const node of parent.children) {
    if (node.type === "code") addCell(node, reading);
    else if (isElement(node) && node.name === "Exercise") addExercise(node, reading);
    else if ("children" in node) walk(node, reading);
    if (isElement(node) && node.name === "Value") addValue(node, reading);
  }
}

function addCell(node: Code, { section, errors }: Reading): void {
  const fence = readFence(node, section.file, section.source);
  errors.push(...fence.errors);
  if (fence.meta.role) errors.push(roleOutside(node, fence.meta.role, section.file));
  if (fence.meta.live) section.cells.push(toCell(fence, section.source));
}

function addValue(element: Element, { section, values, errors }: Reading): void {
  const name = getAttribute(element, "of");
  if (name) values.push({ name, ...getPlace(element) });
  else
    errors.push(
      toAuthorError(section.file, getPlace(element), "<Value> does not say whose value.", 'Write <Value of="name" />.'),
    );
}

function addExercise(element: Element, reading: Reading): void {
  const { section, errors } = reading;
  const fence = getPlace(element);
  const id = getAttribute(element, "id") ?? "";
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) errors.push(noExerciseId(section.file, fence, id));
  const parts = findFences(element).map((node) => readPart(node, id, reading));
  const find = (role: ExerciseRole) => parts.filter((p) => p.role === role).map((p) => p.cell);
  const first = (role: ExerciseRole) => find(role)[0] ?? emptyPart(id, role, fence);
  const wrong = find("wrong").map((cell, i) => withId(cell, `${id}-wrong-${i + 1}`));
  const exercise: Exercise = {
    id,
    fence,
    starter: withId(first("starter"), id),
    check: first("check"),
    solution: first("solution"),
    wrong,
  };
  section.exercises.push(exercise);
}

/** Fences of the exercise that play a role in it, also those inside <Hint>. */
function findFences(parent: Parents): Code[] {
  return parent.children.flatMap((node) =>
    node.type === "code" ? [node] : "children" in node ? findFences(node) : [],
  );
}

function readPart(node: Code, id: string, { section, errors }: Reading): { role?: ExerciseRole; cell: Cell } {
  const fence = readFence(node, section.file, section.source);
  errors.push(...fence.errors);
  if (fence.meta.live) errors.push(cellInside(node, section.file));
  const { role } = fence.meta;
  return { ...(role && { role }), cell: withId(toCell(fence, section.source), `${id}-${role ?? "text"}`) };
}

function withId(cell: Cell, id: string): Cell {
  return { ...cell, meta: { ...cell.meta, id, own: true } };
}

function emptyPart(id: string, role: ExerciseRole, fence: Place): Cell {
  const meta = { id: `${id}-${role}`, own: true, slow: false, auto: false, hide: false };
  return { meta, code: "", inherited: false, start: { ...fence, offset: 0 }, fence };
}

/** The words after the language, each with its place in the line of the fence. */
function findWords(node: Code, source: string): MetaWord[] {
  const { line, column } = getPlace(node);
  const text = source.split("\n", line)[line - 1] ?? "";
  const from = text.indexOf(node.lang ?? "", column - 1) + (node.lang ?? "").length;
  return [...text.slice(from).matchAll(/\S+/g)].map((m) => ({ text: m[0], line, column: from + m.index + 1 }));
}

export function isElement(node: { type: string }): node is Element {
  return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

export function getPlace(node: { position?: { start: Place } | undefined }): Place {
  const { line, column } = node.position?.start ?? { line: 1, column: 1 };
  return { line, column };
}

function emptySection(file: string, source: string): Section {
  return { ...readPath(file), file, source, cells: [], exercises: [] };
}

function notMdx(file: string, error: unknown): AuthorError {
  const { line, column, reason = String(error) } = error as { line?: number; column?: number; reason?: string };
  const [, ...said] = /\((\d+):(\d+)/.exec(reason) ?? [];
  const place = { line: line ?? Number(said[0] ?? 1), column: column ?? Number(said[1] ?? 1) };
  const fact = `This is not MDX: ${reason.replace(/\s*\([^()]*\)$/, "")}.`;
  return toAuthorError(file, place, fact, "Write < and { in prose as `<` and `{`; close every tag.");
}

function notTypeScript(word: MetaWord, file: string, lang: string): AuthorError {
  return toAuthorError(
    file,
    word,
    `A ${lang || "plain"} fence cannot be live.`,
    "Cells are TypeScript: write ```ts live id=….",
  );
}

function roleOutside(node: Code, role: string, file: string): AuthorError {
  return toAuthorError(
    file,
    getPlace(node),
    `A "${role}" fence stands outside an exercise.`,
    "Put it inside <Exercise id=…>.",
  );
}

function cellInside(node: Code, file: string): AuthorError {
  return toAuthorError(
    file,
    getPlace(node),
    "A live cell stands inside an exercise.",
    "Move it before the exercise: an exercise has starter, check, solution and wrong fences.",
  );
}

function noExerciseId(file: string, place: Place, id: string): AuthorError {
  const fact = id ? `"${id}" is not an exercise's id.` : "This exercise has no id.";
  return toAuthorError(file, place, fact, 'Write <Exercise id="kebab-name">.');
}
