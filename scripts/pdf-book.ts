// One long page out of many, for printing: the text of each section with ids of its own, links between sections turned
// into links within the page. Runs in the browser, on a page of the finished site; leaves nothing of that page.

export interface Volume {
  title: string;
  subtitle: string;
  /** Beneath the title: date, licence. */
  notes: string[];
  /** Addresses of the sections, in order, with the chapter that begins with one. */
  sections: { path: string; chapter?: string }[];
}

/** Replaces the page by the volume; resolves when fonts and pictures are there. Throws where a page cannot be had. */
export async function bindVolume({ title, subtitle, notes, sections }: Volume): Promise<void> {
  const paths = new Set(sections.map(({ path }) => new URL(path, location.origin).pathname));
  const prefixOf = (path: string) => path.replace(/^\/|\/$/g, "").replaceAll("/", "-");

  const make = (tag: string, name: string, text = ""): HTMLElement => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };

  /** `#id`, `/mnist/mlp/#id` → the place in this volume; other addresses of the site stay addresses. */
  const toPlace = (address: string, page: string): string => {
    const url = new URL(address, location.origin + page);
    if (url.origin !== location.origin || !paths.has(url.pathname)) return url.href;
    return `#${prefixOf(url.pathname)}--${url.hash.slice(1) || "_top"}`;
  };

  const rename = (root: Element, page: string): void => {
    const prefix = `${prefixOf(page)}--`;
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name === "id") element.setAttribute(name, prefix + value);
        else if (name === "href" && element.localName === "a") element.setAttribute(name, toPlace(value, page));
        else if (name === "href" && value.startsWith("#")) element.setAttribute(name, `#${prefix}${value.slice(1)}`);
        else if (/^aria-(labelledby|describedby|controls|owns)$/.test(name))
          element.setAttribute(
            name,
            value.replace(/\S+/g, (id) => prefix + id),
          );
        else if (value.includes("url(#")) element.setAttribute(name, value.replaceAll("url(#", `url(#${prefix}`));
      }
      if (element.localName === "style")
        element.textContent = (element.textContent ?? "")
          .replaceAll("url(#", `url(#${prefix}`)
          .replace(/#([a-z][\w-]*)(?=[\s.,:>{[])/gi, (all, id: string) =>
            root.querySelector(`[id="${prefix}${id}"]`) ? `#${prefix}${id}` : all,
          );
    }
  };

  // A page carries the styles of its own components only, as files and in its head; the volume needs them all, once.
  const styles = new Set<string>();
  const takeStyles = (page: Document, path: string): void => {
    for (const style of page.head.querySelectorAll("link[rel=stylesheet], style")) {
      const address = style.getAttribute("href");
      const key = address ? new URL(address, location.origin + path).href : (style.textContent ?? "");
      if (styles.has(key)) continue;
      styles.add(key);
      if (style.ownerDocument !== document) document.head.append(document.importNode(style, true));
    }
  };
  takeStyles(document, location.pathname);
  const fetchSection = async (path: string): Promise<Element> => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) throw new Error(`${path} has no text`);
    takeStyles(page, path);
    for (const extra of main.querySelectorAll(
      "script, footer, page-controls, aside.language-offer, .figure-data, [data-part='progress']",
    ))
      extra.remove();
    for (const fold of main.querySelectorAll("details")) fold.open = true;
    rename(main, path);
    const section = make("section", "pdf-section");
    section.append(...main.childNodes);
    return section;
  };

  const front = make("header", "pdf-title");
  front.append(make("h1", "", title), make("p", "pdf-subtitle", subtitle), ...notes.map((note) => make("p", "", note)));
  const contents = make("nav", "pdf-contents");
  const book: Element[] = [];
  for (const { path, chapter } of sections) {
    const section = await fetchSection(path);
    if (chapter) contents.append(make("p", "pdf-chapter", chapter));
    const link = make("a", "", section.querySelector("h1")?.textContent ?? path);
    link.setAttribute("href", toPlace(path, path));
    contents.append(link);
    book.push(section);
  }
  const pane = make("div", "main-pane");
  pane.append(front, contents, ...book);
  document.documentElement.dataset["theme"] = "light";
  document.body.replaceChildren(pane);
  await Promise.all([...document.images].map((image) => ((image.loading = "eager"), image.decode().catch(() => {}))));
  const sheets = document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]");
  await Promise.all(
    [...sheets].map((link) => link.sheet ?? new Promise((done) => (link.onload = link.onerror = done))),
  );
  await document.fonts.ready;
}
