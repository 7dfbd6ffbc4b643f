// The text of this book, cut into passages, as it stood on one day: what the section on fields searches.
// How it was cut: scripts/pack-passages.ts. The file is checked against its hash, like all data of the book.
import { checkAndInflate, type DataFile } from "./data-sets";
import { host } from "./host";

export interface Passage {
  /** "mnist/mlp" */
  section: string;
  /** Of the section. */
  title: string;
  /** The nearest one above. */
  heading: string;
  /** Of the heading, without "#"; empty where only the page can be led to. */
  anchor: string;
  text: string;
}

export interface Passages {
  /** The day on which the text was as it is here. */
  date: string;
  passages: Passage[];
}

const ours = { licence: "CC BY 4.0", origin: "the pages of this book, packed by scripts/pack-passages.ts" };

const files: Record<"zh" | "en", DataFile> = {
  zh: {
    path: "passages/zh.bin",
    bytes: 97_199,
    sha256: "3b66f8035fbb8243898837d0ec1409c07f56e6a85c90e454e63d64373ee3a447",
    ...ours,
  },
  en: {
    path: "passages/en.bin",
    bytes: 96_182,
    sha256: "7ede45aa2a72828273e6bb9a7b8c4a6d5767b7573bffe7c15b798bd834c5e38a",
    ...ours,
  },
};

/** The passages in one language. Throws DataError unless the file is the one recorded here. */
export async function loadPassages(language: "zh" | "en"): Promise<Passages> {
  const file = files[language];
  const bytes = await checkAndInflate(file, await host().fetchData(file.path));
  return JSON.parse(new TextDecoder().decode(bytes)) as Passages;
}

/** How a table leads to a passage: "§ mnist/mlp#heading" is a link in the page. */
export function toPlace({ section, anchor }: Passage): string {
  return `§ ${section}${anchor && `#${anchor}`}`;
}
