// The reader's edits of the whole book as a file: out, and in again after a look at what that would change.
import { showDialog } from "./dialog";
import { openStore, type Edits } from "./edits";
import {
  applyImport,
  collectEdits,
  EditsFileError,
  planImport,
  readEditsFile,
  toEditsFile,
  type Change,
  type EditsFile,
} from "./edits-file";
import { page } from "./page-cells";
import { showStoredEdits } from "./page-edits";
import { tellPage } from "./page-parts";
import { toExchangeWords } from "./exchange-words";
import { pickFile, saveFile } from "./save-file";
import { make } from "./stage";

/** Every section's edits, also those that the browser refused to save. */
export function exportEdits(): void {
  const saved = collectEdits(openStore("localStorage"));
  saveEdits({ ...saved, ...(Object.keys(page.edits.all).length > 0 && { [page.section]: page.edits.all }) });
}

export function saveEdits(sections: { [section: string]: Edits }): void {
  const now = new Date();
  const text = JSON.stringify(toEditsFile(sections, now), null, 2);
  saveFile(`book-edits-${now.toISOString().slice(0, 10)}.json`, text, "application/json");
}

/** Nothing is written before the reader has seen what it is. */
export async function importEdits(): Promise<void> {
  const file = await pickFile(".json,application/json");
  if (!file) return;
  const words = toExchangeWords(page.language).importing;
  const read = await readFile(file);
  if (read instanceof EditsFileError) return void showDialog(words.title, [toParagraph(words.errors[read.reason])], []);
  const changes = planImport(read, openStore("localStorage"));
  const coming = changes.filter(({ type }) => type !== "same");
  if (coming.length === 0) return void showDialog(words.title, [toParagraph(words.nothing)], []);
  const note = coming.some(({ type }) => type === "both") ? [toParagraph(words.both)] : [];
  if (await showDialog(words.title, [toList(changes), ...note], [{ label: words.take, isMain: true }])) take(coming);
}

function take(changes: Change[]): void {
  const words = toExchangeWords(page.language).importing;
  const isWhole = applyImport(changes, openStore("localStorage"));
  tellPage(isWhole ? words.done(changes.length) : words.errors.store);
  showStoredEdits(page);
}

async function readFile(file: File): Promise<EditsFile | EditsFileError> {
  try {
    return readEditsFile(await file.text());
  } catch (error) {
    if (error instanceof EditsFileError) return error;
    throw error;
  }
}

function toList(changes: Change[]): HTMLElement {
  const { types } = toExchangeWords(page.language).importing;
  const rows = changes.map(({ section, cell, type }) =>
    make(
      document,
      "li",
      {},
      make(document, "span", {}, `${section} · ${cell}`),
      make(document, "span", {}, types[type]),
    ),
  );
  return make(document, "ul", {}, ...rows);
}

function toParagraph(text: string): HTMLElement {
  return make(document, "p", {}, text);
}
