// The few sentences that stand in an exported file, in the reader's language.
import type { Language } from "../kernel/protocol";

interface Words {
  page(title: string): string;
  origin(release: string): string;
  faster(install: string, command: string): string;
}

const words: Record<Language, Words> = {
  zh: {
    page: (title) => `本节：${title}`,
    origin: (release) => `由本书的网页导出（版本 ${release}）。前面是它用到的 book 模块，后面是各个单元。MIT 许可证。`,
    faster: (install, command) => `想快约五倍：${install} && ${command}`,
  },
  en: {
    page: (title) => `The section: ${title}`,
    origin: (release) =>
      `Exported from the book's page (release ${release}): first the modules of book that it uses, then its cells. MIT licence.`,
    faster: (install, command) => `About five times faster: ${install} && ${command}`,
  },
};

export function wordsIn(language: Language): Words {
  return words[language];
}
