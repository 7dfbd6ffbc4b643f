// What a page with cells offers besides its buttons: taking things away, bringing them back, the shortcuts.
import { openMenu } from "./menu";
import { page } from "./page-cells";
import { toPageWords } from "./page-words";

export function openPageMenu(button: HTMLElement): void {
  const { menu } = toPageWords(page.language);
  const leave = () => import("./leave");
  const edits = () => import("./edits-io");
  openMenu(button, [
    {
      action: "share-page",
      label: menu.sharePage,
      act: () => import("./sharing").then(({ sharePage }) => sharePage()),
    },
    { action: "download-script", label: menu.script, act: () => leave().then(({ saveScript }) => saveScript()) },
    {
      action: "download-notebook",
      label: menu.notebook,
      act: () => leave().then(({ saveNotebook }) => saveNotebook()),
    },
    { action: "export-edits", label: menu.exportEdits, act: () => edits().then(({ exportEdits }) => exportEdits()) },
    { action: "import-edits", label: menu.importEdits, act: () => edits().then(({ importEdits }) => importEdits()) },
    {
      action: "shortcuts",
      label: menu.shortcuts,
      act: () => import("./shortcuts").then(({ showShortcuts }) => showShortcuts()),
    },
    { action: "report-page", label: menu.report, act: () => import("./report").then(({ report }) => report()) },
  ]);
}
