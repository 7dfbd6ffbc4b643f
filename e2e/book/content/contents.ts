// The table of contents of the tests' small book.
import type { Part } from "../../../content/contents";

export const parts: Part[] = [
  {
    title: { zh: "基础", en: "Basics" },
    chapters: [
      {
        number: 1,
        slug: "basics",
        title: { zh: "试验", en: "Trials" },
        sections: [
          { slug: "cells", title: { zh: "试验节", en: "Trial section" } },
          { slug: "hands", title: { zh: "动手节", en: "Hands" } },
        ],
      },
    ],
  },
];
