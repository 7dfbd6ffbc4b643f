// What menus, lists and dialogs say, in both languages. Apart from strings.ts because a page that is only read fetches
// none of it. What is said of edits that come and go is in exchange-words.ts.
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
  followed: string;
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
  followed: "已换成另一份，可撤销",
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
  followed: "Changed to the other one; undo takes it back",
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
