// Astro integration: a build with a fault in the data that pages cite does not start, and it names what is past review.
import type { AstroIntegration } from "astro";
import { throwIfAny, toErrorLine } from "../cells/author-error";
import { checkFacts, findOverdue } from "./facts";
import { readLibrary } from "./library";

export function bookThings(): AstroIntegration {
  return {
    name: "book-things",
    hooks: {
      "astro:build:start": ({ logger }) => {
        const library = readLibrary();
        throwIfAny([...library.errors, ...checkFacts(library)]);
        const today = new Date().toISOString().slice(0, 10);
        findOverdue(library, today).forEach((fact) => logger.warn(toErrorLine(fact)));
      },
    },
  };
}
