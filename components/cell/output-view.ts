// The output part of one cell in the page: draws what the kernel says, one change at a time.
// A figure that grows is drawn by us until the run ends, then by Plot, which is fetched for that.
import type { FigureOutput, FigureSpec, InputOutput, Output, ShownValue } from "../../src/kernel/output";
import type { OutputChange } from "../../src/kernel/client";
import { readControl } from "./control-value";
import { fillFigure, toAlt } from "./figure-frame";
import { findFacets } from "./figure-layout";
import { overlayChanged, withOverlay } from "./figure-overlay";
import { pageFrames } from "./page-frames";
import { hearRuns } from "./ran";
import { toSpecText } from "./render-control";
import { renderOutput } from "./render-output";
import { make, type Pixels, type Stage } from "./stage";
import { canStream, StreamFigure } from "./stream-figure";
import type { Strings } from "./strings";

/** Where the part has no width of its own yet (a closed fold, a hidden tab). */
const defaultWidth = 640;
/** A figure that we cannot grow ourselves is redrawn by Plot this often while it streams. */
const redrawMs = 600;

interface LiveFigure {
  output: FigureOutput;
  canvas: HTMLElement;
  stream?: StreamFigure;
  timer?: ReturnType<typeof setTimeout>;
}

export class OutputView {
  #figures = new Map<HTMLElement, LiveFigure>();
  #isRunning = false;
  /** The last run's outputs stay, faded, until the first of this run comes. */
  #isOld = false;
  /** Controls of the run before that this one may make again: they stay where they are, in the reader's hand. */
  #kept: HTMLElement[] = [];
  #stage: Stage;
  #resized: ResizeObserver;
  #width = 0;

  constructor(
    private readonly part: HTMLElement,
    strings: Strings,
  ) {
    this.#stage = {
      document,
      strings,
      isStatic: false,
      drawPixels,
      drawFigure: (output, canvas) => this.#addFigure(output, canvas),
    };
    hearRuns(part);
    this.#resized = new ResizeObserver(() => this.#resize());
    this.#resized.observe(part);
    part.addEventListener(overlayChanged, () => this.#redraw());
  }

