// "Something is wrong here": an issue on GitHub, filled in with what the page knows and shown before it leaves.
import { showDialog, type DialogChoice } from "./dialog";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import type { Output } from "../../src/kernel/output";
import { findRelease, findRepository } from "./page-parts";
import { toExchangeWords } from "./exchange-words";
import { toPageWords } from "./page-words";
import { toIssueAddress, toIssueBody, type Fault } from "./fault";
import { make } from "./stage";

export async function report(cell?: LiveCell): Promise<void> {
  const words = toPageWords(page.language);
  const { report: say } = toExchangeWords(page.language);
  const title = cell ? say.issue(cell.cellId, page.section) : page.section;
  const body = toIssueBody(readFault(cell), say);
  const repository = findRepository();
  const copy: DialogChoice = {
    label: words.copy,
    act: (button) =>
      navigator.clipboard.writeText(`${title}\n\n${body}`).then(() => (button.textContent = words.copied)),
  };
  const open = repository && { label: say.open, isMain: true, href: toIssueAddress(repository, title, body) };
  const about = make(document, "p", {}, repository ? say.said : say.copyOnly);
  await showDialog(say.title, [about, make(document, "pre", { tabindex: 0 }, body)], open ? [copy, open] : [copy]);
}

/** An error with its name, which readers see in the colour only. */
function toText(output: Output): string {
  return output.kind === "error" ? `${output.error.name}: ${output.text}` : output.text;
}

function readFault(cell?: LiveCell): Fault {
  const device = document.querySelector<HTMLElement>('[data-part="device"]');
  return {
    page: location.origin + location.pathname + (cell ? `#${cell.id}` : ""),
    release: findRelease(),
    device: [device?.dataset.backend, device?.dataset.adapter].filter(Boolean).join(" · "),
    browser: navigator.userAgent,
    ...(cell && { state: cell.state, outputs: cell.outputs.map(toText) }),
    ...(cell && cell.source !== cell.original && { code: cell.source }),
  };
}
