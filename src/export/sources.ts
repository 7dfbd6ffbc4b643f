// The text of the book's modules, as the page fetches it when a reader takes a section away.
import type { BookSources } from "./link";

const files = import.meta.glob<string>(["../book/**/*.ts", "!../book/**/*.test.ts", "./terminal.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

export const bookSources: BookSources = Object.fromEntries(
  Object.entries(files).map(([file, text]) => [toModuleName(file), text]),
);

/** "../book/index.ts" is "book", "./terminal.ts" stands among the others. */
function toModuleName(file: string): string {
  return `book/${file.replace(/^\.\.?\/(book\/)?/, "")}`.replace(/(\/index)?\.ts$/, "");
}
