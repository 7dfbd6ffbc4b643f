// Makes public/data/passages/{zh,en}.bin from the book's own pages: what the section on fields searches.
// `npx tsx scripts/pack-passages.ts`; the output is committed, its hashes stand in src/book/passages.ts. Run it again
// when the text has moved on, put the printed lines there and record the section again: a search is of one day's text.
// A .bin file is gzip of JSON: { date, passages: [{ section, title, heading, anchor, text }] }.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Nodes } from "mdast";
import { chapters, sectionPaths } from "../content/contents";
import { parseMdx } from "../src/cells/parse-mdx";
import { readLibrary } from "../src/prose/library";
import type { Passage } from "../src/book/passages";

type Lang = "zh" | "en";

/** A passage ends at the first paragraph that takes it past this many characters. */
const enough: Record<Lang, number> = { zh: 260, en: 620 };
const library = readLibrary();

/** What the commands of short formulas look like. */
const signs: { [command: string]: string } = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  omega: "ω",
  ell: "ℓ",
  infty: "∞",
  approx: "≈",
  times: "×",
  cdot: "·",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ne: "≠",
  to: "→",
  ln: "ln",
  log: "log",
  max: "max",
  min: "min",
  pm: "±",
  odot: "⊙",
  top: "ᵀ",
  in: "∈",
};

/** The section that searches does not find itself. */
const searched = sectionPaths.filter((path) => path !== "applications/fields");

for (const lang of ["zh", "en"] as const) {
  const passages = searched.flatMap((path) => toPassages(path, lang));
  const date = new Date().toISOString().slice(0, 10);
  const bytes = gzipSync(JSON.stringify({ date, passages }), { level: 9 });
  mkdirSync("public/data/passages", { recursive: true });
  writeFileSync(`public/data/passages/${lang}.bin`, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  console.log(`${lang}: ${passages.length} passages, bytes: ${bytes.length}, sha256: "${sha256}"`);
}

function toPassages(path: string, lang: Lang): Passage[] {
  const [chapter = "", slug = ""] = path.split("/");
  const section = chapters.find((one) => one.slug === chapter)!.sections.find((one) => one.slug === slug)!;
  const title = section.title[lang];
  const source = readFileSync(`content/docs/${lang === "en" ? "en/" : ""}${path}.mdx`, "utf8");
  const values = readValues(path, lang);
  const used = new Map<string, number>();
  const found: Passage[] = [];
  let place = { heading: title, anchor: "" };
  let text = "";
  const close = () => {
    if (text.trim()) found.push({ section: path, title, ...place, text: text.trim() });
    text = "";
  };
  for (const node of parseMdx(source).children) {
    if (node.type === "heading") {
      close();
      const heading = toText(node, values).trim();
      const anchor = toAnchor(heading, used);
      // A formula or a mark in a heading makes another anchor than its words: lead to the page, then.
      place = { heading, anchor: node.children.every((child) => child.type === "text") ? anchor : "" };
    } else if (["paragraph", "list", "blockquote", "table"].includes(node.type)) {
      text += ` ${toText(node, values)}`;
      if (text.length >= enough[lang]) close();
    }
  }
  close();
  return found.map((passage) => ({ ...passage, text: passage.text.replace(/\s+/g, " ") }));

  /** Words of a node: no displayed formulas, no citations; short formulas, facts, terms and recorded values as the page shows them. */
  function toText(node: Nodes, known: Map<string, unknown>): string {
    if (node.type === "text" || node.type === "inlineCode") return node.value;
    if (node.type === "inlineMath") return toPlainMath(node.value);
    if (node.type === "mdxJsxTextElement" || node.type === "mdxJsxFlowElement") {
      const attributes = new Map(node.attributes.map((one) => ["name" in one ? one.name : "", one.value]));
      const id = String(attributes.get("id"));
      if (node.name === "Fact") return library.facts.get(id)?.value[lang] ?? "";
      if (node.name === "Term" && node.children.length === 0) return library.terms.get(id)?.[lang] ?? "";
      if (node.name === "Value") return toNumber(known.get(String(attributes.get("of"))), attributes.get("digits"));
    }
    const gap = ["list", "table", "tableRow"].includes(node.type) ? " " : "";
    return "children" in node ? node.children.map((child) => toText(child, known)).join(gap) : "";
  }
}

function readValues(path: string, lang: Lang): Map<string, unknown> {
  const files = [`content/recorded/${path}.json`, lang === "en" ? `content/recorded/en/${path}.json` : ""];
  return new Map(
    files
      .filter((file) => file && existsSync(file))
      .flatMap((file) => {
        const record = JSON.parse(readFileSync(file, "utf8")) as RecordedPage;
        const modes = Object.values(record.modes);
        return modes.flatMap(({ cells }) => Object.values(cells).flatMap(({ values }) => Object.entries(values)));
      }),
  );
}

/** The id that the site gives a heading: letters, numbers and hyphens; the second of two alike ends in "-1". */
function toAnchor(heading: string, used: Map<string, number>): string {
  const plain = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}\p{Nl}\p{M}_ -]/gu, "")
    .replaceAll(" ", "-");
  const before = used.get(plain) ?? 0;
  used.set(plain, before + 1);
  return before === 0 ? plain : `${plain}-${before}`;
}

/** A short formula as it would be said in a line, "η < 2/λ"; a longer one is left out. */
function toPlainMath(tex: string): string {
  const plain = tex.replace(/\\([a-z]+)/gi, (command, name: string) => signs[name] ?? command).replace(/[{}$]/g, "");
  return plain.includes("\\") || plain.length > 24 ? "…" : plain;
}

interface RecordedPage {
  modes: { [mode: string]: { cells: { [id: string]: { values: { [name: string]: unknown } } } } };
}

function toNumber(value: unknown, digits: unknown): string {
  const count =
    digits && typeof digits === "object" && "value" in digits ? Number(digits.value) : Number(digits ?? NaN);
  if (typeof value === "number") return Number.isNaN(count) ? String(value) : value.toFixed(count);
  return typeof value === "string" ? value : "";
}
