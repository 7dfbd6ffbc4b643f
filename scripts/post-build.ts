// The last step of a build, on the finished pages: the policy, the theme without JavaScript, files that no
// current browser asks for, a check of every address and of the marks of facts. It is an Astro integration and must stand last.
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroConfig, AstroIntegration } from "astro";
import { hasPdf, toPdfName } from "../components/site/site";
import { withPolicy } from "./csp";
import { findUnmarked } from "./fact-marks";
import { checkLinks, findForeign } from "./links";
import { toNotices } from "./notices";

export function finishPages(): AstroIntegration {
  let config: AstroConfig;
  return {
    name: "book-finish-pages",
    hooks: {
      "astro:config:done": (options) => {
        config = options.config;
      },
      "astro:build:done": ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const pages = globSync("**/*.html", { cwd: folder });
        for (const page of pages) rewrite(join(folder, page), (html) => withPolicy(withLightTheme(html)));
        dropOldFonts(folder);
        writeFileSync(join(folder, "licences.txt"), toNotices());
        if (hasPdf) for (const lang of ["zh", "en"] as const) writeFileSync(join(folder, toPdfName(lang)), ""); // until it is printed
        const faults = [
          ...checkLinks({ dir: folder, base: config.base, origin: config.site ?? "http://localhost" }, pages),
          ...checkStyles(folder),
        ];
        if (faults.length > 0) throw new Error(`${faults.length} addresses lead nowhere:\n  ${faults.join("\n  ")}`);
        const unmarked = pages.flatMap((page) => findUnmarked(page, readFileSync(join(folder, page), "utf8")));
        if (unmarked.length > 0) throw new Error(`facts without their mark:\n  ${unmarked.join("\n  ")}`);
        logger.info(`${pages.length} pages carry their policy; every address leads somewhere.`);
      },
    },
  };
}

function checkStyles(folder: string): string[] {
  return globSync("**/*.css", { cwd: folder }).flatMap((file) =>
    findForeign(readFileSync(join(folder, file), "utf8")).map(
      (address) => `${file}: ${address} is loaded from another host`,
    ),
  );
}

function rewrite(file: string, change: (html: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** Starlight's pages start dark and a script corrects that; without JavaScript a book is paper. */
function withLightTheme(html: string): string {
  return html.replace(/(<html[^>]*\sdata-theme=")dark"/, '$1light"');
}

/** KaTeX's style sheet names woff2 first; woff and ttf are for browsers that cannot run this book. */
function dropOldFonts(folder: string): void {
  for (const file of globSync("_astro/KaTeX_*.{woff,ttf}", { cwd: folder })) rmSync(join(folder, file));
}
