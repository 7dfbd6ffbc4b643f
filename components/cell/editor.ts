// CodeMirror in place of the highlighted code; fetched when a reader first focuses a cell's code.
// Its tokens carry the classes that the build gave the static code, so that colours do not change.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyField, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { phrasesIn } from "./editor-phrases";
import "./editor.css";

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  /** For screen readers: which cell this is, and which keys do what. */
  label: string;
  onChange(text: string): void;
  onRun(): void;
  onLeave(): void;
  /** What `save` gave, if its text is still this one: undo goes on where it was. */
  memory?: EditorMemory | undefined;
}

/** Text, selection and undo history as plain data. */
export interface EditorMemory {
  text: string;
  hasFocus: boolean;
  state: unknown;
}

export interface Editor {
  text(): string;
  save(): EditorMemory;
  /** Types at the caret, as a key would. */
  insert(text: string): void;
  undo(): void;
  redo(): void;
  /** Replaces the text as one step that undo takes back. */
  setText(text: string): void;
  focus(at?: { x: number; y: number }): void;
  goTo(line: number, column: number): void;
  /** Marks the line of an error; nothing marks none. */
  markLine(line: number | undefined): void;
}

export function openEditor(options: EditorOptions): Editor {
  const view = new EditorView({ parent: options.parent, state: toState(options) });
  return {
    text: () => view.state.doc.toString(),
    save: () => ({
      text: view.state.doc.toString(),
      hasFocus: view.hasFocus,
      state: view.state.toJSON({ history: historyField }),
    }),
    insert: (text) =>
      view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true }),
    undo: () => undo(view),
    redo: () => redo(view),
    setText: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: isolateHistory.of("full"), // never one step with what was typed just before
      }),
    focus: (at) => focusAt(view, at),
    goTo: (line, column) => goTo(view, line, column),
    markLine: (line) => view.dispatch({ effects: errorLine.of(line) }),
  };
}

function toState(options: EditorOptions): EditorState {
  const { text, memory } = options;
  const config = { doc: text, extensions: toExtensions(options) };
  if (memory?.text !== text) return EditorState.create(config);
  return EditorState.fromJSON(memory.state, config, { history: historyField });
}

function toExtensions({ label, onChange, onRun, onLeave }: EditorOptions): Extension[] {
  const run = () => (onRun(), true);
  const leave = (view: EditorView) => (view.contentDOM.blur(), onLeave(), true);
  return [
    Prec.highest(keymap.of(["Shift-Enter", "Mod-Enter"].map((key) => ({ key, run })))),
    // Escape first closes what is open (search, several cursors), then leaves. Tab is not bound: it moves on.
    keymap.of([
      ...closeBracketsKeymap,
      ...historyKeymap,
      ...searchKeymap,
      ...defaultKeymap,
      { key: "Escape", run: leave },
    ]),
    EditorState.phrases.of(phrasesIn(document.documentElement.lang)),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    colouring,
    markedLine,
    // A caret at the start of a line shows the edge as well, after a long line was scrolled.
    EditorView.scrollMargins.of(({ contentDOM }) => ({ left: parseFloat(getComputedStyle(contentDOM).paddingLeft) })),
    typesOnFocus(),
    EditorView.contentAttributes.of({
      "aria-label": label,
      spellcheck: "false",
      autocapitalize: "off",
      translate: "no",
      tabindex: "0",
    }),
    tellWhenComposed(onChange),
  ];
}

/** Types come when the reader first edits, and the editor does not wait for them. */
function typesOnFocus(): Extension {
  let asked = false;
  return EditorView.updateListener.of(({ view }) => {
    if (!view.hasFocus || asked) return;
    asked = true;
    import("./editor-types").then(
      ({ addTypes }) => addTypes(view),
      () => (asked = false),
    );
  });
}

/** Says each change; one that an input method is still composing is said once, when it has settled. */
function tellWhenComposed(onChange: (text: string) => void): Extension {
  let isWaiting = false;
  const tell = (view: EditorView) => {
    isWaiting = false;
    onChange(view.state.doc.toString());
  };
  return [
    EditorView.updateListener.of(({ docChanged, view }) => {
      if (!docChanged && !isWaiting) return;
      if (view.composing) isWaiting = true;
      else tell(view);
    }),
    EditorView.domEventHandlers({
      compositionend: (_event, view) => void setTimeout(() => isWaiting && tell(view)),
    }),
  ];
}

/** The classes of highlight.ts. */
const highlightStyle = HighlightStyle.define([
  { tag: [tags.comment], class: "tok-comment" },
  { tag: [tags.keyword, tags.modifier, tags.bool, tags.null, tags.self, tags.atom], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.escape], class: "tok-string" },
  { tag: [tags.number], class: "tok-number" },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.standard(tags.typeName)], class: "tok-type" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "tok-property" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.function(tags.definition(tags.propertyName)),
    ],
    class: "tok-function",
  },
  {
    tag: [
      tags.definitionOperator,
      tags.arithmeticOperator,
      tags.logicOperator,
      tags.bitwiseOperator,
      tags.compareOperator,
      tags.updateOperator,
      tags.function(tags.punctuation),
    ],
    class: "tok-operator",
  },
  {
    tag: [tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    class: "tok-keyword",
  },
]);

export const colouring: Extension = [typescriptLanguage, syntaxHighlighting(highlightStyle)];

const errorLine = StateEffect.define<number | undefined>();

/** The marked line, until the text changes. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(errorLine)) return markOf(transaction.state, effect.value);
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function markOf(state: EditorState, line: number | undefined): DecorationSet {
  if (line === undefined || line > state.doc.lines) return Decoration.none;
  return Decoration.set(Decoration.line({ class: "line-error" }).range(state.doc.line(line).from));
}

function focusAt(view: EditorView, at: { x: number; y: number } | undefined): void {
  view.focus();
  const anchor = at && view.posAtCoords(at);
  if (anchor !== undefined && anchor !== null) view.dispatch({ selection: { anchor } });
}

function goTo(view: EditorView, line: number, column: number): void {
  const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.focus();
  view.dispatch({ selection: { anchor: Math.min(from + column - 1, to) }, scrollIntoView: true });
}
