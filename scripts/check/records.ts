// The record of every section is the record of this section: hashes, comments, bands, values cited in prose.
import { checkRecord } from "../../src/cells/check-record";
import type { AuthorError } from "../../src/cells/section";
import { cellPaths, loadSection } from "../sections";

export const title = "records: every cell recorded, every band what its seeds give";

export async function check(): Promise<AuthorError[]> {
  return cellPaths.flatMap((path) => loadSection(path)).flatMap(checkRecord);
}
