// What the things cited by id look like as data: topics, errata, terms, facts. The files stand under content/.
import { z } from "zod";

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const date = z.iso.date();

const topicGroups = [
  "background",
  "concepts",
  "algorithms",
  "mathematics",
  "practice",
  "applications",
  "tools",
  "trends",
  "challenges",
  "questions",
] as const;

/** A topic that the five source documents have between them; `<Topic id>` marks the passage that covers it. */
export const topicSchema = z.strictObject({
  id: z.string().regex(/^M-(bg|con|alg|math|prac|app|tool|trd|chl|faq)-\d\d$/),
  title: bilingual,
  group: z.enum(topicGroups),
  /** Slug of the chapter where it is planned. */
  chapter: z.string().optional(),
});

/** How sure the book is that the source is at fault.
 *  `partly`: one half is certain and one doubtful; `doubtful`: no source was found, which proves nothing. */
export const erratumStatuses = ["certain", "partly", "imprecise", "doubtful", "outdated", "gap", "editorial"] as const;
const erratumKinds = ["concept", "mathematics", "code", "fact", "reference", "consistency", "editorial"] as const;

/** Where the reader can see that the correction is right. */
const proof = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("cell"), section: z.string(), cell: z.string() }),
  z.strictObject({ type: z.literal("planned"), chapter: z.string(), cell: bilingual }),
  z.strictObject({ type: z.literal("citation"), cite: z.string() }),
  z.strictObject({ type: z.literal("reading") }),
]);

/** A fault in a source document. The claim is quoted, short; the correction is ours. */
export const erratumSchema = z
  .strictObject({
    /** EX-… is a fault between the documents: they contradict or repeat one another. */
    id: z.string().regex(/^E(00[0-4]|X)-\d\d$/),
    kind: z.enum(erratumKinds),
    status: z.enum(erratumStatuses),
    source: z.union([
      z.strictObject({ document: z.string().regex(/^00[0-4]$/), lines: z.string().regex(/^L\d/) }),
      z.strictObject({ document: z.literal("all") }),
    ]),
    /** The source's own words, at most 60 characters; `$…$` and backticks as in inline-text.ts. */
    claim: z
      .string()
      .min(1)
      .refine((claim) => claim.replace(/[$`]/g, "").length <= 60, "a quotation has at most 60 characters"),
    /** What a claim in Chinese says, for the reader of the English page. */
    meaning: z.string().min(1).optional(),
    correction: bilingual,
    proof,
  })
  .refine(
    ({ claim, meaning }) => meaning !== undefined || !/\p{Script=Han}/u.test(claim),
    "a claim in Chinese says in `meaning` what it means in English",
  )
  .refine(
    ({ id, source }) => id.startsWith(source.document === "all" ? "EX-" : `E${source.document}-`),
    "the id and the source name different documents",
  )
  .refine(
    ({ status, proof }) => status !== "doubtful" || proof.type !== "cell",
    "a doubtful fault has no proof; give it the proof type reading or citation",
  );

export const termSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  definition: bilingual,
  /** Words for the same thing that pages do not use; `npm run check` names those it finds. */
  avoid: z
    .strictObject({ zh: z.array(z.string().min(1)).optional(), en: z.array(z.string().min(1)).optional() })
    .optional(),
});

/** Where a sign is first used: a labelled equation, a section, or a chapter that is not written yet. */
const firstUse = z.union([
  z.strictObject({ equation: z.string() }),
  z.strictObject({ section: z.string() }),
  z.strictObject({ chapter: z.string() }),
]);

/** A sign of the book. One meaning each; where a chapter departs from it, the meaning says so. */
export const symbolSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** TeX of a formula, without dollars. */
  tex: z.string().min(1),
  /** Its names in cells. */
  code: z.array(z.string()),
  meaning: bilingual,
  first: firstUse,
});

/** A program printed in a source document, and what becomes of it as it is printed. */
export const listingSchema = z.strictObject({
  id: z.string().regex(/^L00[0-4]-\d$/),
  document: z.string().regex(/^00[0-4]$/),
  lines: z.string().regex(/^L\d/),
  what: bilingual,
  outcome: z.enum(["runs", "stops"]),
  /** The first error, in the program's own words: its class, its line, why. */
  result: bilingual,
  /** Faults that are told one by one. */
  errata: z.array(z.string()),
  /** Our cell that does it right in full size. */
  proof: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("cell"), section: z.string(), cell: z.string() }),
    z.strictObject({ type: z.literal("planned"), chapter: z.string() }),
  ]),
});

/** How well a fact is known. `primary`: said by whoever counted, measured or enacted it. `two-independent`: by two
 *  sources of which neither copies the other. `one-secondary`: only by such as repeat it; a mark on the page tells the
 *  reader so (factMarks). */
const confidences = ["primary", "two-independent", "one-secondary"] as const;

/** An address with what a reader needs if it no longer answers: its title, who published it, and when. */
const page = z.strictObject({
  title: z.string().min(1),
  publisher: z.string().min(1),
  url: z.url(),
  /** The day of publication, or its month or year where the source says no more. */
  date: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/, "a date is 2026-11-23, 2026-11 or 2026"),
});

/** A source: an id in references.bib, which supplies the same four, or a page. */
const source = z.union([z.strictObject({ cite: z.string() }), page], {
  error: 'a source is {"cite": …} or {"title", "publisher", "url", "date"}, the date as 2026-11-23, 2026-11 or 2026',
});

/** A number about the world. It has a day on which it was true and a day on which to look again. */
export const factSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    /** As printed, with its unit where prose would say it. */
    value: bilingual,
    /** What the number counts: "US dollars per GPU hour"; null where the value is a name. */
    unit: bilingual.nullable(),
    statement: bilingual,
    asOf: date,
    reviewBy: date,
    confidence: z.enum(confidences),
    source,
    /** The other of two independent sources. */
    second: source.optional(),
    /** Further ones, where the second does not have every number of the value. */
    more: z.array(source).optional(),
  })
  .refine(
    ({ confidence, second }) => (confidence === "two-independent") === (second !== undefined),
    'two independent sources are "source" and "second"; with another confidence there is no second',
  );

export type Bilingual = z.infer<typeof bilingual>;
export type Topic = z.infer<typeof topicSchema>;
export type Erratum = z.infer<typeof erratumSchema>;
export type Term = z.infer<typeof termSchema>;
export type BookSymbol = z.infer<typeof symbolSchema>;
export type Listing = z.infer<typeof listingSchema>;
export type Fact = z.infer<typeof factSchema>;
export type Source = Fact["source"];
