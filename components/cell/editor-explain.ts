// What a name is, under the pointer or (F1) at the caret. Escape closes it before it leaves the editor.
import { Prec, type Extension } from "@codemirror/state";
import {
  activateHover,
  closeHoverTooltips,
  EditorView,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
  type Tooltip,
} from "@codemirror/view";
import { want } from "./editor-problems";
import { editors, toSpot } from "./types-page";
import { renderExplanation } from "./types-markdown";

export function explanations(): Extension {
  return [
    hoverTooltip(explain, { hideOnChange: true }),
    keymap.of([{ key: "F1", run: explainHere }]),
    Prec.high(keymap.of([{ key: "Escape", run: closeExplanation }])),
  ];
}

/** The reader asks for it, with a key or a button. */
export function explainHere(view: EditorView): boolean {
  want(view);
  activateHover(view, view.state.selection.main.head, 1, {
    until: ({ docChanged, selection }) => docChanged || !!selection,
  });
  return true;
}

function closeExplanation(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}

async function explain(view: EditorView, pos: number): Promise<Tooltip | null> {
  const { doc } = view.state;
  const found = await editors.ask("hover", { at: toSpot(view.state, pos) });
  if (!found || view.state.doc !== doc) return null;
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: renderExplanation(found) }) };
}
