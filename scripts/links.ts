// Every address in the finished pages: ours must lead to a file (and to an id in it), and what the page itself
// loads must come from the site. Links that a reader follows may lead anywhere.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Site {
  /** Folder of the finished pages. */
  dir: string;
  /** "/" or "/book/". */
  base: string;
  /** "https://example.org": absolute addresses of the site itself. */
  origin: string;
}

/** One line per address that leads nowhere or elsewhere: "linear-regression/mse/index.html: /mnist/mpl/ is not there". */
export function checkLinks(site: Site, pages: string[]): string[] {
  const idsOf = cached((file: string) => findIds(readFileSync(file, "utf8")));
  return pages.flatMap((page) => {
    const html = readFileSync(join(site.dir, page), "utf8");
    const broken = findAddresses(html).flatMap(({ address, loads }) => {
      const fault = findFault(site, page, address, loads, idsOf);
      return fault ? [`${page}: ${address} ${fault}`] : [];
    });
    return [...new Set(broken)];
  });
}

/** Addresses of other hosts in a style sheet: a browser fetches them without being asked. */
export function findForeign(css: string): string[] {
  return [...css.matchAll(/(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^"')\s]+)/g)].map(([, address = ""]) => address);
}

interface Address {
  address: string;
  /** True for what the browser fetches by itself: scripts, styles, images. */
  loads: boolean;
}

function findAddresses(html: string): Address[] {
  const markup = html.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, "$1");
  return [...markup.matchAll(/<([a-z][\w-]*)\s([^>]*)>/gi)].flatMap(([, name = "", attributes = ""]) =>
    [...attributes.matchAll(/(?:^|\s)(href|src|srcset|poster)="([^"]*)"/g)].flatMap(([, , value = ""]) => {
      const isLink =
        name === "a" || (name === "link" && /rel="(canonical|alternate|license|next|prev|sitemap)"/.test(attributes));
      return [{ address: value.replaceAll("&amp;", "&"), loads: !isLink }];
    }),
  );
}

function findIds(html: string): Set<string> {
  return new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id = ""]) => id));
}

function findFault(
  site: Site,
  page: string,
  address: string,
  loads: boolean,
  idsOf: (file: string) => Set<string>,
): string | undefined {
  if (/^(data|blob|mailto):/.test(address) || address === "") return undefined;
  const here = new URL(page.replace(/index\.html$/, ""), site.origin + site.base);
  const url = new URL(address, here);
  if (url.origin !== new URL(site.origin).origin) return loads ? "is loaded from another host" : undefined;
  if (!url.pathname.startsWith(site.base)) return `is outside the base path ${site.base}`;
  const file = toFile(site, url);
  if (!file) return "is not there";
  const id = decodeURIComponent(url.hash.slice(1));
  return id && file.endsWith(".html") && !idsOf(file).has(id) ? `: the page has no #${id}` : undefined;
}

function toFile(site: Site, url: URL): string | undefined {
  const path = join(site.dir, decodeURIComponent(url.pathname.slice(site.base.length)));
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "index.html") : path;
  return existsSync(file) ? file : undefined;
}

function cached<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}
