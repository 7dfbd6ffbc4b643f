// All cells of the page and the one kernel behind them: hands sources down, spreads what comes back.
// Loaded with every page; the kernel's client and the renderer are fetched at the first run.
import type { KernelClient, KernelEvent, RunResult } from "../../src/kernel/client";
import type { ControlValue } from "../../src/kernel/output";
import type { BackendName, CellSource, Language } from "../../src/kernel/protocol";
import { EditsOfSection, openStore } from "./edits";
import { KeptControls } from "./kept-controls";
import { LastOutputs } from "./last-outputs";
import type { LiveCell } from "./live-cell";
import type { TrainingsOfPage } from "./training";
import type { GoOn } from "../../src/kernel/training-messages";
import { toSection } from "./section-path";
import type { EditorMemory } from "./editor";
import { listenForOtherTabs, saveEdit } from "./page-edits";
import { showKernel, showLastOutputs, showSafe } from "./page-opening";
import { isShareFragment } from "./share-link";
import { showDevice, showRecordedValues, showValues, tellPage } from "./page-parts";
import { toLanguage, toStrings, type Strings } from "./strings";

export class PageCells {
  readonly #query = new URLSearchParams(location.search);
  readonly isSafe = this.#query.has("safe");
  /** The page's path without base and language: what edits and outputs are kept under. */
  readonly section = toSection(location.pathname, import.meta.env.BASE_URL);
  readonly edits = new EditsOfSection(this.section, openStore("localStorage"));
  readonly #lastOutputs = new LastOutputs(this.section, openStore("sessionStorage"));
  readonly #keptControls = new KeptControls(this.section, openStore("sessionStorage"));
  readonly #runs = new Map<string, Promise<RunResult>>();
  #kernel: Promise<KernelClient> | undefined;
  #training: Promise<TrainingsOfPage> | undefined;
  #started: KernelClient | undefined;
  #device: Extract<KernelEvent, { type: "device" }> | undefined;
  #isAcross = false;
  /** Editors of the page's other language, until its cells have taken them. */
  readonly memories = new Map<string, EditorMemory>();
  #telling: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    listenForOtherTabs(this);
    addEventListener("hashchange", () => isShareFragment(location.hash) && void this.#settle());
  }

  get language(): Language {
    return toLanguage(document.documentElement.lang);
  }

  get strings(): Strings {
    return toStrings(document.documentElement.lang);
  }

  /** The page's cells in their order. */
  get cells(): LiveCell[] {
    return [...document.querySelectorAll("live-cell")];
  }

  find(id: string): LiveCell | undefined {
    return this.cells.find((cell) => cell.cellId === id);
  }

  // ---- cells come and go, and are edited

