// <live-cell>: what a reader touches, and what tests drive (ARCHITECTURE.md, "The contract of the page").
// Small, because every page loads it: editor, kernel, renderer and notices are fetched when they are needed.
import type { OutputChange, RunResult } from "../../src/kernel/client";
import type { CellError, Output } from "../../src/kernel/output";
import type { CellState } from "../../src/kernel/protocol";
import { isPending } from "./cell-state";
import { CodePart } from "./code-part";
import { mergeEdit } from "./edits";
import { listen, touchCode } from "./cell-hands";
import type { Editor, EditorMemory } from "./editor";
import { formatTime } from "./format-value";
import type { Notices } from "./notices";
import type { OutputView } from "./output-view";
import { page } from "./page-cells";
import { sayIn, type Choice } from "./page-parts";
import { toSourceHash } from "./source-hash";

export class LiveCell extends HTMLElement {
  #code: CodePart | undefined;
  #view: OutputView | undefined;
  #outputs: Output[] = [];
  #note: Node[] = [];
  #ranSource = "";
  #notices: Promise<Notices> | undefined;
  #checking: Promise<RunResult> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    if (this.#code) return;
    const { label } = this.findPart("code").dataset;
    this.#code = new CodePart(this.findPart("code"), {
      label: label ?? this.cellId,
      onChange: () => this.#edited(),
      onRun: () => void this.run(),
      onLeave: () => this.querySelector<HTMLElement>('[data-action="run"]')?.focus(),
      onTouch: () => touchCode(this),
      onOpen: (editor) => this.#opened(editor),
      memory: page.memories.get(this.cellId),
    });
    this.#note = [...this.findPart("status").childNodes];
    listen(this);
    this.#showEdit();
    page.add();
  }

  disconnectedCallback(): void {
    clearInterval(this.#clock);
  }

  // ---- the contract

  get cellId(): string {
    return this.id.replace(/^cell-/, "");
  }

  get state(): CellState {
    return this.dataset.state as CellState;
  }

  get source(): string {
    return this.#codePart.text;
  }

  /** Setting the source is an edit. */
  set source(text: string) {
    if (text === this.source) return;
    this.#codePart.show(text);
    this.#edited();
  }

  get original(): string {
    return this.#codePart.original;
  }

  /** What the cell shows since it last ran, as plain data. */
  get outputs(): Output[] {
    return this.#outputs;
  }

  /** Runs what the cell needs, then the cell. Resolves when the run ends, however it ends. */
  run(): Promise<RunResult> {
    return page.run(this);
  }

  stop(): Promise<void> {
    return page.stop(this);
  }

  /** Back to the book's text. */
  reset(): void {
    this.source = this.original;
  }

  /** Runs the exercise's check on the reader's answer and says whether it holds. */
  check(): Promise<RunResult> {
    const code = JSON.parse(this.querySelector('[data-part="check-code"]')?.textContent ?? '""') as string;
    return (this.#checking ??= this.#check(code).finally(() => (this.#checking = undefined)));
  }

  // ---- what the page tells the cell

  get isAuto(): boolean {
    return "auto" in this.dataset;
  }

  get isOwn(): boolean {
    return "own" in this.dataset;
  }

  get isExercise(): boolean {
    return this.dataset.cell === "exercise";
  }

  findPart(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  }

  setState(state: CellState, { ms, error }: { ms?: number; error?: CellError } = {}): void {
    const before = this.state;
    if (state === "running") this.#ranSource = this.source;
    const stopHadFocus = document.activeElement === this.querySelector('[data-action="stop"]');
    this.dataset.state = state;
    if (stopHadFocus && !isPending(state)) this.querySelector<HTMLElement>('[data-action="run"]')?.focus();
    if (state === "running" && before !== "running") this.#view?.start();
    if (before === "running" && state !== "running") this.#view?.end();
    // The kernel says "stale" of a cell that said so itself: what stands there by now is not to be written over.
    if (state !== before || state !== "stale") this.#showStatus(ms);
    this.#codePart.markLine(state === "failed" && error?.cell === this.cellId ? error.line : undefined);
    this.#tell("cell:state", { cell: this.cellId, state, ms, error });
    if (before === "running" && state === "done" && this.source !== this.#ranSource) this.setState("stale");
  }

  /** The kernel is about to start: from here on this view draws the outputs. */
  attach(view: (part: HTMLElement) => OutputView): void {
    this.#view ??= view(this.findPart("output"));
  }

  changeOutput(change: OutputChange, outputs: Output[]): void {
    this.#outputs = outputs;
    this.findPart("output").hidden = false;
    this.#view?.change(change);
    this.#tell("cell:output", { cell: this.cellId, change, outputs });
  }

  /** Outputs of a run that is over: after a reload, or in the page's other language. */
  showOutputs(outputs: Output[], note?: string): void {
    this.#outputs = outputs;
    this.#view?.show(outputs);
    if (note) this.say(note);
  }

  /** In the line of the cell's state, until that changes. */
  say(text: string, ...choices: Choice[]): void {
    sayIn(this.findPart("status"), text, choices);
  }

  /** Text and undo history of an open editor, for the page's other language. */
  saveEditor(): EditorMemory | undefined {
    return this.#codePart.save();
  }

  /** Shows a text that is not the reader's own; nothing is saved until they keep it. */
  showForeign(text: string): void {
    this.#codePart.show(text);
    this.toggleAttribute("data-edited", text !== this.original);
    setTimeout(() => void this.#codePart.open()); // the editor colours what the build did not
  }

  /** Takes what is shown for the reader's own. */
  keep(): void {
    this.#edited();
  }

  /** The same object for as long as the cell is there: what it asked can be answered or withdrawn. */
  notices(): Promise<Notices> {
    return (this.#notices ??= import("./notices").then(({ Notices }) => new Notices(this)));
  }

  // ---- inside

  get #codePart(): CodePart {
    if (!this.#code) throw new Error(`cell ${this.id} is not in a page`);
    return this.#code;
  }

  #tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }

  #edited(): void {
    this.toggleAttribute("data-edited", this.source !== this.original);
    page.edited(this);
    if (!isPending(this.state) && this.state !== "idle" && this.state !== "stale") this.setState("stale");
  }

  /** Edits came into the store: shows one that this cell did not have. */
  showStored(): void {
    if (this.source === this.original && page.edits.find(this.cellId)) this.#showEdit();
  }

  /** The reader's saved text, if any; and a question where the book's text changed since. */
  #showEdit(): void {
    const merge = mergeEdit(page.edits.see(this.cellId), toSourceHash(this.original), page.language);
    if (merge.type === "original") return;
    this.showForeign(merge.text);
    if (merge.type === "conflict") void this.notices().then((notices) => notices.askAboutRelease());
    if (merge.type === "rival") void this.notices().then((notices) => notices.askAboutRival(merge.rival));
  }

  /** From here on there is an undo history, and on a touch screen a keyboard that covers the cell's buttons. */
  #opened(editor: Editor): void {
    page.keepAcrossLanguages();
    if (matchMedia("(pointer: coarse)").matches)
      void import("./touch-bar").then(({ attachTouchBar }) => attachTouchBar(this, editor));
  }

  #showStatus(ms: number | undefined): void {
    clearInterval(this.#clock);
    const { state } = this;
    if (state === "idle") return this.findPart("status").replaceChildren(...this.#note);
    const words = page.strings.states[state];
    this.say(ms === undefined ? words : `${words} · ${formatTime(ms)}`);
    if (state === "running") this.#startClock();
  }

  /** Seconds since the run began, for eyes only: the status that is read aloud does not tick. */
  #startClock(): void {
    const began = performance.now();
    const clock = this.findPart("clock");
    clock.textContent = "";
    this.#clock = setInterval(() => (clock.textContent = formatTime(performance.now() - began)), 1000);
  }

  goTo(line: number, column: number): void {
    void this.#codePart.goTo(line, column);
  }

  async #check(code: string): Promise<RunResult> {
    const said = this.findPart("check");
    said.textContent = page.strings.states.running;
    const result = await page.check(this, code);
    const passed = result.state === "done";
    said.dataset.result = passed ? "pass" : "fail";
    const why = [result.error?.message, result.error?.hint].filter(Boolean).join(" ");
    said.textContent = passed ? page.strings.checkPassed : page.strings.checkFailed(why);
    return result;
  }
}

customElements.define("live-cell", LiveCell);

declare global {
  interface HTMLElementTagNameMap {
    "live-cell": LiveCell;
  }
}
