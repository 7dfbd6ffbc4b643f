// Every diagram has its drawing, with title and description; no drawing is left over. Draws nothing.
import type { AuthorError } from "../../src/cells/section";
import { findDrawingMistakes } from "../../src/prose/diagrams";
import { findDrawings, findLeftOver, isMissing, roots } from "../find-diagrams";

export const title = "diagrams are drawn and described";

export async function check(): Promise<AuthorError[]> {
  return roots.flatMap((root) => {
    const { drawings, errors } = findDrawings(root);
    const missing = drawings
      .filter(isMissing)
      .flatMap(({ file, line, column }) =>
        findDrawingMistakes(undefined).map((mistake) => ({ file, line, column, ...mistake })),
      );
    const leftOver = findLeftOver(root, drawings).map((file) => ({
      file,
      line: 1,
      column: 1,
      fact: "No page shows this drawing.",
      wayOut: "Run `npm run diagrams`.",
    }));
    return [...errors, ...missing, ...leftOver];
  });
}
