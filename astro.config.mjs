// The site: Starlight's frame, the Markdown pipeline and our own integrations. Order of pages: content/contents.ts.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import mdx from "@astrojs/mdx";
import { unified } from "@astrojs/markdown-remark";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkCjkFriendlyStrikethrough from "remark-cjk-friendly-gfm-strikethrough";
import remarkMath from "remark-math";
import { createCssVariablesTheme } from "shiki/core";
import { baseLinks } from "./components/site/base-links";
import { toSidebar } from "./components/site/sidebar";
import { base, folder, outDir, repository, site } from "./components/site/site";
import { katexFaces } from "./scripts/katex-faces";
import { finishPages } from "./scripts/post-build";
import { typeBundle } from "./scripts/type-bundle/plugin";
import { webglApart } from "./scripts/webgl-apart";
import { bookCells } from "./src/cells/integration";
import { cells } from "./src/cells/remark-cells";
import { prosePlugins } from "./src/prose";
import { bookThings } from "./src/prose/integration";

const { parts } = await import(/* @vite-ignore */ pathToFileURL(resolve(folder, "content/contents.ts")).href);
const book = { root: resolve(folder), base, chapters: parts.flatMap((part) => part.chapters) };

const remarkPlugins = [
  remarkCjkFriendly,
  remarkCjkFriendlyStrikethrough,
  remarkMath,
  baseLinks(base),
  ...prosePlugins(book),
  cells(book),
];

const ours = (name) => `./components/site/${name}.astro`;

export default defineConfig({
  srcDir: folder,
  outDir,
  cacheDir: folder === "." ? undefined : `.cache/astro-${folder.replaceAll("/", "-")}`,
  base,
  site,
  trailingSlash: "always",
  devToolbar: { enabled: false },
  markdown: {
    processor: unified({ remarkPlugins }),
    shikiConfig: { theme: createCssVariablesTheme({ name: "book", variablePrefix: "--astro-code-" }) },
    syntaxHighlight: { type: "shiki", excludeLangs: ["math", "mermaid"] },
  },
  vite: {
    // Vite 8.3 drops repeated licence headers from pages' scripts and keeps them in a worker's: 25 kB gzip of tfjs.
    plugins: [typeBundle()],
    css: { postcss: { plugins: [katexFaces()] } },
    worker: {
      format: "es",
      plugins: () => [typeBundle(), webglApart()],
      rolldownOptions: { output: { comments: { legal: false } } },
    },
    // The types worker imports it late; found then, Vite would reload the page that a reader is editing.
    optimizeDeps: { include: ["typescript"] },
    // The policy allows no font from a data: address.
    build: { assetsInlineLimit: (file) => (file.endsWith(".woff2") ? false : undefined) },
  },
  integrations: [
    starlight({
      title: { "zh-CN": "大模型与创业", en: "Large Models and Startups" },
      description: "一本跑得起来的教科书 / A textbook that runs",
      defaultLocale: "root",
      locales: {
        root: { label: "简体中文", lang: "zh-CN" },
        en: { label: "English", lang: "en" },
      },
      sidebar: toSidebar(parts, folder),
      ...(repository && { editLink: { baseUrl: `${repository}/edit/main/` } }),
      expressiveCode: false,
      disable404Route: true,
      favicon: "/favicon.svg",
      customCss: ["fonts", "tokens", "frame", "prose", "front", "print"]
        .map((name) => `./components/site/${name}.css`)
        .concat("./components/prose/index.css"),
      components: {
        Head: ours("Head"),
        Header: ours("Header"),
        LanguageSelect: ours("LanguageSelect"),
        Search: ours("Search"),
        Sidebar: ours("Sidebar"),
        PageSidebar: ours("PageSidebar"),
        TwoColumnContent: ours("TwoColumnContent"),
        Banner: ours("LanguageOffer"),
        PageTitle: ours("PageTitle"),
        Footer: ours("Footer"),
        Pagination: ours("Pagination"),
      },
    }),
    mdx(),
    bookCells(book),
    bookThings(),
    finishPages(),
  ],
});
