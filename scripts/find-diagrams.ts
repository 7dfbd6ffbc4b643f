// Which diagrams the books have, which of them are not drawn, and which drawings no page shows.
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuthorError } from "../src/cells/section";
import { readDiagram, type Diagram } from "../src/prose/diagram";
import { readMermaidVersion, toDrawingFile } from "../src/prose/diagrams";
import { scanPage } from "../src/prose/scan";

/** Books with pages of their own. */
export const roots = [".", "e2e/book"];

export interface Drawing {
  diagram: Diagram;
  source: string;
  root: string;
  file: string;
  line: number;
  column: number;
}

export function findDrawings(root: string): { drawings: Drawing[]; errors: AuthorError[] } {
  const version = readMermaidVersion();
  const drawings: Drawing[] = [];
  const errors: AuthorError[] = [];
  for (const file of globSync(join(root, "content/docs/**/*.mdx")).sort()) {
    for (const { lang, code, line, column } of scanPage(readFileSync(file, "utf8")).fences) {
      if (lang !== "mermaid") continue;
      const { diagram, mistakes } = readDiagram(code, version);
      errors.push(...mistakes.map((mistake) => ({ file, line, column, ...mistake })));
      drawings.push({ diagram, source: code, root, file, line, column });
    }
  }
  return { drawings, errors };
}

/** Drawings on disk that no page shows. */
export function findLeftOver(root: string, drawings: Drawing[]): string[] {
  const folder = join(root, "content/diagrams");
  const used = new Set(drawings.map(({ diagram }) => `${diagram.key}.svg`));
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !used.has(name))
        .map((name) => join(folder, name))
    : [];
}

export function isMissing({ root, diagram }: Drawing): boolean {
  return !existsSync(toDrawingFile(root, diagram.key));
}
