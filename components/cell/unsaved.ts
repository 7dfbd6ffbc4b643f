// The browser refuses to save edits: says so once, and offers them as a file.
import { page } from "./page-cells";
import { tellPage } from "./page-parts";
import { toExchangeWords } from "./exchange-words";

let isSaid = false;

export function offerFile(): void {
  if (isSaid) return;
  isSaid = true;
  const { said, save } = toExchangeWords(page.language).storage;
  tellPage(said, { label: save, act: () => import("./edits-io").then(({ exportEdits }) => exportEdits()) });
}
