// Which folder may import which: ARCHITECTURE.md's table, measured from the imports that run.
// Types cross freely; they leave nothing in what is built.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { toAuthorError } from "../../src/cells/author-error";
import type { AuthorError } from "../../src/cells/section";

export const title = "arrows: each folder imports only what ARCHITECTURE.md allows";

interface Arrow {
  from: string;
  /** Beginnings of paths and names of packages; a folder may always import itself. */
  may: string[];
  /** Any package at all, where the folder is not one that reaches the reader as it is. */
  packages: "any" | "listed";
}

export const arrows: Arrow[] = [
  { from: "src/language/", may: ["@babel/parser"], packages: "listed" },
  { from: "src/book/", may: ["@tensorflow/tfjs"], packages: "listed" },
  { from: "src/backend/", may: ["@tensorflow/"], packages: "listed" },
  { from: "src/kernel/", may: ["src/language/", "src/backend/", "src/book/", "@tensorflow/"], packages: "listed" },
  { from: "src/export/", may: ["src/language/", "src/book/", "@tensorflow/"], packages: "listed" },
  { from: "src/types/", may: ["src/language/", "typescript", "virtual:type-bundle/"], packages: "listed" },
  { from: "src/cells/", may: ["src/language/"], packages: "any" },
  { from: "src/prose/", may: ["src/cells/"], packages: "any" },
  {
    from: "components/",
    may: ["src/kernel/client", "src/kernel/protocol", "src/types/client", "src/export/", "src/prose/", "content/"],
    packages: "any",
  },
];

export interface Import {
  source: string;
  line: number;
  column: number;
}

export async function check(): Promise<AuthorError[]> {
  return globSync(["src/**/*.ts", "components/**/*.{ts,astro}"])
    .filter((file) => !/\.(test|d)\.ts$|\/testing\.ts$|\/fixtures\//.test(file))
    .flatMap((file) => checkFile(file, readFileSync(file, "utf8")));
}

export function checkFile(file: string, text: string): AuthorError[] {
  const arrow = arrows.find(({ from }) => file.startsWith(from));
  if (!arrow) return [];
  return findImports(file, text)
    .filter((found) => !isAllowed(arrow, toTarget(file, found.source)))
    .map((found) => {
      const fact = `${arrow.from} imports "${toTarget(file, found.source)}".`;
      return toAuthorError(
        file,
        found,
        fact,
        `It may import itself and ${arrow.may.join(", ")}: move what both need, or pass it in.`,
      );
    });
}

function isAllowed({ from, may, packages }: Arrow, target: string): boolean {
  if (target.startsWith(from) || may.some((m) => `${target}/`.startsWith(m))) return true;
  const isOurs = /^(src|components|content|scripts|e2e|pages)\//.test(target);
  return !isOurs && packages === "any";
}

/** Path from the root for a relative import, the package's name for another. */
function toTarget(file: string, source: string): string {
  if (source === "book" || source.startsWith("book/")) return `src/${source}`;
  return source.startsWith(".") ? join(dirname(file), source).replaceAll("\\", "/") : source;
}

/** Imports that run, also `import()`; of an .astro file those of its front matter and scripts. */
export function findImports(file: string, text: string): Import[] {
  const code = file.endsWith(".astro") ? keepScripts(text) : text;
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  const add = (node: ts.Expression | undefined): void => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ source: node.text.replace(/\?.*$/, ""), line: line + 1, column: character + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && runs(node.importClause)) add(node.moduleSpecifier);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function runs(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return true;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
  const names = clause.namedBindings;
  if (clause.name || !names || ts.isNamespaceImport(names)) return true;
  return names.elements.some((element) => !element.isTypeOnly);
}

/** Everything but front matter and scripts as spaces. */
function keepScripts(text: string): string {
  const kept = [...text.matchAll(/^---\n([^]*?)^---$|<script>([^]*?)<\/script>/gm)];
  let out = text.replace(/[^\n]/g, " ");
  for (const match of kept) {
    const body = match[1] ?? match[2] ?? "";
    const at = match.index + match[0].indexOf(body);
    out = out.slice(0, at) + body + out.slice(at + body.length);
  }
  return out;
}
