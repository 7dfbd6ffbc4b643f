// `npm run translated -- chapter/section`: says that the English page translates the Chinese text as it is now.
// Run it when someone has read both; src/cells/translation.ts says what it writes, `npm run check` when it is due.
import { readFileSync, writeFileSync } from "node:fs";
import { markTranslated } from "../src/cells/translation";

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error("Which page? npm run translated -- linear-regression/mse");
  process.exitCode = 1;
}
for (const path of paths) {
  const en = `content/docs/en/${path}.mdx`;
  writeFileSync(en, markTranslated(readFileSync(en, "utf8"), readFileSync(`content/docs/${path}.mdx`, "utf8")));
  console.log(`${en} translates content/docs/${path}.mdx as it is now.`);
}
