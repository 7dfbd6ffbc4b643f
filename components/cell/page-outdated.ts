// A part of the page could not be fetched: the site has a new release since the page was opened, or there is no
// network. Said where the reader's hand is, with the way out; what they wrote has been saved.
import { tellPage, type Choice } from "./page-parts";
import { toStrings } from "./strings";

export function hearMissingParts(): void {
  // Vite fires it when a script fetched late is not there (vite.dev/guide/build#load-error-handling).
  addEventListener("vite:preloadError", () => {
    const { outdated, reload } = toStrings(document.documentElement.lang);
    const choice: Choice = { label: reload, act: () => location.reload() };
    tellPage(outdated, choice);
    document.activeElement?.closest("live-cell")?.say(outdated, choice);
  });
}

/** What did not come before is here now: nothing else that the page has to say is taken back. */
export function takeBackMissing(): void {
  const { outdated } = toStrings(document.documentElement.lang);
  for (const part of document.querySelectorAll('[data-part="page-status"]'))
    if (part.textContent?.startsWith(outdated)) part.replaceChildren();
}
