// Astro integration: what the pages of cells depend on besides their own file. Touches no markup; that is remark-cells.ts.
//   remarkPlugins: [remarkMath, cells(book)], integrations: [starlight(…), mdx(), bookCells(book)]
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { AstroIntegration } from "astro";
import type { Plugin } from "vite";
import { toChineseFile } from "./load-section";

export function bookCells({ root }: { root: string }): AstroIntegration {
  return {
    name: "book-cells",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [watchChinese(root), watchRecords(root)] } });
      },
    },
  };
}

/** An English page is compiled anew when the Chinese page it inherits from changes. */
function watchChinese(root: string): Plugin {
  return {
    name: "book-cells:chinese",
    enforce: "pre",
    transform(_code, id) {
      const file = relative(root, id.split("?")[0] ?? "").replaceAll("\\", "/");
      if (!file.startsWith("content/docs/en/") || !file.endsWith(".mdx")) return;
      const zh = join(root, toChineseFile(file));
      if (existsSync(zh)) this.addWatchFile(zh);
    },
  };
}

/** A new record shows at once: pages read it while they are rendered. */
function watchRecords(root: string): Plugin {
  const folder = join(root, "content/recorded");
  return {
    name: "book-cells:records",
    configureServer(server) {
      server.watcher.add(folder);
      server.watcher.on("all", (_event, file) => {
        if (file.startsWith(folder)) server.ws.send({ type: "full-reload" });
      });
    },
  };
}
