// Astro's collections: the pages (Starlight's schema and what a section of this book adds) and the words of the frame.
import { defineCollection } from "astro:content";
import { docsLoader, i18nLoader } from "@astrojs/starlight/loaders";
import { docsSchema, i18nSchema } from "@astrojs/starlight/schema";
import { z } from "astro/zod";

const sectionFields = z.object({
  /** Prefix of cross-references to this section, unique in the book. */
  label: z.string().optional(),
  /** Sections to read first: "linear-regression/mse". */
  requires: z.array(z.string()).default([]),
  /** Reading time, exercises left out. */
  minutes: z.number().int().positive().optional(),
  /** The device that this section would rather run on; the page says why. */
  prefer: z.enum(["webgpu", "wasm", "webgl", "cpu"]).optional(),
  /** How large a model the section trains, as a perceptron of about its cost: widths / batch. Devices are tried for it. */
  model: z
    .string()
    .regex(/^\d+(-\d+)+\/\d+$/)
    .optional(),
});

/** Words of our own parts of the frame; each has a file per language in content/i18n. */
const frameWords = z.object({
  "book.minutes": z.string(),
  "book.requires": z.string(),
  "book.source": z.string(),
  "book.licence": z.string(),
  "book.notices": z.string(),
  "book.pdf": z.string(),
  "book.searchNone": z.string(),
  "book.searchSome": z.string(),
  "book.searchFailed": z.string(),
});

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: sectionFields }) }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema({ extend: frameWords.partial() }) }),
};
