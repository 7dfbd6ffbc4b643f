// What types add to an editor: problems, completion, help, definitions and new names. Fetched when a reader first
// edits; the worker that knows the answers is in src/types.
import { StateEffect } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";
import { types, fileOfCell } from "../../src/types/client";
import { completeHere, completion, isTouch } from "./editor-complete";
import { defineHere, definitions } from "./editor-define";
import { explainHere, explanations } from "./editor-explain";
import { problemsPanel, retell, type TouchAction } from "./editor-problems";
import { renameHere, renaming } from "./editor-rename";
import { signatureHelp } from "./editor-signature";
import { tooltipPlaces } from "./editor-tooltips";
import type { LiveCell } from "./live-cell";
import { editors, fileShown } from "./types-page";
import "./types.css";

/** Adds everything to an editor that stands in a cell. */
export function addTypes(view: EditorView): void {
  const cell = view.dom.closest<LiveCell>("live-cell");
  if (!cell) return;
  const extensions = [
    presence(cell.cellId),
    fileShown.of(fileOfCell(cell.cellId)),
    tooltipPlaces(),
    completion(),
    explanations(),
    signatureHelp(),
    definitions(),
    renaming(),
    problemsPanel(isTouch() ? toTouchActions() : []),
  ];
  view.dispatch({ effects: StateEffect.appendConfig.of(extensions) });
  if (view.hasFocus) editors.wake();
}

/** What has no key on touch. */
function toTouchActions(): TouchAction[] {
  const { complete, explain, define, rename } = editors.words.touch;
  return [
    { label: complete, run: completeHere },
    { label: explain, run: explainHere },
    { label: define, run: defineHere },
    { label: rename, run: renameHere },
  ];
}

/** The editor is one of the page's as long as it is shown. */
function presence(cell: string) {
  const plugin = ViewPlugin.define((view) => {
    editors.add(cell, view);
    const end = types.on(() => view.dispatch({ effects: retell.of(null) }));
    return {
      destroy() {
        editors.remove(cell, view);
        end();
      },
    };
  });
  const listener = EditorView.updateListener.of(({ docChanged, focusChanged, view }) => {
    if (focusChanged && view.hasFocus) editors.wake();
    else if (docChanged) editors.checkSoon();
  });
  return [plugin, listener];
}
