import { expect, test } from "vitest";
import { findUnmarked } from "./fact-marks";

const fact = (value: string, confidence: string, mark = ""): string =>
  `<span class="carded" data-astro-cid-x> <span class="fact" tabindex="0">${value}${mark}</span>` +
  ` <span class="card" role="tooltip" data-confidence="${confidence}">…</span> </span>`;
const mark = '<small class="fact-mark">（转述）</small>';

test("a fact at second hand that does not say so is named with its page", () => {
  const html = fact("2 美元", "primary") + fact("3.4%", "one-secondary") + fact("66.0%", "one-secondary", mark);
  expect(findUnmarked("a/index.html", html)).toEqual(['a/index.html: "3.4%" is known at second hand and not marked']);
});

test("a fact that was verified needs no mark, nor does a card of a term", () => {
  expect(findUnmarked("a/index.html", fact("1", "two-independent") + '<span class="carded">词元</span>')).toEqual([]);
});
