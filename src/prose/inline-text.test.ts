import { expect, test } from "vitest";
import { toInlineHtml } from "./inline-text";

const formula = toInlineHtml("$x$");

/** A text as the page has it: the formula as x, what must not be parted in braces. */
const read = (text: string): string =>
  toInlineHtml(text)
    .replaceAll(formula, "x")
    .replace(/<span class="unbroken">(.*?)<\/span>/g, "{$1}");

test("in a text of data, too, a formula keeps the punctuation that touches it", () => {
  expect(read("输入是 $x$、目标是（$x$），等等")).toBe("输入是 {x、}目标是{（x），}等等");
});

test("a formula between words stands alone", () => {
  expect(read("当 $x$ 时")).toBe("当 x 时");
});

test("a formula that may be wider than a phone can break: no mark is tied to it", () => {
  const long = `f(x)=${"W_1\\,\\sigma(".repeat(6)}x${")".repeat(6)}`;
  expect(toInlineHtml(`应为 $${long}$。`)).not.toContain("unbroken");
});
