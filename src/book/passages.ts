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
    bytes: 117_300,
    sha256: "24d6ca972b1c1146e9e8cd609b6f228ca30480887466b05dca855f308c9b2e86",
    ...ours,
  },
  en: {
    path: "passages/en.bin",
    bytes: 116_165,
    sha256: "5aac87e91ef5ec892ce65d5e9029f9c77f2808723cd6297af09840793bfc2d92",
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
