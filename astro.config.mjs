// The site: Starlight's frame, the Markdown pipeline and our own integrations. Order of pages: content/contents.ts.
import mdx from "@astrojs/mdx";
import { unified } from "@astrojs/markdown-remark";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkCjkFriendlyStrikethrough from "remark-cjk-friendly-gfm-strikethrough";
import starlightLinksValidator from "starlight-links-validator";
import { sidebar } from "./components/site/sidebar";
import { base, repository, site } from "./components/site/site";

export default defineConfig({
  srcDir: ".",
  base,
  site,
  trailingSlash: "always",
  markdown: {
    processor: unified({
      remarkPlugins: [remarkCjkFriendly, remarkCjkFriendlyStrikethrough],
      rehypePlugins: [],
    }),
  },
  vite: { worker: { format: "es" } },
  integrations: [
    starlight({
      title: { "zh-CN": "大模型与创业", en: "Large Models and Startups" },
      defaultLocale: "root",
      locales: {
        root: { label: "简体中文", lang: "zh-CN" },
        en: { label: "English", lang: "en" },
      },
      sidebar,
      ...(repository && { editLink: { baseUrl: `${repository}/edit/main/` } }),
      expressiveCode: false,
      plugins: [starlightLinksValidator()],
    }),
    mdx(),
  ],
});
