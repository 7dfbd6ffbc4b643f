// The signature of the call that is being written, with the parameter it has come to. Opens with a bracket or a comma,
// or with Ctrl+Shift+Space; closes with the call, or with Escape.
import { Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip, type ViewUpdate } from "@codemirror/view";
import type { SignatureHelp } from "../../src/types/client";
import { want } from "./editor-problems";
import { editors, toSpot } from "./types-page";
import { renderDocs } from "./types-markdown";

const show = StateEffect.define<Tooltip | null>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return tooltip && { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

export function signatureHelp(): Extension {
  return [
    shown,
    EditorView.updateListener.of((update) => void (isMoved(update) && help(update.view))),
    keymap.of([{ key: "Mod-Shift-Space", run: (view) => (want(view), void help(view), true) }]),
    Prec.high(keymap.of([{ key: "Escape", run: close }])),
    // Who runs the cell wants to see the line that it stops at.
    Prec.highest(EditorView.domEventHandlers({ keydown: (event, view) => void (isRun(event) && close(view)) })),
  ];
}

/** Something was written that opens a call, or the caret moved while its help stands open. */
function isMoved({ view, state, docChanged, selectionSet, transactions }: ViewUpdate): boolean {
  if (view.composing || transactions.some(({ effects }) => effects.some((effect) => effect.is(show)))) return false;
  if (state.field(shown)) return docChanged || selectionSet;
  const { head } = state.selection.main;
  const isTyped = transactions.some((transaction) => transaction.isUserEvent("input.type"));
  return docChanged && isTyped && /[(,]\s?$/.test(state.sliceDoc(Math.max(0, head - 2), head));
}

async function help(view: EditorView): Promise<void> {
  const { doc, selection } = view.state;
  const found = await editors.ask("signature", { at: toSpot(view.state, selection.main.head) });
  if (view.state.doc !== doc || view.state.selection.main.head !== selection.main.head || view.composing) return;
  if (!found && !view.state.field(shown)) return;
  view.dispatch({ effects: show.of(found ? toTooltip(found) : null) });
}

function isRun({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "Enter" && (shiftKey || ctrlKey || metaKey);
}

function close(view: EditorView): boolean {
  if (!view.state.field(shown)) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

function toTooltip(help: SignatureHelp): Tooltip {
  return { pos: help.start, above: true, create: () => ({ dom: render(help) }) };
}

function render({ label, active, docs, index, count }: SignatureHelp): HTMLElement {
  const root = document.createElement("div");
  root.className = "types-card";
  const line = document.createElement("pre");
  if (active) {
    const parameter = document.createElement("strong");
    parameter.textContent = label.slice(active.from, active.to);
    line.append(label.slice(0, active.from), parameter, label.slice(active.to));
  } else line.append(label);
  root.append(line);
  if (count > 1) {
    const note = document.createElement("p");
    note.textContent = editors.words.overload(index + 1, count);
    root.append(note);
  }
  if (docs) root.append(renderDocs(docs));
  return root;
}
