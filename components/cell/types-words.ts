// What the editor says about types, in both languages.
import type { Language } from "../../src/kernel/protocol";

export interface TypeWords {
  atLine(line: number): string;
  more(count: number): string;
  /** The worker could not be fetched. */
  absent: string;
  /** Said to who asks before the worker is there. */
  loading: string;
  newName(old: string): string;
  rename: string;
  close: string;
  noDefinition: string;
  source(module: string): string;
  overload(index: number, count: number): string;
  touch: { label: string; complete: string; explain: string; define: string; rename: string };
}

const zh: TypeWords = {
  atLine: (line) => `第 ${line} 行：`,
  more: (count) => `共 ${count} 处`,
  absent: "类型提示没能载入；编辑和运行照常。",
  loading: "正在载入类型提示……",
  newName: (old) => `${old} 的新名字`,
  rename: "改名",
  close: "关闭",
  noDefinition: "这里没有可以打开的定义。",
  source: (module) => `${module} 的源码，只读`,
  overload: (index, count) => `第 ${index} 种写法，共 ${count} 种`,
  touch: { label: "类型", complete: "补全", explain: "类型", define: "定义", rename: "改名" },
};

const en: TypeWords = {
  atLine: (line) => `Line ${line}: `,
  more: (count) => `${count} in all`,
  absent: "Type hints could not be loaded; editing and running work as before.",
  loading: "Loading type hints …",
  newName: (old) => `New name for ${old}`,
  rename: "Rename",
  close: "Close",
  noDefinition: "There is no definition to open here.",
  source: (module) => `Source of ${module}, read only`,
  overload: (index, count) => `form ${index} of ${count}`,
  touch: { label: "Types", complete: "Complete", explain: "Type", define: "Definition", rename: "Rename" },
};

export const typeWordsIn = (language: Language): TypeWords => (language === "en" ? en : zh);
