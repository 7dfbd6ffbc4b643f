// What is said of edits, weights and reports that leave a page or come to it, in both languages.
import type { Language } from "../../src/kernel/protocol";

export interface ExchangeWords {
  rival: { said: string; theirs: string; mine: string; other: string };
  storage: { said: string; save: string };
  link: { tooLong(characters: number): string; save: string; nothing: string; copied(cells: number): string };
  arrival: { said(cells: number): string; keep: string; discard: string };
  importing: {
    title: string;
    types: Record<"new" | "same" | "both", string>;
    both: string;
    take: string;
    nothing: string;
    done(cells: number): string;
    errors: Record<"json" | "format" | "version" | "damaged" | "store", string>;
  };
  weights: { none: string; reading: string; saved(tensors: number): string; failed(message: string): string };
  report: {
    title: string;
    said: string;
    copyOnly: string;
    open: string;
    issue(cell: string, section: string): string;
    what: string;
    answer: string;
    code: string;
    unchanged: string;
    result: string;
    device: string;
    release: string;
    page: string;
    browser: string;
    shortened: string;
  };
}

const zh: ExchangeWords = {
  rival: {
    said: "这一单元还有你的另一份修改，来自另一个标签页或导入的文件。两份都还在。",
    theirs: "用另一份",
    mine: "保留这一份",
    other: "另一份",
  },
  storage: { said: "浏览器不让保存：你的修改只在这个页面打开时还在。", save: "把修改存成文件" },
  link: {
    tooLong: (characters) => `链接要 ${characters} 个字符，许多地方会截断它。`,
    save: "存成文件再发送",
    nothing: "这一页还没有修改。",
    copied: (cells) => `链接已复制，带着 ${cells} 个单元的修改。`,
  },
  arrival: {
    said: (cells) => `这个链接带来了 ${cells} 个单元的代码，都还没有运行。`,
    keep: "全部保留",
    discard: "全部放弃",
  },
  importing: {
    title: "导入修改",
    types: { new: "新的", same: "与现有的相同", both: "与现有的不同" },
    both: "不同的两份都留着，打开那一节时再选。",
    take: "导入",
    nothing: "文件里没有新的修改。",
    done: (cells) => `已导入 ${cells} 个单元的修改。`,
    errors: {
      json: "这不是 JSON 文件，或者它不完整。什么也没有改动。",
      format: "这不是从本书导出的修改。什么也没有改动。",
      version: "这个文件来自更新版本的书，这里读不了。请刷新页面再试。",
      damaged: "文件损坏了：有的修改不完整。什么也没有改动。",
      store: "浏览器没有空间保存，没有全部导入。",
    },
  },
  weights: {
    none: "这一单元没有得到权重。",
    reading: "正在读取权重…",
    saved: (tensors) => `已保存 ${tensors} 个张量`,
    failed: (message) => `没能读出权重：${message}`,
  },
  report: {
    title: "报告错误",
    said: "下面这些会写进 GitHub 上的一个公开议题，提交之前你可以修改。",
    copyOnly: "这份书没有写明代码仓库。可以复制下面的文字，发给你拿到书的地方。",
    open: "到 GitHub 上提交",
    issue: (cell, section) => `${section}：单元 ${cell}`,
    what: "哪里不对？",
    answer: "（请写在这里）",
    code: "修改过的代码",
    unchanged: "代码没有修改。",
    result: "结果",
    device: "设备",
    release: "版本",
    page: "页面",
    browser: "浏览器",
    shortened: "…（太长，已截短）",
  },
};

const en: ExchangeWords = {
  rival: {
    said: "There is another edit of yours for this cell, from another tab or an imported file. Both are kept.",
    theirs: "Use the other",
    mine: "Keep this one",
    other: "The other",
  },
  storage: {
    said: "The browser refuses to save: your edits last only while this page is open.",
    save: "Save the edits as a file",
  },
  link: {
    tooLong: (characters) => `The link would be ${characters} characters long, and many places cut such links.`,
    save: "Save a file to send instead",
    nothing: "Nothing on this page has been edited.",
    copied: (cells) => `Link copied, with the edits of ${cells} ${cells === 1 ? "cell" : "cells"}.`,
  },
  arrival: {
    said: (cells) => `This link brought code for ${cells} ${cells === 1 ? "cell" : "cells"}. None of it has been run.`,
    keep: "Keep all",
    discard: "Discard all",
  },
  importing: {
    title: "Import edits",
    types: { new: "new", same: "same as yours", both: "differs from yours" },
    both: "Where they differ both are kept, and you choose when you open that section.",
    take: "Import",
    nothing: "There is nothing new in this file.",
    done: (cells) => `Edits of ${cells} ${cells === 1 ? "cell" : "cells"} imported.`,
    errors: {
      json: "This is not a JSON file, or it was cut short. Nothing has been changed.",
      format: "These are not edits that were exported from this book. Nothing has been changed.",
      version: "This file comes from a newer release of the book. Reload the page and try again.",
      damaged: "The file is damaged: some edits in it are incomplete. Nothing has been changed.",
      store: "The browser has no room left; not everything was imported.",
    },
  },
  weights: {
    none: "This cell made no weights.",
    reading: "Reading the weights…",
    saved: (tensors) => `${tensors} ${tensors === 1 ? "tensor" : "tensors"} saved`,
    failed: (message) => `The weights could not be read: ${message}`,
  },
  report: {
    title: "Report a fault",
    said: "This goes into a public issue on GitHub. You can change it before you submit it.",
    copyOnly: "This copy of the book names no repository. Copy the text below and send it to where you got the book.",
    open: "Submit on GitHub",
    issue: (cell, section) => `${section}: cell ${cell}`,
    what: "What is wrong?",
    answer: "(please write here)",
    code: "The edited code",
    unchanged: "The code has not been edited.",
    result: "Result",
    device: "Device",
    release: "Release",
    page: "Page",
    browser: "Browser",
    shortened: "… (shortened)",
  },
};

export function toExchangeWords(language: Language): ExchangeWords {
  return language === "en" ? en : zh;
}
