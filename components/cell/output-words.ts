// The words of outputs and controls in both languages, apart from strings.ts because no page needs them
// before a cell has something to show.
import type { Language } from "../../src/kernel/protocol";

export interface OutputWords {
  pad: { keys: string; undo: string; clear: string; seen: string; empty: string; penDown: string; penUp: string };
  field: { keys: string; add: string; remove: string; reset: string; count(points: number): string };
  point(index: number, x: string, y: string): string;
  file: {
    drop: Record<"text" | "image", string>;
    stays: string;
    limit(size: string): string;
    chosen(name: string, about: string): string;
    characters(count: number): string;
    tooLarge(size: string, most: string): string;
    notText: string;
    notImage: string;
  };
  figure: {
    keys: string;
    data: string;
    copy: string;
    copied: string;
    png: string;
    none: string;
    line(name: string, count: number, first: string, last: string): string;
    spread(low: string, lowAt: string, high: string, highAt: string): string;
    grid(rows: number, columns: number, low: string, high: string): string;
    thinned(kept: number, all: number): string;
  };
  tensor: { numbers: string; keys: string; notFinite(count: number): string };
  model: {
    layer: string;
    kind: string;
    shape: string;
    params: string;
    total(count: string): string;
    graph: string;
    fixed(count: string): string;
  };
  band: { inside: string; outside: string; book(band: string): string; otherMode(mode: string): string };
  ledger: {
    title: string;
    holds(tensors: number, bytes: string): string;
    freed(count: number): string;
    device(tensors: number, bytes: string, gpu?: string): string;
    notRun: string;
    count: string;
    kernel: string;
    calls: string;
    time: string;
    dispatches: string;
    sent: string;
    total(ms: string): string;
    none: string;
  };
}

const zh: OutputWords = {
  pad: {
    keys: "画板。用鼠标、手指或笔画；也可以用方向键移动笔，空格落笔或抬笔，退格撤销",
    undo: "撤销一笔",
    clear: "清空",
    seen: "网络看到的",
    empty: "画板是空的",
    penDown: "落笔",
    penUp: "抬笔",
  },
  field: {
    keys: "点图。拖动点，点空白处添加；也可以用 PageUp、PageDown 选点，方向键移动，回车添加，Delete 删除",
    add: "添加一点",
    remove: "删除选中的点",
    reset: "放回原处",
    count: (points) => `${points} 个点`,
  },
  point: (index, x, y) => `第 ${index} 点：${x}，${y}`,
  file: {
    drop: { text: "选一个文本文件，或拖到这里", image: "选一张图片，或拖到这里" },
    stays: "只在这个页面里读，不会上传，刷新后就没有了",
    limit: (size) => `不超过 ${size}`,
    chosen: (name, about) => `${name}：${about}`,
    characters: (count) => `${count} 个字符`,
    tooLarge: (size, most) => `这个文件有 ${size}，超过了 ${most}。换一个小一些的。`,
    notText: "这不是 UTF-8 编码的文本。请另存为 UTF-8 再试。",
    notImage: "浏览器不认识这种图片。PNG、JPEG、WebP 都可以。",
  },
  figure: {
    keys: "左右方向键逐点查看，上下方向键换一条线",
    data: "数据与摘要",
    copy: "复制数据",
    copied: "已复制",
    png: "存为 PNG",
    none: "还没有数据",
    line: (name, count, first, last) => `${name}：${count} 个点，从 ${first} 到 ${last}`,
    spread: (low, lowAt, high, highAt) => `；最小 ${low}（${lowAt}），最大 ${high}（${highAt}）。`,
    grid: (rows, columns, low, high) => `${rows} 行 ${columns} 列，最小 ${low}，最大 ${high}。`,
    thinned: (kept, all) => `共 ${all} 点，这里留 ${kept} 点；运行后可得全部`,
  },
  tensor: { numbers: "数值", keys: "方向键逐格查看", notFinite: (count) => `非有限值 ${count} 个` },
  model: {
    layer: "层",
    kind: "运算",
    shape: "输出形状",
    params: "参数",
    total: (count) => `共 ${count} 个参数`,
    graph: "结构图",
    fixed: (count) => `，其中 ${count} 个不训练`,
  },
  band: {
    inside: "在书的范围内",
    outside: "在书的范围之外",
    book: (band) => `书：${band}`,
    otherMode: (mode) => `书的范围是 ${mode} 模式的，你现在用的是另一种`,
  },
  ledger: {
    title: "账目",
    holds: (tensors, bytes) => `这一单元留着 ${tensors} 个张量，${bytes}`,
    freed: (count) => `；结束时释放了 ${count} 个没人要的`,
    device: (tensors, bytes, gpu) => `设备上共 ${tensors} 个张量，${bytes}${gpu ? `；显存 ${gpu}` : ""}`,
    notRun: "运行一次之后，这里有张量和内存的账。",
    count: "下次运行时给每种运算计时",
    kernel: "运算",
    calls: "次数",
    time: "毫秒",
    dispatches: "派发",
    sent: "时间是把活儿交给显卡所用的，不是显卡算完所用的",
    total: (ms) => `合计 ${ms} 毫秒`,
    none: "这次运行没有用到张量运算。",
  },
};