  add(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle());
  }

  edited(cell: LiveCell): void {
    saveEdit(this, cell);
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#tellKernel(), 150);
  }

  // ---- run, stop, check, control

  run(cell: LiveCell): Promise<RunResult> {
    return this.#runs.get(cell.cellId) ?? this.#run([cell])[0]!;
  }

  /** Every cell in order; exercises are the reader's to run. */
  runAll(): Promise<RunResult[]> {
    const waiting = this.cells.filter((cell) => !cell.isExercise && !this.#runs.has(cell.cellId));
    return Promise.all(this.#run(waiting));
  }

  async stop(cell?: LiveCell): Promise<void> {
    await (await this.#kernel)?.stop(cell?.cellId);
  }

  async restart(): Promise<void> {
    (await this.#kernel)?.restart();
  }

  /** This cell after all that stand above it. */
  runToHere(last: LiveCell): Promise<RunResult[]> {
    const above = this.cells.slice(0, this.cells.indexOf(last));
    const waiting = [...above.filter((cell) => !cell.isExercise), last].filter((cell) => !this.#runs.has(cell.cellId));
    return Promise.all(this.#run(waiting));
  }

  /** Runs code beside the cells, once, with their names; what it shows is not on the page. */
  async runAside(id: string, source: string): Promise<RunResult> {
    const kernel = await this.#open();
    kernel.setCells([...this.cells.map(toCellSource), { id, source, auto: false, own: true }], this.language);
    const [result] = await kernel.run([id]);
    this.#tellKernel();
    return result!;
  }

  /** The names that a cell made, while its values are in memory. */
  findNames(cell: LiveCell): string[] {
    return Object.keys(this.#started?.view(cell.cellId).values ?? {});
  }

  async check(cell: LiveCell, code: string): Promise<RunResult> {
    if (this.isSafe) return this.#refuse(cell);
    const kernel = await this.#open();
    this.#tellKernel();
    return kernel.check(cell.cellId, code);
  }

  /** The reader moved a control. Before the first run this runs the cell that made it, and the cheap readers of it. */
  async control(cell: LiveCell, name: string, value: ControlValue): Promise<void> {
    if (this.isSafe) return void this.#refuse(cell);
    const kernel = await this.#open();
    kernel.control(cell.cellId, name, value);
    this.#keptControls.save(cell.cellId, name, value);
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#lastOutputs.save(cell.cellId, cell.source, cell.outputs), 300);
    if (kernel.isStarted && cell.state !== "idle") return;
    const readers = this.cells.filter((one) => one.isAuto && new RegExp(`\\b${name}\\b`).test(one.source));
    this.#run([cell, ...readers.filter((one) => one !== cell)].filter((one) => !this.#runs.has(one.cellId)));
  }

  /** Runs the cell so that its training goes on from there, with the controls as they stood. */
  async goOn(cell: LiveCell, goOn: GoOn, controls: { cell: string; name: string; value: ControlValue }[]) {
    const kernel = await this.#open();
    this.#tellKernel();
    for (const control of controls) kernel.control(control.cell, control.name, control.value);
    (await this.#trainings()).watch(kernel);
    return this.#runs.get(cell.cellId) ?? this.#run([cell], goOn)[0]!;
  }

  goTo(id: string, line: number, column: number): void {
    const cell = this.find(id);
    cell?.scrollIntoView({ block: "nearest" });
    cell?.goTo(line, column);
  }

  #run(cells: readonly LiveCell[], goOn?: GoOn): Promise<RunResult>[] {
    if (this.isSafe) return cells.map((cell) => Promise.resolve(this.#refuse(cell)));
    for (const cell of cells) cell.setState("queued");
    const all = this.#start(cells, goOn);
    return cells.map((cell, i) => {
      const run = all.then((results) => results[i]!).finally(() => this.#runs.delete(cell.cellId));
      this.#runs.set(cell.cellId, run);
      return run;
    });
  }

  async #start(cells: readonly LiveCell[], goOn?: GoOn): Promise<RunResult[]> {
    try {
      const kernel = await this.#open();
      this.#tellKernel();
      return await kernel.run(
        cells.map((cell) => cell.cellId),
        goOn,
      );
    } catch (error) {
      return cells.map((cell) => this.#fail(cell, String(error)));
    }
  }

  /** The kernel's code could not be fetched, or broke a promise. */
  #fail(cell: LiveCell, message: string): RunResult {
    this.#kernel = undefined;
    const error = { name: "KernelError", message: this.strings.broken(message), cell: cell.cellId };
    cell.setState("failed", { error });
    cell.say(error.message);
    return { state: "failed", ms: 0, error, outputs: [] };
  }

  #refuse(cell: LiveCell): RunResult {
    cell.say(this.strings.safe);
    const error = { name: "KernelOff", message: this.strings.safe, cell: cell.cellId };
    return { state: cell.state, ms: 0, error, outputs: cell.outputs };
  }

  // ---- the kernel

  #open(): Promise<KernelClient> {
    return (this.#kernel ??= this.#load());
  }

  async #load(): Promise<KernelClient> {
    const [{ kernel, readShape }, { OutputView }] = await Promise.all([
      import("../../src/kernel/client"),
      import("./output-view"),
    ]);
    const backends = { forced: this.#query.get("backend") as BackendName | null, prefer: findPreference() };
    kernel.open({
      language: this.language,
      base: import.meta.env.BASE_URL,
      forced: backends.forced ?? undefined,
      prefer: backends.prefer,
      shape: readShape(document.querySelector<HTMLElement>("[data-model]")?.dataset.model),
    });
    for (const [cell, name, value] of this.#keptControls.all) kernel.control(cell, name, value);
    kernel.on((event) => this.#hear(event));
    for (const cell of this.cells) cell.attach((part) => new OutputView(part, this.strings));
    this.keepAcrossLanguages();
    return (this.#started = kernel);
  }

  /** From now on there is something that a plain change of language would lose: values, undo, a sender's code. */
  keepAcrossLanguages(): void {
    if (this.#isAcross) return;
    this.#isAcross = true;
    void import("./language-switch").then(({ exchangeLanguages }) => exchangeLanguages(this));
  }

  /** Fetched when a cell first trains, or when there is a training to go on with. */
  async #trainings(): Promise<TrainingsOfPage> {
    this.#training ??= import("./training").then(({ TrainingsOfPage }) => new TrainingsOfPage(this));
    return this.#training;
  }

  #tellKernel(): void {
    clearTimeout(this.#telling);
    this.#started?.setCells(this.cells.map(toCellSource), this.language);
  }

  #hear(event: KernelEvent): void {
    if (event.type === "training") void this.#trainings().then((trainings) => trainings.watch(this.#started!));
    if (event.type === "device") return showDevice((this.#device = event), this.strings);
    if (event.type === "lost") return this.#showLoss(event);
    const cell = this.find(event.cell);
    if (!cell) return;
    if (event.type === "state") {
      cell.setState(event.state, event);
      if (isEnd(event.state)) setTimeout(() => this.#lastOutputs.save(cell.cellId, cell.source, cell.outputs));
    } else if (event.type === "output") cell.changeOutput(event.change, event.outputs);
    else cell.dispatchEvent(new CustomEvent(`cell:${event.type}`, { bubbles: true, detail: event }));
    if (event.type === "values") showValues(event.values);
  }

  #showLoss({ why, names, message }: Extract<KernelEvent, { type: "lost" }>): void {
    const said =
      why === "broken" ? this.strings.broken(message ?? "") : names.length > 0 ? this.strings.lost(names) : "";
    tellPage(said);
    showRecordedValues(names);
  }

  // ---- the page as it opens

  /** Once after the cells are there: outputs of the last visit, a shared link, the other language's kernel. */
  async #settle(): Promise<void> {
    this.memories.clear();
    if (this.#started) await this.#resume(this.#started);
    else {
      if (this.isSafe) showSafe(this.strings);
      await showLastOutputs(this.cells, this.#lastOutputs, this.strings);
      // The marker of training-store.ts.
      if (openStore("localStorage").getItem(`book:training:${this.section}`)) await (await this.#trainings()).offer();
    }
    if (!isShareFragment(location.hash)) return;
    this.keepAcrossLanguages();
    await (await import("./arrival")).showShared();
  }

  /** The page's text was exchanged for the other language's while the kernel went on. */
  async #resume(kernel: KernelClient): Promise<void> {
    this.#tellKernel();
    if (this.#device) showDevice(this.#device, this.strings);
    await showKernel(this.cells, kernel, this.strings);
    (await this.#training)?.show();
  }
}

function isEnd(state: string): boolean {
  return state === "done" || state === "failed" || state === "stopped";
}

function toCellSource(cell: LiveCell): CellSource {
  return { id: cell.cellId, source: cell.source, auto: cell.isAuto, own: cell.isOwn || cell.isExercise };
}

/** The device a section prefers, if it says so on its page controls. */
function findPreference(): BackendName | undefined {
  return document.querySelector<HTMLElement>("[data-prefer]")?.dataset.prefer as BackendName | undefined;
}

export const page = new PageCells();
