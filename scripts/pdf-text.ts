// What a PDF's text can be read as: the characters that its fonts map glyphs to, and whether the fonts are in the file.
// Enough to know that a reader can search it; it does not lay out text.
import { inflateSync } from "node:zlib";

export interface PdfText {
  /** Every character that some glyph of the file stands for. */
  characters: Set<string>;
  /** Names of the embedded fonts, without the prefix of the subset: "NotoSansCJKsc-Regular". */
  fonts: Set<string>;
  pages: number;
}

export function readPdf(pdf: Buffer): PdfText {
  const text = pdf.toString("latin1");
  const maps = findStreams(pdf, text).filter((stream) => stream.includes("begincmap"));
  const embedded = text.split("endobj").filter((object) => /\/FontFile[23]?\b/.test(object));
  return {
    characters: new Set(maps.flatMap(readMap)),
    fonts: new Set(embedded.flatMap((object) => /\/FontName\s*\/(?:[A-Z]{6}\+)?([^\s/<>]+)/.exec(object)?.[1] ?? [])),
    pages: [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
  };
}

/** Every deflated stream of the file, inflated. */
function findStreams(pdf: Buffer, text: string): string[] {
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: word }) => {
    if (text.slice(index - 3, index) === "end") return [];
    const from = index + word.length;
    const to = text.indexOf("endstream", from);
    try {
      return [inflateSync(pdf.subarray(from, to)).toString("latin1")];
    } catch {
      return []; // an image, or not deflated
    }
  });
}

/** The characters of a ToUnicode map: `<0003> <7EBF>`, and ranges `<0003> <0007> <7EBF>`. */
function readMap(map: string): string[] {
  const singles = blocksOf(map, "bfchar").flatMap((block) =>
    [...block.matchAll(/<[0-9a-f]+>\s*<([0-9a-f]+)>/gi)].map(([, to = ""]) => toText(to)),
  );
  const ranges = blocksOf(map, "bfrange").flatMap((block) =>
    [...block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi)].flatMap(
      ([, from = "", to = "", first = ""]) =>
        Array.from({ length: parseInt(to, 16) - parseInt(from, 16) + 1 }, (_, i) => toText(first, i)),
    ),
  );
  return [...singles, ...ranges].flatMap((one) => [...one]);
}

function blocksOf(map: string, name: string): string[] {
  return [...map.matchAll(new RegExp(`begin${name}([^]*?)end${name}`, "g"))].map(([, block = ""]) => block);
}

/** UTF-16 in hexadecimal, `more` added to its last unit. */
function toText(hex: string, more = 0): string {
  const units = hex.match(/.{4}/g)?.map((unit) => parseInt(unit, 16)) ?? [];
  return String.fromCharCode(...units.slice(0, -1), (units.at(-1) ?? 0) + more);
}