const en: OutputWords = {
  pad: {
    keys: "Drawing pad. Draw with mouse, finger or pen; or move the pen with the arrow keys, Space puts it down or up, Backspace takes back a stroke",
    undo: "Undo stroke",
    clear: "Clear",
    seen: "What a network sees",
    empty: "The pad is empty",
    penDown: "Pen down",
    penUp: "Pen up",
  },
  field: {
    keys: "Points. Drag them, press an empty place to add one; or choose with PageUp and PageDown, move with the arrow keys, Enter adds, Delete removes",
    add: "Add a point",
    remove: "Remove chosen",
    reset: "Put back",
    count: (points) => `${points} points`,
  },
  point: (index, x, y) => `Point ${index}: ${x}, ${y}`,
  file: {
    drop: { text: "Choose a text file, or drop one here", image: "Choose a picture, or drop one here" },
    stays: "read in this page only, never uploaded, gone after a reload",
    limit: (size) => `at most ${size}`,
    chosen: (name, about) => `${name}: ${about}`,
    characters: (count) => `${count} characters`,
    tooLarge: (size, most) => `This file has ${size}, more than ${most}. Choose a smaller one.`,
    notText: "This is not text in UTF-8. Save it as UTF-8 and try again.",
    notImage: "The browser does not know this kind of picture. PNG, JPEG and WebP will do.",
  },
  figure: {
    keys: "left and right arrows walk the points, up and down change the line",
    data: "Data and summary",
    copy: "Copy data",
    copied: "Copied",
    png: "Save PNG",
    none: "No data yet",
    line: (name, count, first, last) => `${name}: ${count} points, from ${first} to ${last}`,
    spread: (low, lowAt, high, highAt) => `; least ${low} (${lowAt}), greatest ${high} (${highAt}).`,
    grid: (rows, columns, low, high) => `${rows} rows, ${columns} columns, least ${low}, greatest ${high}.`,
    thinned: (kept, all) => `${kept} of ${all} points; run the cell for all`,
  },
  tensor: { numbers: "Numbers", keys: "arrow keys walk the squares", notFinite: (count) => `${count} not finite` },
  model: {
    layer: "Layer",
    kind: "Operation",
    shape: "Output shape",
    params: "Parameters",
    total: (count) => `${count} parameters`,
    graph: "Graph",
    fixed: (count) => `, ${count} of them fixed`,
  },
  band: {
    inside: "inside the book’s range",
    outside: "outside the book’s range",
    book: (band) => `the book ${band}`,
    otherMode: (mode) => `the book’s range is that of mode ${mode}, and you are in another`,
  },
  ledger: {
    title: "Ledger",
    holds: (tensors, bytes) => `This cell holds ${tensors} tensors, ${bytes}`,
    freed: (count) => `; ${count} that nobody held were freed`,
    device: (tensors, bytes, gpu) => `On the device: ${tensors} tensors, ${bytes}${gpu ? `; GPU memory ${gpu}` : ""}`,
    notRun: "After a run this tells of tensors and memory.",
    count: "Time each kind of operation in the next run",
    kernel: "Operation",
    calls: "Calls",
    time: "ms",
    dispatches: "Dispatches",
    sent: "times are for handing work to the GPU, not for the GPU’s own work",
    total: (ms) => `${ms} ms in all`,
    none: "This run used no tensor operation.",
  },
};

export function wordsIn(language: Language): OutputWords {
  return language === "en" ? en : zh;
}

/** 980 B, 1.2 kB, 3 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${Number(size.toPrecision(3))} ${unit}`;
}
