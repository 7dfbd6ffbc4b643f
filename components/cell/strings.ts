// Every word the cell says to a reader, in both languages. Pure; the page takes the half it needs.
import type { CellState, Language } from "../../src/kernel/protocol";

export interface Strings {
  language: Language;
  actions: {
    run: string;
    stop: string;
    reset: string;
    copy: string;
    share: string;
    check: string;
    runAll: string;
    stopAll: string;
    restart: string;
    resetAll: string;
  };
  states: Record<CellState, string>;
  /** Of a queued cell, while the kernel is being fetched. */
  loading: string;
  cell(id: string): string;
  editor(id: string): string;
  toolbar(id: string): string;
  more(id: string): string;
  copied: string;
  shared: string;
  edited: string;
  folded: string;
  /** `none`: no tensor library was needed. */
  recorded(backend: string): string;
  earlier: string;
  output: string;
  data: string;
  everyNth(rows: number, step: number): string;
  moreRows(hidden: number): string;
  place(cell: string, line?: number, column?: number): string;
  tensorStats(min: string, mean: string, max: string): string;
  firstValues(count: number, total: number): string;
  checkPassed: string;
  checkFailed(why: string): string;
  release: { said: string; mine: string; theirs: string; compare: string };
  arrival: { said: string; keep: string; discard: string };
  compared: { mine: string; theirs: string };
  safe: string;
  safeLink: string;
  page: { label: string; deviceLabel: string; device: Record<string, string> };
  broken(message: string): string;
  lost(names: string[]): string;
  /** A part of the page is not there any more. */
  outdated: string;
  reload: string;
}

const maxNames = 8;

/** The first of a long list, and how many more there are. */
function toFew(names: string[]): { shown: string[]; more: number } {
  const shown = names.length > maxNames + 1 ? names.slice(0, maxNames) : names;
  return { shown, more: names.length - shown.length };
}

const zh: Strings = {
  language: "zh",
  actions: {
    run: "运行",
    stop: "停止",
    reset: "还原",
    copy: "复制",
    share: "分享",
    check: "检查",
    runAll: "全部运行",
    stopAll: "全部停止",
    restart: "重启",
    resetAll: "全部还原",
  },
  states: {
    idle: "",
    queued: "等待中",
    running: "运行中",
    done: "完成",
    failed: "出错",
    stopped: "已停止",
    stale: "待更新",
  },
  loading: "正在载入运行环境…",
  cell: (id) => `单元 ${id}`,
  editor: (id) => `单元 ${id} 的代码，按 Shift+Enter 运行，按 Esc 离开`,
  toolbar: (id) => `单元 ${id} 的操作`,
  more: (id) => `单元 ${id} 的其他操作`,
  copied: "已复制",
  shared: "链接已复制",
  edited: "已修改",
  folded: "显示代码",
  recorded: (backend) => (backend === "none" ? "录制" : `录制于 ${backend}`),
  earlier: "上次运行的输出，值已不在内存中",
  output: "输出",
  data: "数据",
  everyNth: (rows, step) => `共 ${rows} 行，每 ${step} 行取一行`,
  moreRows: (hidden) => `还有 ${hidden} 行`,
  place: (cell, line, column) =>
    [`单元 ${cell}`, line && `第 ${line} 行`, column && `第 ${column} 列`].filter(Boolean).join("，"),
  tensorStats: (min, mean, max) => `最小 ${min}，均值 ${mean}，最大 ${max}`,
  firstValues: (count, total) => `前 ${count} 个值，共 ${total} 个`,
  checkPassed: "通过",
  checkFailed: (why) => `还没有通过${why && `：${why}`}`,
  release: {
    said: "这一单元在你修改之后更新了。",
    mine: "保留我的",
    theirs: "用新的",
    compare: "比较",
  },
  arrival: { said: "这是别人分享给你的代码，还没有运行。", keep: "保留", discard: "放弃" },
  compared: { mine: "你的", theirs: "书中的" },
  safe: "安全模式：内核已关闭。",
  safeLink: "正常打开",
  page: {
    label: "整页的单元",
    deviceLabel: "设备：",
    device: {
      none: "未启动",
      unavailable: "没有可用的设备",
      webgpu: "WebGPU",
      wasm: "WASM",
      webgl: "WebGL",
      cpu: "CPU",
    },
  },
  outdated: "页面的一部分没能载入：网站有了新版，或者网络断了。你的修改都已保存。",
  reload: "重新载入",
  broken: (message) => `内核出了问题，请重启。（${message}）`,
  lost: (names) => {
    const { shown, more } = toFew(names);
    return `这些值不在内存中了：${shown.join("、")}${more > 0 ? `，另有 ${more} 个` : ""}。再运行一次就有。`;
  },
};

const en: Strings = {
  language: "en",
  actions: {
    run: "Run",
    stop: "Stop",
    reset: "Reset",
    copy: "Copy",
    share: "Share",
    check: "Check",
    runAll: "Run all",
    stopAll: "Stop all",
    restart: "Restart",
    resetAll: "Reset all",
  },
  states: {
    idle: "",
    queued: "Queued",
    running: "Running",
    done: "Done",
    failed: "Failed",
    stopped: "Stopped",
    stale: "Needs a run",
  },
  loading: "Loading what runs it…",
  cell: (id) => `Cell ${id}`,
  editor: (id) => `Code of cell ${id}; Shift+Enter runs it, Esc leaves it`,
  toolbar: (id) => `Actions of cell ${id}`,
  more: (id) => `More actions of cell ${id}`,
  copied: "Copied",
  shared: "Link copied",
  edited: "Edited",
  folded: "Show the code",
  recorded: (backend) => (backend === "none" ? "Recorded" : `Recorded on ${backend}`),
  earlier: "From your last run; its values are no longer in memory",
  output: "Output",
  data: "Data",
  everyNth: (rows, step) => `${rows} rows, every ${step}th shown`,
  moreRows: (hidden) => `${hidden} more rows`,
  place: (cell, line, column) =>
    [`Cell ${cell}`, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", "),
  tensorStats: (min, mean, max) => `min ${min}, mean ${mean}, max ${max}`,
  firstValues: (count, total) => `first ${count} of ${total} values`,
  checkPassed: "Passed",
  checkFailed: (why) => `Not there yet${why && `: ${why}`}`,
  release: {
    said: "The book changed this cell after you did.",
    mine: "Keep mine",
    theirs: "Take the new one",
    compare: "Compare",
  },
  arrival: { said: "Someone shared this code with you. It has not been run.", keep: "Keep", discard: "Discard" },
  compared: { mine: "Yours", theirs: "The book’s" },
  safe: "Safe mode: the kernel is off.",
  safeLink: "Open normally",
  page: {
    label: "All cells of this page",
    deviceLabel: "Device: ",
    device: {
      none: "not started",
      unavailable: "no device available",
      webgpu: "WebGPU",
      wasm: "WASM",
      webgl: "WebGL",
      cpu: "CPU",
    },
  },
  outdated:
    "A part of the page could not be loaded: the site has a new release, or the network is down. Your edits are saved.",
  reload: "Reload",
  broken: (message) => `The kernel has a problem; please restart it. (${message})`,
  lost: (names) => {
    const { shown, more } = toFew(names);
    return `No longer in memory: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}. Run the cells again to have them back.`;
  },
};

/** The strings of a language tag such as "zh", "zh-CN" or "en". */
export function toStrings(tag: string): Strings {
  return toLanguage(tag) === "en" ? en : zh;
}

export function toLanguage(tag: string): Language {
  return tag.toLowerCase().startsWith("en") ? "en" : "zh";
}
