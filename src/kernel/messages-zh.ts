// The kernel's messages in Chinese; messages-en.ts has the same in English.
import { countParts } from "./memory-limits";
import { bytes, capital, stepTime } from "./message-parts";
import type { Refusal } from "../backend/webgpu/steps";
import type { Probe } from "./device-probe";
import type { Shortage } from "./memory-limits";
import type { Message } from "./messages";
import type { BrokenOff } from "./training";

export const zh = {
  unknownName: (name: string, near?: string): Message => ({
    message: `没有叫 ${name} 的名字。`,
    hint: near ? `你是不是想写 ${near}？` : "检查拼写，或者先在某个单元里定义它。",
  }),
  pageName: (name: string): Message => ({
    message: `单元里没有 ${name}：它属于网页，而单元在后台运行，碰不到网页。`,
    hint: "用 console.log(x) 打印；最后一个表达式的值也会显示出来。",
  }),
  foreignName: (name: string, code: string): Message => ({
    message: `没有叫 ${name} 的名字。`,
    hint: `单元里写的是 TypeScript，这里用 ${code}。`,
  }),
  ownName: (name: string, cell: string): Message => ({
    message: `${name} 只属于单元 ${cell}，别的单元读不到它。`,
    hint: "在这个单元里重新定义它。",
  }),
  nameTaken: (name: string, definer: string): Message => ({
    message: `${name} 已经由单元 ${definer} 定义。`,
    hint: "一个名字只属于一个单元：换一个名字。",
  }),
  assigned: (name: string, definer: string): Message => ({
    message: `${name} 属于单元 ${definer}，不能在这里给它赋值。`,
    hint: `用一个新名字保存新的值，例如 const new${capital(name)} = …`,
  }),
  cycle: (cells: string[]): Message => ({
    message: `这些单元互相需要，没有一个能先运行：${[...cells, cells[0]].join(" → ")}。`,
    hint: "把它们共同需要的部分移到一个新的单元里。",
  }),
  needFailed: (cell: string): Message => ({
    message: `这个单元需要单元 ${cell}，而它没有成功。`,
    hint: `先修好单元 ${cell}。`,
  }),
  keptAt: (step: number, total: number): Message => ({
    message: `训练在第 ${step} 步停下，共 ${total} 步；保留的是当时的网络。`,
  }),
  lossLost: (step: number): Message => ({
    message: `从第 ${step} 步起，损失不再是有限的数，之后的网络没有用了。试试小一些的学习率，或者看看数据里有没有 NaN。`,
  }),
  needStopped: (cell: string): Message => ({
    message: `这个单元需要单元 ${cell}，而它被停止了。`,
    hint: `先运行单元 ${cell}。`,
  }),
  needOutdated: (cell: string): Message => ({
    message: `这个单元需要单元 ${cell}，而它没有最新的结果。`,
    hint: `再运行一次：单元 ${cell} 会先运行。`,
  }),
  /** `by` wrote what `owner` made, whereupon `cell`, which reads it, turned stale. */
  needWritten: (cell: string, by: string, owner: string): Message => ({
    message: `这个单元需要单元 ${cell}，而它的结果过时了：单元 ${by} 改写了单元 ${owner} 的值。`,
    hint: `再运行一次：单元 ${cell} 会先运行。要留住原来的值，就让单元 ${by} 改写一份副本。`,
  }),
  needDisposed: (cell: string, by: string, owner: string): Message => ({
    message: `这个单元需要单元 ${cell}，而它的结果过时了：单元 ${by} 释放了单元 ${owner} 的张量。`,
    hint: `让单元 ${by} 只释放它自己造的张量（别的先用 x.clone() 复制），再从单元 ${owner} 开始重新运行。`,
  }),
  usedDisposed: (by: string, owner: string): Message => ({
    message: `用到了一个已经释放的张量：单元 ${by} 释放了单元 ${owner} 的张量。`,
    hint: `让单元 ${by} 只释放它自己造的张量（别的先用 x.clone() 复制），再从单元 ${owner} 开始重新运行。`,
  }),
  unknownModule: (module: string, near?: string): Message => ({
    message: `单元里不能导入 "${module}"。`,
    hint: near ? `你是不是想写 "${near}"？` : '可以导入的有 "@tensorflow/tfjs"、"book" 和 "book/…"。',
  }),
  unknownExport: (module: string, name: string, near?: string): Message => ({
    message: `"${module}" 没有导出 ${name}。`,
    ...(near && { hint: `你是不是想写 ${near}？` }),
  }),
  moduleNotLoaded: (module: string): Message => ({
    message: `"${module}" 没能下载。`,
    hint: "检查网络，然后再运行一次。",
  }),
  noDevice: (wish: string, reason: string): Message => ({
    message: `这台设备用不了 ${wish}：${reason}`,
    hint: "从网址里去掉 ?backend=，让页面自己挑选设备。",
  }),
  deviceLost: (reason: string, broken?: BrokenOff): Message => ({
    message: broken ? `训练到第 ${broken.step} 步时显卡设备丢失了：${reason}` : `显卡设备丢失了：${reason}`,
    hint: broken
      ? `再运行一次：页面会重新打开设备，从第 ${broken.from} 步接着训练。`
      : "再运行一次：页面会重新打开设备，并重新计算需要的单元。",
  }),
  deviceError: (reason: string): Message => ({
    message: `显卡报告了一个错误：${reason}`,
    hint: "试试更小的批量，或者在网址里加上 ?backend=wasm。",
  }),
  outOfMemory: (shortage: Shortage): Message => ({
    message: `内存不够：这一步要${shortage.held === undefined ? "一整块 " : " "}${bytes(shortage.asked)}，这台设备最多给 ${bytes(shortage.limit)}${shortage.held === undefined ? "" : `，已经占了 ${bytes(shortage.held)}`}。`,
    hint: `缩小到 1/${countParts(shortage)} 以下就放得下：比如把批量或宽度除以 ${countParts(shortage)}，或者先 dispose 不再用的张量。`,
  }),
  syncRead: (): Message => ({
    message: "在 WebGPU 上不能立刻读出张量：dataSync、arraySync 和 print 都要等显卡。",
    hint: "写 await x.data()（或 await x.array()），或者直接把张量写在最后一行。",
  }),
  dataMissing: (path: string, status: string): Message => ({
    message: `数据文件 ${path} 没能下载（${status}）。`,
    hint: "检查网络，然后再运行一次。",
  }),
  written: (owner: string, name?: string): Message => ({
    message: `这个单元改写了单元 ${owner} 的${name ? ` ${name}` : "值"}。再次运行时会先重新运行单元 ${owner}。`,
  }),
  disposed: (owner: string, name?: string): Message => ({
    message: `这个单元释放了单元 ${owner} 的${name ? ` ${name}` : "张量"}，别的单元不能再用它。再次运行时会先重新运行单元 ${owner}。`,
  }),
  /** A training step is taken as it is written: book/compile-step. */
  notRecorded: (why: Refusal): Message => {
    const whys: Record<Refusal, string> = {
      reads: "它在中途读出了张量的值",
      numbers:
        "它每一步都在页面上算出不同的数，比如 tf.dropout 和 tf.randomNormal 的随机数（book/dropout 从 book/skipping 取的随机数可以录制，别的数可以放进批量里）",
      course: "它每一步做的运算不一样",
      keeps: "它留下了损失以外的张量",
      shapes: "批量的形状一直在变",
    };
    return { message: `训练步没能录制：${whys[why]}。它每一步都照写的运行，结果一样，只是慢一些。` };
  },
  compiling: "编译",
  threwValue: (text: string): Message => ({ message: `抛出了一个不是错误的值：${text}` }),
  /** A fact about an operation's arguments, and what they were. */
  calledWith: (fact: string, call: string): Message => ({
    message: `${fact.replace(/\.$/, "")}${/[。！？]$/.test(fact) ? "" : "。"}调用的是 ${call}。`,
  }),
  /** Why a device was or was not chosen; short, for the status line. */
  device: {
    forced: "网址指定",
    preferred: "本节的选择",
    best: "这里能用的最快的设备",
    guessed: (model: string, batchSize: number): string =>
      `按模型的大小（${model} 感知机，批量 ${batchSize}）估计最快，闲下来再试`,
    tried: (probe: Probe, model: string, batchSize: number): string =>
      `一步训练：${probe.map(({ backend, ...step }) => `${backend} ${stepTime(step)} 毫秒`).join("，")}（${model} 感知机，批量 ${batchSize}）`,
    nextTime: (backend: string): string => `下次打开用 ${backend}`,
    unknown: (known: string[]): string => `没有这种后端，可以写 ${known.join("、")}`,
    noWebgpu: "浏览器没有 WebGPU",
    noAdapter: "没有 WebGPU 适配器",
    softwareAdapter: "WebGPU 适配器只是软件模拟",
    noWasm: "浏览器没有 WebAssembly",
    refused: (reason: string): string => `没能启动${reason ? `（${reason}）` : ""}`,
  },
  /** What stands before an error's text. */
  line: (line: number): string => `第 ${line} 行：`,
};
