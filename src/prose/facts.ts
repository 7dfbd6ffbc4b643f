// What must hold of the facts: each has its sources, and the sources say who published what, when and where.
import type { AuthorError } from "../cells/section";
import { suggest } from "../cells/author-error";
import type { Reference } from "./bibliography";
import type { Library } from "./library";
import type { Fact } from "./schema";

/** Faults in what the facts cite. A field that is missing is an error of the library's own. */
export function checkFacts(library: Library): AuthorError[] {
  return [...library.facts.values()].flatMap((fact) => checkFact(fact, library));
}

function checkFact({ id, source, second, more = [] }: Fact, library: Library): AuthorError[] {
  const cited = [source, second, ...more].flatMap((one) => (one && "cite" in one ? [one.cite] : []));
  return cited.flatMap((cite) => {
    const reference = library.references.get(cite);
    if (!reference) return [toError(library, id, `cites "${cite}", which is not there`, findNear(cite, library))];
    return findGaps(reference).map((gap) =>
      toError(library, id, `cites "${cite}", which has no ${gap}`, `Add it in ${bibliography}.`),
    );
  });
}

const bibliography = "content/bibliography/references.bib";

function findNear(cite: string, library: Library): string {
  return suggest(cite, library.references.keys(), `Add it to ${bibliography}.`);
}

/** What a reference does not say and a fact's source must. */
function findGaps({ title, venue, url, year }: Reference): string[] {
  const wanted = { title, "publisher or journal": venue, "address (doi, url or eprint)": url, year };
  return Object.entries(wanted).flatMap(([name, known]) => (known ? [] : [name]));
}

/** Facts known at second hand that no page needs: what could not be verified is then left out. */
export function findIdle(library: Library, cited: Set<string>): AuthorError[] {
  const idle = [...library.facts.values()].filter(
    ({ id, confidence }) => confidence === "one-secondary" && !cited.has(id),
  );
  return idle.map(({ id }) =>
    toError(
      library,
      id,
      "is known at second hand only and stands on no page",
      "Find where it comes from, or leave it out.",
    ),
  );
}

/** Facts whose day to look again is past. Not an error: nothing became wrong by the calendar alone. */
export function findOverdue(library: Library, today: string): AuthorError[] {
  const overdue = [...library.facts.values()].filter(({ reviewBy }) => reviewBy < today);
  return overdue.map(({ id, reviewBy }) =>
    toError(
      library,
      id,
      `was to be looked at again by ${reviewBy}`,
      "Look at its source; change the value, or the dates.",
    ),
  );
}

function toError(library: Library, id: string, complaint: string, wayOut: string): AuthorError {
  const place = library.places.get(`fact:${id}`) ?? { file: "content", line: 1, column: 1 };
  return { ...place, fact: `The fact "${id}" ${complaint}.`, wayOut };
}
