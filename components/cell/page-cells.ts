// All cells of the page, and what they and the page's own buttons ask for: edits, runs, controls. Loaded with every
// page; the kernel (page-kernel.ts) and the renderer are fetched at the first run.
import type { RunResult } from "../../src/kernel/client";
import type { ControlValue } from "../../src/kernel/output";
import type { Language } from "../../src/kernel/protocol";
import type { GoOn } from "../../src/kernel/training-messages";
import type { EditorMemory } from "./editor";
import { EditsOfSection, openStore } from "./edits";
import { KeptControls } from "./kept-controls";
import { LastOutputs } from "./last-outputs";
import type { LiveCell } from "./live-cell";
import { listenForOtherTabs, saveEdit } from "./page-edits";
import { PageKernel, toCellSource } from "./page-kernel";
import { showLastOutputs, showSafe } from "./page-opening";
import { PageRuns } from "./page-runs";
import { toSection } from "./section-path";
import { isShareFragment } from "./share-link";
import { toLanguage, toStrings, type Strings } from "./strings";

export class PageCells {
  readonly query = new URLSearchParams(location.search);
  readonly isSafe = this.query.has("safe");
  /** The page's path without base and language: what edits and outputs are kept under. */
  readonly section = toSection(location.pathname, import.meta.env.BASE_URL);
  readonly edits = new EditsOfSection(this.section, openStore("localStorage"));
  readonly lastOutputs = new LastOutputs(this.section, openStore("sessionStorage"));
  readonly keptControls = new KeptControls(this.section, openStore("sessionStorage"));
  /** Editors of the page's other language, until its cells have taken them. */
  readonly memories = new Map<string, EditorMemory>();
  readonly #kernel = new PageKernel(this);
  readonly #runs = new PageRuns(this, this.#kernel);
  #isAcross = false;
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
    return document.querySelector<LiveCell>(`live-cell#${CSS.escape(`cell-${id}`)}`) ?? undefined;
  }

  // ---- cells come and go, and are edited

  add(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle());
  }

  edited(cell: LiveCell): void {
    saveEdit(this, cell);
    this.#kernel.tellSoon();
  }

  goTo(id: string, line: number, column: number): void {
    const cell = this.find(id);
    cell?.scrollIntoView({ block: "nearest" });
    cell?.goTo(line, column);
  }

  // ---- run, stop, check, control

  run(cell: LiveCell): Promise<RunResult> {
    return this.#runs.run(cell);
  }

  /** Every cell in order; exercises are the reader's to run. */
  runAll(): Promise<RunResult[]> {
    return this.#runs.runAll(this.cells.filter((cell) => !cell.isExercise));
  }

  /** This cell after all that stand above it. */
  runToHere(last: LiveCell): Promise<RunResult[]> {
    const above = this.cells.slice(0, this.cells.indexOf(last));
    return this.#runs.runAll([...above.filter((cell) => !cell.isExercise), last]);
  }

  async stop(cell?: LiveCell): Promise<void> {
    await (await this.#kernel.opened)?.stop(cell?.cellId);
  }

  async restart(): Promise<void> {
    (await this.#kernel.opened)?.restart();
  }

  async check(cell: LiveCell, code: string): Promise<RunResult> {
    if (this.isSafe) return this.#runs.refuse(cell);
    const kernel = await this.#kernel.open();
    this.#kernel.tell();
    return kernel.check(cell.cellId, code);
  }

  /** The reader moved a control. What has not run yet is run: the cell that made it, and the cheap readers of it. */
  async control(cell: LiveCell, name: string, value: ControlValue): Promise<void> {
    if (this.isSafe) return void this.#runs.refuse(cell);
    const kernel = await this.#kernel.open();
    kernel.control(cell.cellId, name, value);
    this.keptControls.save(cell.cellId, name, value);
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.lastOutputs.save(cell.cellId, cell.source, cell.outputs), 300);
    const readers = this.cells.filter(
      (one) => one.isAuto && one !== cell && new RegExp(`\\b${name}\\b`).test(one.source),
    );
    // The kernel runs again what has run.
    const isKnown = kernel.isStarted && cell.state !== "idle";
    void this.#runs.runAll(isKnown ? readers.filter(({ state }) => state === "idle") : [cell, ...readers]);
  }

  /** Runs the cell so that its training goes on from there, with the controls as they stood. */
  async goOn(cell: LiveCell, goOn: GoOn, controls: { cell: string; name: string; value: ControlValue }[]) {
    const kernel = await this.#kernel.open();
    this.#kernel.tell();
    for (const control of controls) kernel.control(control.cell, control.name, control.value);
    (await this.#kernel.trainings()).watch(kernel);
    return this.#runs.run(cell, goOn);
  }

  /** Runs code beside the cells, once, with their names; what it shows is not on the page. */
  async runAside(id: string, source: string): Promise<RunResult> {
    const kernel = await this.#kernel.open();
    kernel.setCells([...this.cells.map(toCellSource), { id, source, auto: false, own: true }], this.language);
    const [result] = await kernel.run([id]);
    this.#kernel.tell();
    return result!;
  }

  /** The names that a cell made, while its values are in memory. */
  findNames(cell: LiveCell): string[] {
    return Object.keys(this.#kernel.started?.view(cell.cellId).values ?? {});
  }

  // ---- the page as it opens

  /** From now on there is something that a plain change of language would lose: values, undo, a sender's code. */
  keepAcrossLanguages(): void {
    if (this.#isAcross) return;
    this.#isAcross = true;
    void import("./language-switch").then(({ exchangeLanguages }) => exchangeLanguages(this));
  }

  /** Once after the cells are there: outputs of the last visit, a shared link, the other language's kernel. */
  async #settle(): Promise<void> {
    this.memories.clear();
    const kernel = this.#kernel.started;
    if (kernel) await this.#kernel.resume(kernel);
    else {
      if (this.isSafe) showSafe(this.strings);
      await showLastOutputs(this.cells, this.lastOutputs, this.strings);
      // The marker of training-store.ts.
      if (openStore("localStorage").getItem(`book:training:${this.section}`))
        await (await this.#kernel.trainings()).offer();
    }
    if (!isShareFragment(location.hash)) return;
    this.keepAcrossLanguages();
    await (await import("./arrival")).showShared();
  }
}

export const page = new PageCells();
