// Changing the language while there is something to lose: the other page's text takes this one's place without a
// navigation, so that values, a running cell, undo and a sender's code stay. Until then a link is just a link.
import type { LiveCell } from "./live-cell";
import type { PageCells } from "./page-cells";
import { toSection } from "./section-path";
import { isShareFragment } from "./share-link";

/** What of `<head>` belongs to a page rather than to the site. */
const headOfPage = "title, meta[name], meta[property], link[rel=canonical], link[rel=alternate]";

/** The page that is shown; an anchor within it is no change of language. */
let shown = location.pathname;

export function exchangeLanguages(page: PageCells): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[hreflang]") : null;
    if (!link || !isOtherLanguage(link, page) || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
      return;
    event.preventDefault();
    void exchange(link.href + toRest(location), true, page);
  });
  addEventListener("popstate", () => {
    if (location.pathname !== shown) void exchange(location.href, false, page);
  });
}

/** What stays in the address: a device that it forces, a sender's code. */
function toRest({ search, hash }: Location): string {
  return search + (isShareFragment(hash) ? hash : "");
}

/** Another address of the section that this page shows. */
function isOtherLanguage({ href, pathname, origin }: HTMLAnchorElement, page: PageCells): boolean {
  return (
    origin === location.origin &&
    href !== location.href &&
    toSection(pathname, import.meta.env.BASE_URL) === page.section
  );
}

/** Fetches the page in the other language and shows it; if that fails, goes there. */
async function exchange(address: string, isNew: boolean, page: PageCells): Promise<void> {
  if (toSection(new URL(address).pathname, import.meta.env.BASE_URL) !== page.section) return location.assign(address);
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status}`);
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!next.querySelector("live-cell")) throw new Error("no cells");
    const place = findPlace(page);
    for (const cell of page.cells) remember(cell, page);
    if (isNew) history.pushState(null, "", address);
    shown = location.pathname;
    show(next);
    place?.();
    if (isNew) focusSwitch();
  } catch {
    location.assign(address);
  }
}

function remember(cell: LiveCell, page: PageCells): void {
  const memory = cell.saveEditor();
  if (memory) page.memories.set(cell.cellId, memory);
}

/** The link was pressed: its counterpart has the focus, so that the keyboard goes on from there. */
function focusSwitch(): void {
  document.querySelector<HTMLElement>("header a[hreflang]")?.focus({ preventScroll: true });
}

function show(next: Document): void {
  const { theme } = document.documentElement.dataset;
  document.documentElement.lang = next.documentElement.lang;
  if (theme) document.documentElement.dataset.theme = theme;
  for (const old of document.head.querySelectorAll(headOfPage)) old.remove();
  document.head.append(...next.head.querySelectorAll(headOfPage));
  const ran = new Set([...document.scripts].filter(isModule).map((script) => script.src || script.text));
  document.body.replaceWith(document.adoptNode(next.body));
  for (const script of document.body.querySelectorAll("script"))
    if (!ran.has(script.src || script.text)) revive(script);
}

const isModule = (script: HTMLScriptElement) => script.type === "module";

/** A parsed script does not run; a copy of it does, if the page's policy knows it. Modules run once a page. */
function revive(script: HTMLScriptElement): void {
  if (script.type && !isModule(script) && script.type !== "text/javascript") return;
  const copy = document.createElement("script");
  for (const { name, value } of script.attributes) copy.setAttribute(name, value);
  copy.textContent = script.textContent;
  script.replaceWith(copy);
}

/** Remembers which cell is where in the window; the result puts its counterpart there. */
function findPlace(page: PageCells): (() => void) | undefined {
  const cell = page.cells.find((one) => one.getBoundingClientRect().bottom > 0);
  if (!cell) return undefined;
  const { top } = cell.getBoundingClientRect();
  return () => {
    const there = page.find(cell.cellId);
    if (there) scrollBy({ top: there.getBoundingClientRect().top - top, behavior: "instant" });
  };
}
