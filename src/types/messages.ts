// What the editor's type check says in words of its own, in both languages; TypeScript says the rest.
import type { Language } from "../kernel/protocol";
import type { RenameRefusal } from "./protocol";

export interface TypeMessages {
  taken(name: string, cell: string): string;
  noModule(module: string, nearest: string | undefined): string;
  refusals: Record<RenameRefusal, (detail: string) => string>;
}

const zh: TypeMessages = {
  taken: (name, cell) => `名字 ${name} 已经属于单元 ${cell}。一个名字只属于一个单元：换一个名字。`,
  noModule: (module, nearest) => `没有可以导入的 "${module}"。${nearest ? `你是想写 "${nearest}" 吗？` : ""}`,
  refusals: {
    nothing: () => "这里没有可以改的名字。",
    foreign: (name) => `${name} 不是这一页的单元定义的，不能在这里改。`,
    noName: (name) => `“${name}”不能用作名字。`,
    taken: (name) => `名字 ${name} 在这一页已经有了。`,
  },
};

const en: TypeMessages = {
  taken: (name, cell) => `The name ${name} belongs to cell ${cell}. A name belongs to one cell: choose another.`,
  noModule: (module, nearest) => `There is no "${module}" to import.${nearest ? ` Did you mean "${nearest}"?` : ""}`,
  refusals: {
    nothing: () => "There is no name to change here.",
    foreign: (name) => `${name} is not defined by a cell of this page and cannot be changed here.`,
    noName: (name) => `“${name}” cannot be a name.`,
    taken: (name) => `This page already has the name ${name}.`,
  },
};

export const typeMessagesIn = (language: Language): TypeMessages => (language === "zh" ? zh : en);
