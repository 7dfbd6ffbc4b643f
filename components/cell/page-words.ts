// What menus, dialogs and notices say, in both languages. Apart from strings.ts because a page that is only read
// fetches none of it.
import type { Language } from "../../src/kernel/protocol";

export interface PageWords {
  menu: {
    cell: string;
    page: string;
    outline: string;
    runToHere: string;
    weights: string;
    report: string;
    sharePage: string;
    script: string;
    notebook: string;
    exportEdits: string;
    importEdits: string;
    shortcuts: string;
  };
  close: string;
  cancel: string;
  undo: string;
  copy: string;
  copied: string;
  wasReset: string;
  wasResetAll(count: number): string;
  rival: { said: string; theirs: string; mine: string; other: string };
  followed: string;
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
  shortcuts: { title: string; keys: [keys: string, does: string][]; single: string };
  outline: { title: string; go(id: string): string; run(id: string): string; states: Record<string, string> };
  bar: { label: string; done: string; undo: string; redo: string; symbol(symbol: string): string };
}

const zh: PageWords = {
  menu: {
    cell: "更多",
    page: "更多",
    outline: "单元列表",
    runToHere: "运行到这里",
    weights: "下载权重（safetensors）",
    report: "报告错误…",
    sharePage: "分享本页的修改",
    script: "下载为 TypeScript 程序（.ts）",
    notebook: "下载为 Deno 笔记本（.ipynb）",
    exportEdits: "导出全书的修改",
    importEdits: "导入修改…",
    shortcuts: "快捷键",
  },
  close: "关闭",
  cancel: "取消",
  undo: "撤销",
  copy: "复制",
  copied: "已复制",
  wasReset: "已还原",
  wasResetAll: (count) => `已还原 ${count} 个单元。`,
  rival: {
    said: "这一单元还有你的另一份修改，来自另一个标签页或导入的文件。两份都还在。",
    theirs: "用另一份",
    mine: "保留这一份",
    other: "另一份",
  },
  followed: "已换成另一份，可撤销",
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
  shortcuts: {
    title: "快捷键",
    keys: [
      ["Shift + Enter", "运行单元（编辑时、或焦点在单元里）"],
      ["Ctrl + Enter / ⌘ Enter", "同上"],
      ["Esc", "离开编辑器，回到“运行”"],
      ["Tab / Shift + Tab", "下一个、上一个控件；在编辑器里也一样"],
      ["Ctrl + Z / Ctrl + Y", "编辑器里：撤销、重做；运行和还原之后也有效"],
      ["Ctrl + Space", "编辑器里：补全；Ctrl + Shift + Space 是参数"],
      ["F1 / F12", "编辑器里：光标处的类型、定义"],
      ["F2 / F8", "编辑器里：改名、下一处问题"],
      ["Ctrl + F", "编辑器里：查找和替换"],
      ["j / k", "焦点在单元里、不在编辑时：下一个、上一个单元"],
      ["?", "显示这张表"],
    ],
    single: "使用单键快捷键（j、k、?）",
  },
  outline: {
    title: "本页的单元",
    go: (id) => `到单元 ${id}`,
    run: (id) => `运行单元 ${id}`,
    states: {
      idle: "未运行",
      queued: "等待中",
      running: "运行中",
      done: "完成",
      failed: "出错",
      stopped: "已停止",
      stale: "待更新",
    },
  },
  bar: { label: "编辑", done: "完成", undo: "撤销", redo: "重做", symbol: (symbol) => `输入 ${symbol}` },
};

const en: PageWords = {
  menu: {
    cell: "More",
    page: "More",
    outline: "Cells",
    runToHere: "Run to here",
    weights: "Download weights (safetensors)",
    report: "Report a fault…",
    sharePage: "Share this page’s edits",
    script: "Download as a TypeScript program (.ts)",
    notebook: "Download as a Deno notebook (.ipynb)",
    exportEdits: "Export the whole book’s edits",
    importEdits: "Import edits…",
    shortcuts: "Keyboard shortcuts",
  },
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  copy: "Copy",
  copied: "Copied",
  wasReset: "Reset",
  wasResetAll: (count) => `${count} ${count === 1 ? "cell" : "cells"} reset.`,
  rival: {
    said: "There is another edit of yours for this cell, from another tab or an imported file. Both are kept.",
    theirs: "Use the other",
    mine: "Keep this one",
    other: "The other",
  },
  followed: "Changed to the other one; undo takes it back",
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
  shortcuts: {
    title: "Keyboard shortcuts",
    keys: [
      ["Shift + Enter", "Run the cell, from its editor or anything else in it"],
      ["Ctrl + Enter / ⌘ Enter", "The same"],
      ["Esc", "Leave the editor, to the Run button"],
      ["Tab / Shift + Tab", "Next and previous control, in the editor too"],
      ["Ctrl + Z / Ctrl + Y", "In the editor: undo and redo, also after a run or a reset"],
      ["Ctrl + Space", "In the editor: complete; Ctrl + Shift + Space for parameters"],
      ["F1 / F12", "In the editor: type, definition at the caret"],
      ["F2 / F8", "In the editor: rename, next problem"],
      ["Ctrl + F", "In the editor: find and replace"],
      ["j / k", "Next and previous cell, with the focus in a cell and not in its editor"],
      ["?", "Show this list"],
    ],
    single: "Use single-key shortcuts (j, k, ?)",
  },
  outline: {
    title: "Cells of this page",
    go: (id) => `Go to cell ${id}`,
    run: (id) => `Run cell ${id}`,
    states: {
      idle: "not run",
      queued: "queued",
      running: "running",
      done: "done",
      failed: "failed",
      stopped: "stopped",
      stale: "needs a run",
    },
  },
  bar: { label: "Editing", done: "Done", undo: "Undo", redo: "Redo", symbol: (symbol) => `Type ${symbol}` },
};

export function toPageWords(language: Language): PageWords {
  return language === "en" ? en : zh;
}
