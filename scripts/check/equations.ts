// The two languages number their equations alike, and a label names one equation of the book.
import { chapters } from "../../content/contents";
import type { AuthorError } from "../../src/cells/section";
import { checkEquationNumbers } from "../../src/prose/equation-numbers";

export const title = "equations have the same numbers in both languages";

export async function check(): Promise<AuthorError[]> {
  return checkEquationNumbers({ root: ".", base: "/", chapters });
}
