// The prose plugins in the order in which a page needs them. Put them after remark-math and before src/cells.
import type { Book } from "./book";
import { diagrams } from "./diagrams";
import { equations } from "./equations";
import { things } from "./things";
import { unbroken } from "./unbroken";

export type { Book } from "./book";

export function prosePlugins(book: Book) {
  return [things(book), equations(book), unbroken, diagrams(book)];
}
