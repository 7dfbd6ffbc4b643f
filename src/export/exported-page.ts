// A page that leaves the site: its cells as the reader sees them now, and where it came from. Data only.
import type { Language } from "../kernel/protocol";

export interface ExportedPage {
  title: string;
  /** The page's own address. */
  address: string;
  /** Where its data files are fetched. */
  dataAddress: string;
  /** File name without ending. */
  name: string;
  language: Language;
  /** Which state of the book this is. */
  release: string;
  cells: ExportedCell[];
}

export interface ExportedCell {
  id: string;
  source: string;
  /** Shares the names of the page, gives it none. */
  isOwn: boolean;
  /** It ended in an error, which may be its point: the program goes on behind it. */
  fails: boolean;
  /** The heading it stands under, if it is the first one there. */
  heading?: string | undefined;
  /** What the reader's controls stand at. */
  inputs: Record<string, unknown>;
}
