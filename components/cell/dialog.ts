// A question or a report in front of the page: a title, something to read, ways on. Escape closes it.
import { page } from "./page-cells";
import { toPageWords } from "./page-words";
import { make } from "./stage";
import "./menu.css";

export interface DialogChoice {
  label: string;
  /** The way that is meant. */
  isMain?: boolean;
  /** Where it leads, in a new tab; otherwise it closes the dialog and is the answer. */
  href?: string;
  /** Acts and leaves the dialog open. */
  act?(button: HTMLElement): unknown;
}

/** Resolves with the label of the button that closed it; with nothing if the reader thought better of it. */
export function showDialog(
  title: string,
  body: (Node | string)[],
  choices: DialogChoice[],
): Promise<string | undefined> {
  const last: DialogChoice = { label: toPageWords(page.language)[choices.length > 0 ? "cancel" : "close"] };
  const dialog = make(document, "dialog", { class: "cell-dialog not-content", "aria-labelledby": "cell-dialog-title" });
  const ways = [last, ...choices].map((choice) => toWay(choice, dialog));
  dialog.append(
    make(document, "h2", { id: "cell-dialog-title" }, title),
    ...body,
    make(document, "div", { class: "dialog-choices" }, ...ways),
  );
  document.body.append(dialog);
  dialog.showModal();
  ways.at(-1)?.focus();
  return new Promise((done) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(choices.find(({ label }) => label === dialog.returnValue)?.label);
    }),
  );
}

function toWay({ label, isMain, href, act }: DialogChoice, dialog: HTMLDialogElement): HTMLElement {
  const look = isMain ? "is-main" : undefined;
  if (href) return make(document, "a", { href, class: look, target: "_blank", rel: "noopener" }, label);
  const button = make(document, "button", { type: "button", class: look }, label);
  button.addEventListener("click", () => (act ? act(button) : dialog.close(label)));
  return button;
}
