// From a name to where it is defined (F12, or a click with Ctrl or ⌘): in a cell, or in a module of the book, whose
// source opens under the editor, read only. Escape or its button closes it.
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Definition } from "../../src/types/client";
import { note, want } from "./editor-problems";
import { showSource } from "./editor-source";
import { page } from "./page-cells";
import { editors, toSpot } from "./types-page";

export function definitions(): Extension {
  return [
    keymap.of([{ key: "F12", run: defineHere }]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const pos = view.posAtCoords(event);
        if (pos === null) return false;
        void define(view, pos);
        return true;
      },
    }),
  ];
}

/** The reader asks for it, with a key or a button. */
export function defineHere(view: EditorView): boolean {
  want(view);
  void define(view, view.state.selection.main.head);
  return true;
}

async function define(view: EditorView, offset: number): Promise<void> {
  const found = await editors.ask("define", { at: toSpot(view.state, offset) });
  if (found) open(view, found);
  else view.dispatch({ effects: note.of(editors.words.noDefinition) });
}

function open(view: EditorView, found: Definition): void {
  if (found.type === "module") return showSource(view, found);
  const before = page.find(found.cell)?.source.slice(0, found.from).split("\n") ?? [""];
  page.goTo(found.cell, before.length, before.at(-1)!.length + 1);
}
