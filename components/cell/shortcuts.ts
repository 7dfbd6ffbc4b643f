// The list of keys, and the switch that turns those of one key off.
import { showDialog } from "./dialog";
import { page } from "./page-cells";
import { toPageWords } from "./page-words";
import { useSingleKeys, usesSingleKeys } from "./single-keys";
import { make } from "./stage";

export async function showShortcuts(): Promise<void> {
  if (document.querySelector("dialog[open]")) return;
  const { title, keys, single } = toPageWords(page.language).shortcuts;
  const rows = keys.flatMap(([key, does]) => [
    make(document, "dt", {}, make(document, "kbd", {}, key)),
    make(document, "dd", {}, does),
  ]);
  const box = make(document, "input", { type: "checkbox", checked: usesSingleKeys() });
  box.addEventListener("change", () => useSingleKeys(box.checked));
  await showDialog(title, [make(document, "dl", {}, ...rows), make(document, "label", {}, box, single)], []);
}
