// The controls of one cell's training, under its outputs: draws a state, says what was pressed. Its elements stay the
// same while the state changes, so that what has the focus keeps it.
import type { TrainingStatus } from "../../src/kernel/training-messages";
import { formatNumber } from "./format-value";
import { icons, toSvg } from "./icons";
import { make } from "./stage";
import type { TrainingWords } from "./training-words";

export type TrainingPress = "pause" | "resume" | "step" | "keep" | "branch" | "goOn" | "discard" | "compare";

/** What the row shows. */
export interface RowState {
  status: TrainingStatus | undefined;
  /** Steps a second and seconds left, where they are known. */
  rate?: number | undefined;
  left?: number | undefined;
  /** A run that can be gone on with: words about it. */
  offer?: string | undefined;
  runs: { text: string; colour: string }[];
  compares: boolean;
}

export interface RowListener {
  press(press: TrainingPress): void;
  /** The checkpoint number `index` is to be shown. */
  scrub(index: number): void;
  removeRun(index: number): void;
}

type Button = HTMLButtonElement;

export class TrainingRow {
  readonly element: HTMLElement;
  readonly #buttons: Record<TrainingPress, Button>;
  readonly #where = make(document, "span", { class: "training-where" });
  readonly #said = make(document, "span", { class: "training-said", role: "status" });
  readonly #range = make(document, "input", { type: "range", min: 0, step: 1, "data-train": "scrub" });
  readonly #place = make(document, "output", { class: "training-place", "data-part": "training-place" });
  readonly #note = make(document, "p", { class: "training-note", role: "status" });
  readonly #scrub: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #runs: HTMLElement;
  readonly #list = make(document, "ul", {});
  #phase: TrainingStatus["phase"] | undefined;
  /** Where the hand put the slider: it stays there until the network of that step is shown. */
  #wanted: number | undefined;

  constructor(
    cell: string,
    private readonly words: TrainingWords,
    private readonly listener: RowListener,
  ) {
    const { pause, resume, step, keep, branch, goOn, discard, compare } = words;
    const labels = { pause, resume, step, keep, branch, goOn, discard, compare };
    this.#buttons = Object.fromEntries(
      Object.entries(labels).map(([press, label]) => [press, this.#button(press as TrainingPress, label)]),
    ) as Record<TrainingPress, Button>;
    const of = this.#buttons;
    of.branch.title = words.branchHint;
    this.#range.setAttribute("aria-label", words.scrub);
    this.#bar = make(document, "div", { class: "training-bar" }, of.pause, of.resume, of.step, of.keep, this.#where);
    this.#bar.append(of.goOn, of.discard, this.#said);
    this.#scrub = make(document, "div", { class: "training-scrub" }, this.#range, this.#place, of.branch);
    this.#runs = make(document, "div", { class: "training-runs" }, of.compare, this.#list);
    this.element = make(document, "div", { class: "cell-training", "data-part": "training", role: "group" });
    this.element.setAttribute("aria-label", words.label(cell));
    this.element.append(this.#bar, this.#scrub, this.#note, this.#runs);
    this.#listen();
  }

  show(state: RowState): void {
    const { status, offer } = state;
    const isLive = status?.phase === "running" || status?.phase === "paused";
    const focused = document.activeElement;
    this.#showBar(state, isLive);
    this.#showScrub(isLive ? undefined : status);
    this.#showRuns(state);
    const isEmpty = !isLive && offer === undefined && this.#scrub.hidden && this.#runs.hidden;
    this.element.hidden = isEmpty;
    this.element.dataset.phase = offer === undefined ? (status?.phase ?? "none") : "offer";
    if (status) this.#announce(status);
    this.#phase = status?.phase;
    if (focused !== document.activeElement || (focused instanceof HTMLElement && isHidden(focused, this.element)))
      this.#passFocus(focused);
  }

  #showBar({ status, rate, left, offer }: RowState, isLive: boolean): void {
    const { pause, resume, step, keep, goOn, discard } = this.#buttons;
    const isPaused = status?.phase === "paused";
    pause.hidden = !isLive || isPaused;
    resume.hidden = step.hidden = !isPaused;
    keep.hidden = !isLive;
    goOn.hidden = discard.hidden = isLive || offer === undefined;
    this.#bar.hidden = !isLive && offer === undefined;
    this.#where.setAttribute("aria-hidden", String(isLive)); // it ticks; what stands still is read
    this.#where.textContent = isLive && status ? this.#tell(status, rate, left) : (offer ?? "");
  }

  #tell({ step, total, phase }: TrainingStatus, rate: number | undefined, left: number | undefined): string {
    const { words } = this;
    const parts = [words.at(step, total)];
    if (phase === "running" && rate !== undefined) parts.push(words.rate(formatRate(rate)));
    if (phase === "running" && left !== undefined) parts.push(words.left(left));
    return parts.join(" · ");
  }

