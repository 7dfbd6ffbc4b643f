// What a cell says above its code when its text is not simply the book's or the reader's: code that came with a
// link, or an edit of an older release. Fetched when there is something to say.
import { diffLines, type DiffLine } from "./line-diff";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { toShareFragment } from "./share-link";
import { make } from "./stage";

export class Notices {
  constructor(private readonly cell: LiveCell) {}

  /** Puts a link to this cell's text in the clipboard, and in the address bar. */
  async share(): Promise<void> {
    const { cellId: cell, source } = this.cell;
    const url = new URL(await toShareFragment({ cell, source }), location.href);
    url.search = "";
    await navigator.clipboard.writeText(url.href).catch(() => prompt(page.strings.actions.share, url.href));
    this.cell.say(page.strings.shared);
  }

  /** Shows a sender's code, marked, not run. The reader's own text comes back on discard. */
  showArrival(source: string): void {
    const { said, keep, discard } = page.strings.arrival;
    const mine = this.cell.source;
    this.cell.showForeign(source);
    this.cell.dataset.shared = "";
    this.cell.scrollIntoView({ block: "start" });
    this.#show(said, { [keep]: () => this.#settleArrival(source), [discard]: () => this.#settleArrival(mine) });
  }

  #settleArrival(text: string): void {
    delete this.cell.dataset.shared;
    this.cell.showForeign(text);
    this.cell.keep();
    history.replaceState(history.state, "", `#${this.cell.id}`);
    this.#hide();
  }

  /** The book changed a cell that the reader had edited: keep mine, take new, compare. */
  askAboutRelease(): void {
    const { said, mine, theirs, compare } = page.strings.release;
    this.#show(said, {
      [mine]: () => (this.cell.keep(), this.#hide()),
      [theirs]: () => (this.cell.reset(), this.#hide()),
      [compare]: () => this.#compare(),
    });
  }

  #compare(): void {
    const { mine, theirs } = page.strings.compared;
    const signs: Record<DiffLine["type"], string> = { same: " ", mine: "−", theirs: "+" };
    const lines = diffLines(this.cell.source, this.cell.original).map(({ type, text }) =>
      make(document, "span", { class: `diff-${type}` }, `${signs[type]} ${text}\n`),
    );
    const key = make(
      document,
      "p",
      {},
      make(document, "span", { class: "diff-mine" }, `− ${mine}`),
      " ",
      make(document, "span", { class: "diff-theirs" }, `+ ${theirs}`),
    );
    this.#part.querySelector(".cell-diff")?.remove();
    this.#part.append(make(document, "div", { class: "cell-diff" }, key, make(document, "pre", {}, ...lines)));
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
    this.#part.replaceChildren(
      make(document, "p", {}, said),
      make(document, "div", { class: "notice-choices" }, ...buttons),
    );
    this.#part.hidden = false;
  }

  #hide(): void {
    this.#part.hidden = true;
    this.#part.replaceChildren();
  }
}
