import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { readPdf } from "./pdf-text";

const map = `/CIDInit /ProcSet findresource begin
begincmap
2 beginbfchar
<0003> <7EBF>
<0009> <D840DC0B>
endbfchar
1 beginbfrange
<0010> <0012> <0041>
endbfrange
endcmap`;

function toPdf(font: string): Buffer {
  const stream = deflateSync(Buffer.from(map));
  return Buffer.concat([
    Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type /Page>>\nendobj\n2 0 obj\n<</Length ${stream.length}>> stream\n`, "latin1"),
    stream,
    Buffer.from(`\nendstream\nendobj\n3 0 obj\n<</Type /FontDescriptor ${font}>>\nendobj\n`, "latin1"),
  ]);
}

test("the characters are those that the fonts' maps name, ranges and pairs of units included", () => {
  const { characters, pages } = readPdf(toPdf(""));
  expect([...characters]).toEqual(["线", "𠀋", "A", "B", "C"]);
  expect(pages).toBe(1);
});

test("a font counts as embedded only where its file is", () => {
  expect([...readPdf(toPdf("/FontName /AAAAAA+NotoSansCJKsc-Regular /FontFile2 9 0 R")).fonts]).toEqual([
    "NotoSansCJKsc-Regular",
  ]);
  expect([...readPdf(toPdf("/FontName /Songti")).fonts]).toEqual([]);
});