  #showScrub(status: TrainingStatus | undefined): void {
    const { checkpoints = [], names = [], shown, canGoOn = false, total = 0, step = 0 } = status ?? {};
    this.#scrub.hidden = names.length === 0 || checkpoints.length < 2;
    if (this.#scrub.hidden) this.#wanted = undefined;
    this.#note.textContent =
      this.#scrub.hidden || shown === undefined || shown === step ? "" : this.words.shown(names, shown);
    if (this.#scrub.hidden) return;
    this.#range.max = String(checkpoints.length - 1);
    const index = checkpoints.findIndex((checkpoint) => checkpoint.step === shown);
    if (index === this.#wanted) this.#wanted = undefined;
    if (this.#wanted === undefined && index >= 0) this.#range.value = String(index);
    const at = checkpoints[Number(this.#range.value)];
    if (!at) return;
    const loss = Number.isFinite(at.loss) ? formatNumber(Number(at.loss.toPrecision(3))) : undefined;
    this.#place.textContent = this.words.place(at.step, total, loss);
    this.#range.setAttribute("aria-valuetext", this.#place.textContent);
    this.#buttons.branch.hidden = !canGoOn || at.step >= total;
  }

  #showRuns({ runs, compares }: RowState): void {
    this.#runs.hidden = runs.length === 0;
    this.#list.hidden = !compares;
    this.#buttons.compare.setAttribute("aria-pressed", String(compares));
    const texts = JSON.stringify(runs);
    if (this.#list.dataset.shown === texts) return;
    this.#list.dataset.shown = texts;
    this.#list.replaceChildren(
      ...runs.map(({ text, colour }, i) => {
        const swatch = make(document, "span", { class: "training-swatch", style: `background:${colour}` });
        const remove = make(document, "button", { type: "button", "aria-label": this.words.remove(text) }, "×");
        remove.addEventListener("click", () => this.listener.removeRun(i));
        return make(document, "li", {}, swatch, text, remove);
      }),
    );
  }

  /** Read aloud: where it stands when it is held, also after each single step, and that it goes on. */
  #announce({ phase, step }: TrainingStatus): void {
    if (phase === "paused") this.#say(this.words.paused(step));
    else if (this.#phase === "paused" && phase === "running") this.#say(this.words.resumed);
  }

  #say(text: string): void {
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  /** What had the focus is gone: what takes its place has it now. */
  #passFocus(from: Element | null): void {
    if (!(from instanceof HTMLElement) || !this.element.contains(from)) return;
    const next = [...this.element.querySelectorAll<HTMLElement>("button, input")].find(
      (one) => !isHidden(one, this.element),
    );
    (next ?? this.element.closest("live-cell")?.querySelector<HTMLElement>('[data-action="run"]'))?.focus();
  }

  #button(press: TrainingPress, label: string): Button {
    const button = make(document, "button", { type: "button", "data-train": press });
    const shape = shapes[press];
    if (shape) button.innerHTML = toSvg(shape);
    button.append(make(document, "span", {}, label));
    return button;
  }

  #listen(): void {
    for (const [press, button] of Object.entries(this.#buttons))
      button.addEventListener("click", () => this.listener.press(press as TrainingPress));
    this.#range.addEventListener("input", () => {
      this.#wanted = Number(this.#range.value);
      this.listener.scrub(this.#wanted);
    });
  }
}

/** Three digits at most: 0.52, 7.3, 181. */
function formatRate(perSecond: number): string {
  return perSecond < 100 ? formatNumber(Number(perSecond.toPrecision(2))) : String(Math.round(perSecond));
}

function isHidden(element: HTMLElement, within: HTMLElement): boolean {
  if (!within.contains(element)) return false;
  for (let at: HTMLElement | null = element; at; at = at === within ? null : at.parentElement)
    if (at.hidden) return true;
  return false;
}

/** Those of training alone; `icons` has the shape of going on. */
const shapes: Partial<Record<TrainingPress, string>> = {
  pause: '<path d="M4.5 3.5h2.4v9H4.5zM9.1 3.5h2.4v9H9.1z" fill="currentColor" stroke="none"/>',
  resume: icons.run,
  step: '<path d="M3.5 3.5v9L10 8z" fill="currentColor" stroke="none"/><path d="M12 3.5v9"/>',
  keep: '<path d="M4 2.8h8v10.4L8 10.4l-4 2.8z"/>',
  branch: '<path d="M4.5 13V3M4.5 9c0-3 6.5-1.5 6.5-5M8.9 5.6L11 3.4l2.1 2.2"/>',
  goOn: icons.run,
  compare: '<path d="M2.5 4c3 0 3 8 11 8M2.5 4c5 0 6 5 11 5"/>',
};
