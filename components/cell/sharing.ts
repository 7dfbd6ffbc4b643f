// Edits in a link: one cell's or the whole page's. What is too long for one becomes a file.
import type { Edits } from "./edits";
import { saveEdits } from "./edits-io";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { tellPage, type Choice } from "./page-parts";
import { toExchangeWords } from "./exchange-words";
import { maxLinkLength, toPageFragment, toShareFragment } from "./share-link";
import { toSourceHash } from "./source-hash";

/** Puts a link to this cell's text in the clipboard. */
export async function shareCell(cell: LiveCell): Promise<void> {
  const { cellId, source } = cell;
  const link = toLink(await toShareFragment({ cell: cellId, source }));
  if (link.length > maxLinkLength) return tellTooLong((said, ...choices) => cell.say(said, ...choices), link, [cell]);
  await copy(link);
  cell.say(page.strings.shared);
}

/** Puts a link to every edit of this page in the clipboard. */
export async function sharePage(): Promise<void> {
  const { link: words } = toExchangeWords(page.language);
  const edited = page.cells.filter(({ source, original }) => source !== original);
  if (edited.length === 0) return tellPage(words.nothing);
  const link = toLink(await toPageFragment(edited.map(({ cellId, source }) => ({ cell: cellId, source }))));
  if (link.length > maxLinkLength) return tellTooLong(tellPage, link, edited);
  await copy(link);
  tellPage(words.copied(edited.length));
}

function tellTooLong(tell: (said: string, ...choices: Choice[]) => void, link: string, cells: LiveCell[]): void {
  const { link: words } = toExchangeWords(page.language);
  const edits: Edits = Object.fromEntries(
    cells.map(({ cellId, source, original }) => [
      cellId,
      { text: source, base: { ...toSourceHash(original), language: page.language } },
    ]),
  );
  tell(words.tooLong(link.length), { label: words.save, act: () => saveEdits({ [page.section]: edits }) });
}

function toLink(fragment: string): string {
  const url = new URL(fragment, location.href);
  url.search = "";
  return url.href;
}

/** The clipboard, or where the browser refuses it a text to copy by hand. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).catch(() => prompt(page.strings.actions.share, text));
}
