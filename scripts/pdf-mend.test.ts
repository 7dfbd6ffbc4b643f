import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { mendMap, mendPdf, toCharacter } from "./pdf-mend";
import { readPdf } from "./pdf-text";

test("a radical becomes the character that it looks like, a character stays", () => {
  expect(["⼤", "⽅", "⻓", "⻔", "⼾", "线"].map(toCharacter)).toEqual(["大", "方", "长", "门", "户", "线"]);
  expect(mendMap("<0003> <2F24>\n<0004> <7EBF>\n")).toBe("<0003> <5927>\n<0004> <7EBF>\n");
});

/** A file as Chromium writes it: a map, an object after it, a table of where both begin. */
function toPdf(map: string): Buffer {
  const stream = deflateSync(Buffer.from(map));
  const first = Buffer.concat([
    Buffer.from(`1 0 obj\n<</Filter /FlateDecode\n/Length ${stream.length}>> stream\n`),
    stream,
    Buffer.from("\nendstream\nendobj\n"),
  ]);
  const head = "%PDF-1.4\n";
  const second = "2 0 obj\n<</Type /Catalog>>\nendobj\n";
  const offset = (n: number) => `${String(n).padStart(10, "0")} 00000 n \n`;
  const table = `xref\n0 3\n0000000000 65535 f \n${offset(head.length)}${offset(head.length + first.length)}trailer\n<</Size 3>>\n`;
  const start = head.length + first.length + second.length;
  return Buffer.concat([Buffer.from(head), first, Buffer.from(`${second}${table}startxref\n${start}\n%%EOF\n`)]);
}

test("the mended file says the character, and its table still finds every object", () => {
  // Unlike entries, so that the stream changes its length.
  const map = `begincmap\n2 beginbfchar\n<0001> <2F24>\n<0002> <2F0A>\nendbfchar\nendcmap ${"7".repeat(50)}5927`;
  const mended = mendPdf(toPdf(map));
  expect([...readPdf(mended).characters]).toEqual(["大", "入"]);
  const text = mended.toString("latin1");
  const place = Number(/startxref\n(\d+)/.exec(text)![1]);
  const offsets = [...text.slice(place).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
  expect(text.slice(place, place + 4)).toBe("xref");
  expect(offsets.map((offset, i) => text.startsWith(`${i + 1} 0 obj`, offset))).toEqual([true, true]);
});
