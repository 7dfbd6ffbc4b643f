// The search dialog's element. Pagefind's script and index are fetched when the dialog first opens, not before.
import { containsWords, toQueries, toSubject } from "./search-query";

interface Page {
  url: string;
  content: string;
  excerpt: string;
  meta: { title?: string };
  sub_results: { url: string; title: string; excerpt: string }[];
}

interface Pagefind {
  init(): Promise<void>;
  search(query: string): Promise<{ results: Result[] }>;
}

/** Pagefind's worker forgets what a result stands for once the result itself is garbage: keep it until it is read. */
interface Result {
  id: string;
  data(): Promise<Page>;
}

const mostPages = 40;
const mostPlaces = 3;

let pagefind: Promise<Pagefind> | undefined;
let failures = 0;

/** The index; one that could not be fetched is fetched again when it is next needed. */
function open(): Promise<Pagefind> {
  pagefind ??= load();
  pagefind.catch(() => (pagefind = undefined));
  return pagefind;
}

async function load(): Promise<Pagefind> {
  // A browser does not ask a second time for a module that failed under the same address.
  const again = failures > 0 ? `?again=${failures}` : "";
  const address = `${import.meta.env.BASE_URL.replace(/\/?$/, "/")}pagefind/pagefind.js${again}`;
  try {
    const script: Pagefind = await import(/* @vite-ignore */ address);
    await script.init();
    return script;
  } catch (error) {
    failures += 1;
    throw error;
  }
}

/** Pages that say what was typed; if there are none, those that say what the question is about. */
async function findPages(query: string): Promise<Page[]> {
  const pages = await findWords(query);
  const subject = toSubject(query);
  return pages.length > 0 || subject === "" || subject === query ? pages : findWords(subject);
}

async function findWords(query: string): Promise<Page[]> {
  const index = await open();
  const found = new Map<string, Result>();
  for (const one of toQueries(query)) {
    for (const result of (await index.search(one)).results) if (!found.has(result.id)) found.set(result.id, result);
  }
  const pages = await Promise.all([...found.values()].slice(0, mostPages).map((result) => result.data()));
  return pages.filter((page) => containsWords(`${page.meta.title ?? ""} ${page.content}`, query));
}

class SiteSearch extends HTMLElement {
  private asked = 0;

  connectedCallback(): void {
    this.get("open").addEventListener("click", () => this.open());
    this.input.addEventListener("input", () => void this.answer());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.addEventListener("keydown", (event) => this.onArrow(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "k") return;
      event.preventDefault();
      this.open();
    });
    this.get("open").removeAttribute("disabled");
  }

  private open(): void {
    if (!this.dialog.open) this.dialog.showModal();
    this.input.select();
    void open().catch(() => undefined); // said when something is asked
  }

  /** Enter follows the first result; Escape closes at once (a search field would only clear itself). */
  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") this.dialog.close();
    else this.querySelector<HTMLAnchorElement>('[data-part="results"] a')?.click();
  }

  /** Up and down go through field and results. */
  private onArrow(event: KeyboardEvent): void {
    if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const stops = [this.input, ...this.get("results").querySelectorAll("a")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    stops[Math.max(0, at) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  }

  /** Shows what was found for the text as it is now; an answer that comes late is dropped. */
  private async answer(): Promise<void> {
    const asked = ++this.asked;
    const query = this.input.value.trim();
    const pages = query ? await findPages(query).catch(() => undefined) : [];
    if (asked !== this.asked) return;
    this.get("results").replaceChildren(...(pages ?? []).map(toItem));
    this.get("count").textContent = query ? this.say(pages) : "";
  }

  private say(pages: Page[] | undefined): string {
    const { failed = "", none = "", some = "" } = this.dataset;
    if (!pages) return failed;
    return pages.length === 0 ? none : some.replace("[COUNT]", String(pages.length));
  }

  private get(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  private get input(): HTMLInputElement {
    return this.querySelector("input")!;
  }
}

function toItem(page: Page): HTMLElement {
  const item = document.createElement("li");
  item.append(toLink(page.url, page.meta.title ?? page.url, "title"));
  const places = page.sub_results.filter(({ excerpt }) => excerpt.includes("<mark>")).slice(0, mostPlaces);
  for (const { url, title, excerpt } of places) {
    const isHeading = title !== page.meta.title;
    const link = toLink(url, isHeading ? title : "", "place");
    link.append(toExcerpt(excerpt));
    item.append(link);
  }
  return item;
}

function toLink(url: string, text: string, part: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = url;
  link.className = `search-${part}`;
  if (text) link.append(Object.assign(document.createElement("b"), { textContent: text }));
  return link;
}

/** Pagefind gives the excerpt as HTML of its own making: text and <mark>. */
function toExcerpt(html: string): HTMLElement {
  return Object.assign(document.createElement("span"), { innerHTML: html });
}

customElements.define("site-search", SiteSearch);
