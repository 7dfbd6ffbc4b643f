// The source of a module of the book, read only, under the editor from which it was asked for; one at a time in a
// cell. Types and definitions can be asked for in it, too; Escape or its button closes it.
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Definition } from "../../src/types/client";
import { colouring } from "./editor";
import { definitions } from "./editor-define";
import { explanations } from "./editor-explain";
import { editors, fileShown } from "./types-page";

type Module = Extract<Definition, { type: "module" }>;

export function showSource(asked: EditorView, found: Module): void {
  const part = asked.dom.closest<HTMLElement>('[data-part="code"]');
  if (!part) return;
  const before = part.querySelector<SourceElement>(".types-source");
  const origin = before?.origin ?? asked;
  before?.remove();
  const section = toSection(found, origin);
  part.append(section);
  openSource(section, found);
}

interface SourceElement extends HTMLElement {
  /** The editor to go back to. */
  origin?: EditorView;
}

function toSection({ module }: Module, origin: EditorView): SourceElement {
  const section: SourceElement = document.createElement("section");
  section.className = "types-source";
  section.origin = origin;
  const title = editors.words.source(module);
  section.setAttribute("aria-label", title);
  const head = document.createElement("header");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = editors.words.close;
  button.addEventListener("click", () => close(section));
  head.append(title, button);
  section.append(head);
  return section;
}

function openSource(section: SourceElement, { module, text, from, to }: Module): void {
  const view = new EditorView({
    parent: section,
    state: EditorState.create({
      doc: text,
      selection: { anchor: from, head: to },
      extensions: [
        // Before the one that closes, what Escape closes first.
        explanations(),
        keymap.of([{ key: "Escape", run: () => (close(section), true) }]),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({
          "aria-label": editors.words.source(module),
          "aria-readonly": "true",
          tabindex: "0",
        }),
        colouring,
        fileShown.of(module),
        definitions(),
      ],
    }),
  });
  view.focus();
  view.dispatch({ effects: EditorView.scrollIntoView(from, { y: "center" }) });
}

function close(section: SourceElement): void {
  section.remove();
  section.origin?.focus();
}
