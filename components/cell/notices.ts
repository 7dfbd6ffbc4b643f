// What a cell says above its code when its text is not simply the book's or the reader's: code that came with a
// link, an edit of an older release, another edit of the reader's. Fetched when there is something to say.
import { diffLines, type DiffLine } from "./line-diff";
import { toExchangeWords } from "./exchange-words";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { toPageWords, type PageWords } from "./page-words";
import { make } from "./stage";

export class Notices {
  constructor(private readonly cell: LiveCell) {}

  /** Shows a sender's code, marked, not run. The reader's own text comes back on discard. */
  showArrival(source: string, onSettled: () => void): (keeps: boolean) => void {
    const { said, keep, discard } = page.strings.arrival;
    const mine = this.cell.source;
    this.cell.showForeign(source);
    this.cell.dataset.shared = "";
    const settle = (text: string) => {
      if (!("shared" in this.cell.dataset)) return;
      const isEdited = this.cell.dataset.shared === "edited";
      delete this.cell.dataset.shared;
      if (isEdited) page.edits.settle(this.cell.cellId); // what is chosen now is the one text
      this.cell.showForeign(text);
      this.cell.keep();
      this.#hide();
      onSettled();
    };
    this.#show(said, { [keep]: () => settle(this.cell.source), [discard]: () => settle(mine) });
    return (keeps) => settle(keeps ? this.cell.source : mine);
  }

  /** The book changed a cell that the reader had edited: keep mine, take new, compare. */
  askAboutRelease(): void {
    const { said, mine, theirs, compare } = page.strings.release;
    this.#show(said, {
      [mine]: () => (this.cell.keep(), this.#hide()),
      [theirs]: () => (this.cell.reset(), this.#hide()),
      [compare]: () => this.#compare(this.cell.original, page.strings.compared.theirs),
    });
  }

  /** Another tab, or a file, has another text for this cell. */
  askAboutRival(rival: string): void {
    if (this.#part.dataset.rival === rival) return;
    const { said, mine, theirs, other } = toExchangeWords(page.language).rival;
    const choose = (text: string) => {
      page.edits.settle(this.cell.cellId);
      page.edits.see(this.cell.cellId);
      this.cell.source = text;
      this.cell.keep();
      page.edits.settle(this.cell.cellId);
      this.#hide();
    };
    this.#show(said, {
      [mine]: () => choose(this.cell.source),
      [theirs]: () => choose(rival),
      [page.strings.release.compare]: () => this.#compare(rival, other),
    });
    this.#part.dataset.rival = rival;
  }

  /** The question has been answered elsewhere. */
  withdrawRival(): void {
    if ("rival" in this.#part.dataset) this.#hide();
  }

  /** The cell has been reset; this brings back what was there. */
  offerUndo(before: string): void {
    this.cell.say(this.#words.wasReset, { label: this.#words.undo, act: () => (this.cell.source = before) });
  }

  get #words(): PageWords {
    return toPageWords(page.language);
  }

  #compare(other: string, name: string): void {
    const { mine } = page.strings.compared;
    const signs: Record<DiffLine["type"], string> = { same: " ", mine: "−", theirs: "+" };
    const lines = diffLines(this.cell.source, other).map(({ type, text }) =>
      make(document, "span", { class: `diff-${type}` }, `${signs[type]} ${text}\n`),
    );
    const key = make(
      document,
      "p",
      {},
      make(document, "span", { class: "diff-mine" }, `− ${mine}`),
      " ",
      make(document, "span", { class: "diff-theirs" }, `+ ${name}`),
    );
    this.#part.querySelector(".cell-diff")?.remove();
    this.#part.append(
      make(document, "div", { class: "cell-diff" }, key, make(document, "pre", { tabindex: 0 }, ...lines)),
    );
  }

  get #part(): HTMLElement {
    return this.cell.findPart("notice");
  }

  #show(said: string, choices: Record<string, () => void>): void {
    const buttons = Object.entries(choices).map(([label, act]) => {
      const button = make(document, "button", { type: "button" }, label);
      button.addEventListener("click", act);
      return button;
    });
    delete this.#part.dataset.rival;
    this.#part.replaceChildren(
      make(document, "p", {}, said),
      make(document, "div", { class: "notice-choices" }, ...buttons),
    );
    this.#part.hidden = false;
  }

  #hide(): void {
    delete this.#part.dataset.rival;
    this.#part.hidden = true;
    this.#part.replaceChildren();
  }
}
