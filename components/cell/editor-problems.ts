// What is wrong, under the editor: the problem of the caret's line, or the first one; for eyes that find no underline,
// for hands without a pointer and for screen readers. On touch also the buttons for what has no key there.
import { forEachDiagnostic, nextDiagnostic, type Diagnostic } from "@codemirror/lint";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, showPanel, type Panel, type ViewUpdate } from "@codemirror/view";
import { types } from "../../src/types/client";
import { editors } from "./types-page";

/** What a button does that stands in for a key. */
export interface TouchAction {
  label: string;
  run(view: EditorView): unknown;
}

/** The worker's state has changed: say it. */
export const retell = StateEffect.define<null>();
/** A sentence for the reader, until they go on. */
export const note = StateEffect.define<string>();

const noted = StateField.define<string>({
  create: () => "",
  update(text, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(note)) return effect.value;
    return docChanged || selection ? "" : text;
  },
});

export function problemsPanel(actions: TouchAction[]): Extension {
  return [noted, showPanel.of((view) => toPanel(view, actions)), keymap.of([{ key: "F8", run: nextDiagnostic }])];
}

function toPanel(view: EditorView, actions: TouchAction[]): Panel {
  const dom = document.createElement("div");
  dom.className = "types-panel";
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  dom.append(line);
  if (actions.length > 0) dom.append(toButtons(view, actions));
  const tell = () => showLine(line, view);
  tell();
  return {
    dom,
    update(update) {
      if (isNews(update)) tell();
      // What has been said once keeps its place until the reader leaves, so that nothing jumps while they type.
      dom.toggleAttribute("data-kept", view.hasFocus && (dom.hasAttribute("data-kept") || line.textContent !== ""));
    },
  };
}

function isNews({ docChanged, selectionSet, transactions }: ViewUpdate): boolean {
  return docChanged || selectionSet || transactions.some(({ effects }) => effects.length > 0);
}

function showLine(line: HTMLElement, view: EditorView): void {
  const problems = findProblems(view.state);
  const problem = pickProblem(view.state, problems);
  const said = view.state.field(noted) || (problem ? "" : sayState());
  const text = problem && !said ? toText(view.state, problem, problems.length) : said;
  if (line.textContent === text) return;
  line.textContent = text;
  line.toggleAttribute("data-problem", problem !== undefined && !said);
  line.onclick = problem ? () => goTo(view, problem.from) : null;
}

function sayState(): string {
  if (types.state === "broken") return editors.words.absent;
  return types.state === "starting" && editors.isWanted ? editors.words.loading : "";
}

/** The reader has asked, with a key or a button: the worker starts, and until it is there the editor says so. */
export function want(view: EditorView): void {
  types.open();
  editors.isWanted = true;
  view.dispatch({ effects: retell.of(null) });
}

function toText(state: EditorState, { from, message }: Diagnostic, count: number): string {
  const { words } = editors;
  const place = words.atLine(state.doc.lineAt(Math.min(from, state.doc.length)).number);
  return `${place}${message}${count > 1 ? ` (${words.more(count)})` : ""}`;
}

function findProblems(state: EditorState): Diagnostic[] {
  const problems: Diagnostic[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => void problems.push({ ...diagnostic, from, to }));
  return problems;
}

function pickProblem(state: EditorState, problems: Diagnostic[]): Diagnostic | undefined {
  const { from, to } = state.doc.lineAt(state.selection.main.head);
  return problems.find((problem) => problem.from <= to && problem.to >= from) ?? problems[0];
}

function goTo(view: EditorView, anchor: number): void {
  view.dispatch({ selection: { anchor }, scrollIntoView: true });
  view.focus();
}

function toButtons(view: EditorView, actions: TouchAction[]): HTMLElement {
  const group = document.createElement("div");
  group.className = "types-touch";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", editors.words.touch.label);
  for (const { label, run } of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    // The editor keeps the focus, and the keyboard stays up.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => void run(view));
    group.append(button);
  }
  return group;
}
