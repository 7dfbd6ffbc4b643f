// <reading-progress>: in the foot of every page. Notices where the reader is and when a section's end was reached, and
// marks in contents, sidebar and map what was read. An element, so that it wakes again when the language is switched.
import { toSection } from "../cell/section-path";
import { clearProgress, keepPlace, markRead, readProgress } from "./progress-store";

const base = import.meta.env.BASE_URL.replace(/\/?$/, "/");
/** So long the end of a section is looked at before it counts as read. */
const dwellMs = 1000;

class ReadingProgress extends HTMLElement {
  #watch: IntersectionObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.#show();
    document.addEventListener("click", this.#clear);
    if (!this.dataset.section) return;
    this.#watch = new IntersectionObserver(([entry]) => this.#end(entry?.isIntersecting === true));
    this.#watch.observe(this);
    document.addEventListener("visibilitychange", this.#keep);
    addEventListener("pagehide", this.#keep);
  }

  disconnectedCallback(): void {
    this.#end(false);
    this.#watch?.disconnect();
    document.removeEventListener("click", this.#clear);
    document.removeEventListener("visibilitychange", this.#keep);
    removeEventListener("pagehide", this.#keep);
  }

  get #section(): string {
    return this.dataset.section ?? "";
  }

  #end(isSeen: boolean): void {
    clearTimeout(this.#timer);
    if (!isSeen) return;
    this.#timer = setTimeout(() => {
      if (this.#store) markRead(this.#store, this.#section, new Date().toISOString().slice(0, 10));
      this.#show();
    }, dwellMs);
  }

  #keep = (): void => {
    const passed = [...document.querySelectorAll<HTMLElement>(".sl-markdown-content :is(h2, h3)[id]")].filter(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 2,
    );
    if (!this.#store || scrollY === 0) return;
    const lang = document.documentElement.lang === "en" ? "en" : "zh";
    keepPlace(this.#store, { section: this.#section, heading: passed.at(-1)?.id ?? "", lang });
  };

  #clear = ({ target }: Event): void => {
    if (!(target instanceof Element) || !target.closest('[data-action="clear-progress"]')) return;
    if (this.#store) clearProgress(this.#store);
    this.#show();
  };

  get #store(): Storage | undefined {
    try {
      return localStorage;
    } catch {
      return undefined;
    }
  }

  #show(): void {
    const { read, last } = this.#store ? readProgress(this.#store) : { read: {}, last: undefined };
    const links = [...document.querySelectorAll<HTMLAnchorElement>("[data-shows-progress] a[href]:not([href^='#'])")];
    for (const link of links) {
      link.toggleAttribute("data-read", toSection(link.pathname, base) in read);
    }
    const sections = new Set(links.map((link) => toSection(link.pathname, base)));
    for (const part of document.querySelectorAll<HTMLElement>("[data-part='progress']")) {
      const count = Object.keys(read).filter((section) => sections.has(section)).length;
      part.hidden = count === 0 && !last;
      const said = part.querySelector("[data-part='progress-count']");
      if (said) said.textContent = `${count} / ${sections.size}`;
      const on = part.querySelector<HTMLAnchorElement>("[data-part='progress-last']");
      const there = links.find((link) => toSection(link.pathname, base) === last?.section);
      if (!on) continue;
      on.parentElement!.hidden = !there;
      if (!there || !last) continue;
      const isHere = document.documentElement.lang.startsWith(last.lang);
      on.href = there.href.split("#")[0]! + (isHere && last.heading ? `#${last.heading}` : "");
      on.textContent = there.dataset.title ?? there.textContent;
    }
  }
}

customElements.define("reading-progress", ReadingProgress);