  /** Draws outputs as they stand, of a run that has ended. */
  show(outputs: Output[]): void {
    this.#forget();
    this.#isOld = false;
    this.part.replaceChildren(...outputs.map((output) => renderOutput(output, this.#stage)));
  }

  start(): void {
    this.#isRunning = true;
    this.#age();
  }

  /** Plot draws what has streamed; outputs of an older run that nothing replaced go. */
  end(): void {
    this.#isRunning = false;
    pageFrames.drawAll();
    if (this.#isOld) this.#clear();
    this.#dropKept();
    this.part.style.minBlockSize = "";
    for (const figure of this.#figures.values()) void this.#drawWithPlot(figure);
  }

  change(change: OutputChange): void {
    switch (change.op) {
      case "clear":
        return this.#age();
      case "append":
        if (this.#isOld) this.#clear();
        return this.#append(change.output);
      case "replace":
        return this.#replace(change.index, change.output);
      case "points":
        return this.#grow(change.index);
      default:
        change satisfies never;
    }
  }

  #age(): void {
    if (this.#isRunning) this.part.style.minBlockSize = `${this.part.offsetHeight}px`;
    this.#isOld = true;
    this.part.toggleAttribute("data-old", true);
    if (!this.#isRunning) this.#clear();
  }

  #clear(): void {
    this.#forget();
    this.#isOld = false;
    this.part.removeAttribute("data-old");
    const children = [...this.part.children] as HTMLElement[];
    this.#kept = this.#isRunning ? children.filter((child) => child.dataset.spec !== undefined) : [];
    for (const child of children) if (!this.#kept.includes(child)) child.remove();
  }

  /** Puts an output after those of this run, before what is kept of the last one. */
  #append(output: Output): void {
    const kept = output.kind === "input" ? this.#kept.find((child) => isSameControl(child, output)) : undefined;
    if (!kept) return void this.part.insertBefore(renderOutput(output, this.#stage), this.#kept[0] ?? null);
    // What stands before it in the old order was not made again, or not yet.
    for (const passed of this.#kept.splice(0, this.#kept.indexOf(kept) + 1)) if (passed !== kept) passed.remove();
  }

  #dropKept(): void {
    for (const child of this.#kept) child.remove();
    this.#kept = [];
  }

  #forget(): void {
    for (const figure of this.#figures.values()) this.#stop(figure);
    this.#figures.clear();
    this.part.removeAttribute("data-old");
  }

  #replace(index: number, output: Output): void {
    const old = this.part.children[index];
    if (!(old instanceof HTMLElement))
      throw new Error(`output ${index} is replaced, but ${this.part.children.length} are shown`);
    if (output.kind === "progress" && old.dataset.kind === "progress")
      return pageFrames.draw(old, () => moveProgress(old, output.done, output.total));
    const figure = this.#figureIn(old);
    if (figure && output.kind === "figure") return this.#redrawAs(figure, output);
    if (figure) this.#remove(figure);
    old.replaceWith(renderOutput(output, this.#stage));
  }

  // ---- figures

  #addFigure(output: FigureOutput, canvas: HTMLElement): void {
    const figure: LiveFigure = { output, canvas };
    this.#figures.set(canvas, figure);
    if (this.#isRunning && canStream(output.figure)) {
      figure.stream = new StreamFigure(
        withOverlay(this.part, output.figure, this.#figures.size - 1),
        this.#figureWidth(),
      );
      figure.stream.element.setAttribute("aria-label", toAlt(output));
      canvas.append(figure.stream.element);
    } else void this.#drawWithPlot(figure);
  }

  #grow(index: number): void {
    const figure = this.#figureIn(this.part.children[index]);
    if (!figure) throw new Error(`output ${index} grows, but is no figure`);
    if (figure.stream) return figure.stream.grow();
    figure.timer ??= setTimeout(() => {
      figure.timer = undefined;
      void this.#drawWithPlot(figure);
    }, redrawMs);
  }

  /** The old drawing stays until the new one is there: nothing flickers, nothing moves. */
  #redrawAs(figure: LiveFigure, output: FigureOutput): void {
    this.#stop(figure);
    figure.output = output;
    void this.#drawWithPlot(figure);
  }

  #figureIn(element: Element | undefined): LiveFigure | undefined {
    const canvas = element?.querySelector<HTMLElement>(".figure-canvas");
    return canvas ? this.#figures.get(canvas) : undefined;
  }

  async #drawWithPlot(figure: LiveFigure): Promise<void> {
    const drawFigure = await fetchDrawing(figure.output.figure);
    await new Promise((resolve) => setTimeout(resolve)); // to start Plot is a task, to draw is another
    if (this.#figures.get(figure.canvas) !== figure || (figure.stream && this.#isRunning)) return;
    this.#stop(figure);
    const place = [...this.#figures.keys()].indexOf(figure.canvas);
    const spec = withOverlay(this.part, figure.output.figure, place);
    fillFigure(
      { ...figure.output, figure: spec },
      figure.canvas,
      [drawFigure(document, spec, this.#figureWidth())],
      this.#stage,
    );
  }

  #remove(figure: LiveFigure): void {
    this.#stop(figure);
    this.#figures.delete(figure.canvas);
  }

  #stop(figure: LiveFigure): void {
    figure.stream?.end();
    figure.stream = undefined;
    clearTimeout(figure.timer);
  }

  #figureWidth(): number {
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(this.part);
    const room = this.part.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
    return room > 100 ? Math.round(Math.min(room, 720)) : defaultWidth;
  }

  /** What is drawn beside the cell's own marks has changed. A figure that grows takes it up when its run ends. */
  #redraw(): void {
    for (const figure of this.#figures.values()) if (!figure.stream) void this.#drawWithPlot(figure);
  }

  #resize(): void {
    const width = this.#figureWidth();
    if (Math.abs(width - this.#width) < 24) return;
    const first = this.#width === 0;
    this.#width = width;
    if (!first && !this.#isRunning) for (const figure of this.#figures.values()) void this.#drawWithPlot(figure);
  }
}

/** Small maps that are drawn again and again while a network trains do not wait for Plot. */
async function fetchDrawing(spec: FigureSpec) {
  return findFacets(spec) ? (await import("./figure-facets")).drawFacets : (await import("./figure")).drawFigure;
}

/** The same control, in the reader's hand or with the value that the run went by. */
function isSameControl(element: HTMLElement, { name, control, value }: InputOutput): boolean {
  if (element.dataset.name !== name || element.dataset.spec !== toSpecText(control)) return false;
  return element.contains(document.activeElement) || showsValue(element, value);
}

function showsValue(element: HTMLElement, value: ShownValue): boolean {
  const field = element.querySelector<HTMLInputElement>("[data-control]");
  if (field) return readControl(field) === value;
  return element.dataset.value === undefined || element.dataset.value === JSON.stringify(value);
}

function drawPixels({ width, height, rgba }: Pixels, label: string): HTMLElement {
  const canvas = make(document, "canvas", { width, height, role: "img", "aria-label": label });
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}

function moveProgress(element: HTMLElement, done: number, total: number): void {
  const bar = element.querySelector("progress")!;
  bar.max = total;
  bar.value = done;
  element.querySelector(".progress-count")!.textContent = `${done} / ${total}`;
}
