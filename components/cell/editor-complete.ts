// Completion: what TypeScript knows could stand here, with documentation beside it. Opens by itself where letters
// come from a keyboard; on touch, and while an input method composes, only when it is asked for.
import {
  autocompletion,
  closeCompletion,
  completionStatus,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Prec, type Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import { types, type Choice, type Spot } from "../../src/types/client";
import { want } from "./editor-problems";
import { editors, toSpot } from "./types-page";
import { renderExplanation } from "./types-markdown";

export const isTouch = (): boolean => matchMedia("(pointer: coarse)").matches;

const word = /[$\p{ID_Continue}]*$/u;
const path = /^[\w@/.-]*$/;
/** CodeMirror's ranks go from -99 to 99; TypeScript's begin with "10" for what is nearest. */
const nearestRank = 10;

export function completion(): Extension {
  return [
    Prec.highest(keymap.of([{ key: "Escape", run: dropPending }])),
    autocompletion({ override: [complete], activateOnTyping: !isTouch(), maxRenderedOptions: 60 }),
  ];
}

/** Choices that do not show yet are no thing to close: Escape drops them and goes on to leave the editor. */
function dropPending(view: EditorView): boolean {
  if (completionStatus(view.state) === "pending") closeCompletion(view);
  return false;
}

/** The reader asks for it, with a key or a button. */
export function completeHere(view: EditorView): boolean {
  want(view);
  view.focus();
  return startCompletion(view);
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  if (context.view?.composing || !isWanted(context)) return null;
  if (context.explicit) types.open();
  const found = await editors.ask("complete", { at: toSpot(context.state, context.pos) });
  if (!found || found.choices.length === 0) return null;
  const isPath = found.choices.every(({ kind }) => kind === "module");
  return {
    from: found.from,
    options: found.choices.map((choice) => toCompletion(toSpot(context.state, found.from), choice, isPath)),
    validFor: isPath ? path : /^[$\p{ID_Continue}]*$/u,
  };
}

/** Behind a letter of a name, a dot, or the sign that opens a text. */
function isWanted({ explicit, state, pos }: CompletionContext): boolean {
  if (explicit) return true;
  const { from, text } = state.doc.lineAt(pos);
  const before = text.slice(0, pos - from);
  const written = word.exec(before)![0];
  return written ? !/^\d/.test(written) : /[."'/@]$/.test(before);
}

function toCompletion(at: Spot, { label, kind, rank }: Choice, isPath: boolean): Completion {
  const boost = Number.isNaN(rank) ? -50 : nearestRank - rank;
  const info = async () => {
    const said = await editors.ask("explain", { at, label });
    return said ? renderExplanation(said) : null;
  };
  return isPath ? { label, type: "namespace" } : { label, type: icons[kind] ?? "variable", boost, info };
}

/** TypeScript's kinds as CodeMirror's, which have icons. */
const icons: Record<string, string> = {
  const: "constant",
  let: "variable",
  var: "variable",
  function: "function",
  "local function": "function",
  method: "method",
  property: "property",
  getter: "property",
  class: "class",
  interface: "interface",
  type: "type",
  keyword: "keyword",
  module: "namespace",
  alias: "variable",
  enum: "enum",
  string: "text",
};
