// The things that pages cite by id, read from content/ once and again when a file changes.
// Errors in the files are author errors with the line of the entry.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { AuthorError } from "../cells/section";
import { readReferences, type Reference } from "./bibliography";
import { toPlace } from "./scan";
import {
  erratumSchema,
  factSchema,
  listingSchema,
  symbolSchema,
  termSchema,
  topicSchema,
  type BookSymbol,
  type Erratum,
  type Fact,
  type Listing,
  type Term,
  type Topic,
} from "./schema";

export interface Library {
  topics: Map<string, Topic>;
  errata: Map<string, Erratum>;
  terms: Map<string, Term>;
  facts: Map<string, Fact>;
  symbols: Map<string, BookSymbol>;
  listings: Map<string, Listing>;
  references: Map<string, Reference>;
  /** Entries that are not as the schema says, and ids used twice. */
  errors: AuthorError[];
  /** Where an entry stands: "fact:mnist-size" → file and place. */
  places: Map<string, { file: string; line: number; column: number }>;
}

const folders = ["topics", "errata", "glossary", "facts", "notation", "listings"];
const bibliography = "bibliography/references.bib";

let known: { stamp: string; library: Library } | undefined;

/** The library of the book whose `content/` is at `root`; by default where the build runs. */
export function readLibrary(root = "."): Library {
  const files = folders.flatMap((folder) => findFiles(root, folder));
  const stamp = [...files, join(root, "content", bibliography)].map(toStamp).join("\n");
  if (known?.stamp !== stamp) known = { stamp, library: read(root) };
  return known.library;
}

function toStamp(file: string): string {
  return `${file} ${statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0}`;
}

function read(root: string): Library {
  const errors: AuthorError[] = [];
  const places: Library["places"] = new Map();
  const file = join(root, "content", bibliography);
  const into = { errors, places };
  return {
    topics: readFolder(root, "topics", "topic", topicSchema, into),
    errata: readFolder(root, "errata", "erratum", erratumSchema, into),
    terms: readFolder(root, "glossary", "term", termSchema, into),
    facts: readFolder(root, "facts", "fact", factSchema, into),
    symbols: readFolder(root, "notation", "symbol", symbolSchema, into),
    listings: readFolder(root, "listings", "listing", listingSchema, into),
    references: existsSync(file) ? readReferences(readFileSync(file, "utf8")) : new Map(),
    ...into,
  };
}

function findFiles(root: string, folder: string): string[] {
  const path = join(root, "content", folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(path, name));
}

/** Every entry of a folder's JSON files, each file a list. */
function readFolder<T extends { id: string }>(
  root: string,
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  into: Pick<Library, "errors" | "places">,
): Map<string, T> {
  const all = new Map<string, T>();
  for (const file of findFiles(root, folder)) {
    const text = readFileSync(file, "utf8");
    for (const raw of JSON.parse(text) as unknown[]) {
      const id = toId(raw);
      const place = { file, ...findEntry(text, id) };
      const result = schema.safeParse(raw);
      if (!result.success) into.errors.push(...toErrors(result.error, name, raw, place));
      else if (all.has(id))
        into.errors.push({ ...place, fact: `The ${name} "${id}" is there twice.`, wayOut: "Give each its own id." });
      else all.set(id, result.data);
      into.places.set(`${name}:${id}`, place);
    }
  }
  return all;
}

function toId(raw: unknown): string {
  return typeof raw === "object" && raw !== null && "id" in raw ? String(raw.id) : "";
}

function findEntry(text: string, id: string): { line: number; column: number } {
  const index = text.indexOf(`"id": ${JSON.stringify(id)}`);
  return index < 0 ? { line: 1, column: 1 } : toPlace(text, index);
}

function toErrors(
  error: z.ZodError,
  name: string,
  raw: unknown,
  place: { file: string; line: number; column: number },
): AuthorError[] {
  return error.issues.map((issue) => ({
    ...place,
    fact: `The ${name} "${toId(raw)}" ${toComplaint(issue, raw)}.`,
    wayOut: "See src/prose/schema.ts.",
  }));
}

/** "lacks confidence: Invalid option: expected one of …" or "is not right at source.date: a date is …". */
function toComplaint({ path, message }: z.core.$ZodIssue, raw: unknown): string {
  const at = path.join(".");
  const lacks = path.length > 0 && readAt(raw, path) === undefined;
  return lacks ? `lacks ${at}: ${message}` : `is not right at ${at || "its top"}: ${message}`;
}

function readAt(raw: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}
