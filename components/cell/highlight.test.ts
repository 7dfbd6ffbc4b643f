import { expect, test } from "vitest";
import { highlight } from "./highlight";

test("highlighted code is, tags removed, the code itself", async () => {
  const code = 'const a: number[] = [1, 2]; // <b> & "c"\n\nfor (const x of a) console.log(`${x} < ${a.length}`);';
  const html = await highlight(code);
  const text = html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  expect(text).toBe(code);
});

test("tokens carry classes, never colours", async () => {
  const html = await highlight('const f = (x: Tensor) => tf.square(x).sum(); // 3\nlet s = "a"');
  expect(html).toContain('<span class="tok-keyword">const</span>');
  expect(html).toContain('<span class="tok-type">Tensor</span>');
  expect(html).toMatch(/class="tok-function">square</);
  expect(html).toMatch(/class="tok-comment">\/\/ 3</);
  expect(html).not.toContain("style=");
});
