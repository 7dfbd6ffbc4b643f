// A new name for what the page's cells define (F2), in every cell that says it. In the cell at hand it is one step that
// undo takes back; in the others it is an edit like any other.
import { type ChangeSpec, type Extension } from "@codemirror/state";
import { keymap, showDialog, type EditorView } from "@codemirror/view";
import { cellOfFile, typeMessagesIn, type TextEdit } from "../../src/types/client";
import { note, want } from "./editor-problems";
import { page } from "./page-cells";
import { editors, fileShown, toSpot } from "./types-page";

export function renaming(): Extension {
  return keymap.of([{ key: "F2", run: renameHere }]);
}

/** The reader asks for it, with a key or a button. */
export function renameHere(view: EditorView): boolean {
  want(view);
  void ask(view);
  return true;
}

async function ask(view: EditorView): Promise<void> {
  const { head } = view.state.selection.main;
  const word = view.state.wordAt(head);
  const old = word ? view.state.sliceDoc(word.from, word.to) : "";
  const { doc } = view.state;
  // The old name for a new one changes nothing, and says whether it may be changed.
  const may = await editors.ask("rename", { at: toSpot(view.state, head), name: old });
  if (!may || view.state.doc !== doc) return;
  if (may.type === "refused") return refuse(view, may.why, may.detail);
  const name = await askForName(view, old);
  if (!name || name === old) return;
  await rename(view, head, name);
}

async function askForName(view: EditorView, old: string): Promise<string | undefined> {
  const { newName, rename: submitLabel } = editors.words;
  const input = { name: "name", value: old, autocomplete: "off", spellcheck: "false" };
  const { result } = showDialog(view, {
    label: `${newName(old)} `,
    input,
    submitLabel,
    focus: true,
    class: "types-dialog",
  });
  const form = await result;
  view.focus();
  const field = form?.elements.namedItem("name");
  return field instanceof HTMLInputElement ? field.value.trim() : undefined;
}

async function rename(view: EditorView, offset: number, name: string): Promise<void> {
  const { doc } = view.state;
  const found = await editors.ask("rename", { at: toSpot(view.state, offset), name });
  if (!found || view.state.doc !== doc) return;
  if (found.type === "refused") return refuse(view, found.why, found.detail);
  const here = view.state.facet(fileShown);
  const files = new Set(found.edits.map(({ file }) => file));
  const editsOf = (file: string) => found.edits.filter((edit) => edit.file === file);
  view.dispatch({ changes: editsOf(here).map(toChange), userEvent: "rename" });
  for (const file of files) if (file !== here) editCell(file, editsOf(file));
}

const toChange = ({ from, to, text }: TextEdit): ChangeSpec => ({ from, to, insert: text });

function editCell(file: string, edits: TextEdit[]): void {
  const cell = page.find(cellOfFile(file) ?? "");
  if (!cell) return;
  const last = edits.toSorted((a, b) => b.from - a.from);
  cell.source = last.reduce(
    (source, { from, to, text }) => source.slice(0, from) + text + source.slice(to),
    cell.source,
  );
}

function refuse(view: EditorView, why: keyof ReturnType<typeof typeMessagesIn>["refusals"], detail: string): void {
  view.dispatch({ effects: note.of(typeMessagesIn(page.language).refusals[why](detail)) });
}
