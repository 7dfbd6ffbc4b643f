// Chromium names a glyph that a radical and a character share after the radical: 大 comes out as ⼤ (U+2F24), and whoever
// searches for 大 or copies it gets nothing. This writes the character into the file's maps from glyphs to text.
import { deflateSync, inflateSync } from "node:zlib";

/** Radicals of simplified characters, which Unicode does not decompose, or decomposes into the traditional form. */
const simplified: Record<string, string> = {
  "⼾": "户",
  "⾭": "青",
  "⺟": "母",
  "⺠": "民",
  "⻁": "虎",
  "⻅": "见",
  "⻆": "角",
  "⻉": "贝",
  "⻋": "车",
  "⻓": "长",
  "⻔": "门",
  "⻘": "青",
  "⻙": "韦",
  "⻚": "页",
  "⻛": "风",
  "⻜": "飞",
  "⻝": "食",
  "⻢": "马",
  "⻣": "骨",
  "⻤": "鬼",
  "⻥": "鱼",
  "⻦": "鸟",
  "⻧": "卤",
  "⻨": "麦",
  "⻩": "黄",
  "⻬": "齐",
  "⻮": "齿",
  "⻰": "龙",
  "⻳": "龟",
};

/** The character that looks like this radical; the radical itself where there is none. */
export function toCharacter(radical: string): string {
  return simplified[radical] ?? radical.normalize("NFKC");
}

/** A map from glyphs to text, radicals replaced; lengths of entries stay. */
export function mendMap(map: string): string {
  return map.replace(/(<[0-9a-f]+>\s*)<(2[ef][0-9a-f]{2})>(?=\s*\n)/gi, (_, glyph: string, hex: string) => {
    const character = toCharacter(String.fromCharCode(parseInt(hex, 16)));
    return `${glyph}<${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

interface Change {
  from: number;
  to: number;
  bytes: Buffer;
}

/** The file with mended maps. It has one plain cross-reference table, as Chromium writes it; throws where it has not. */
export function mendPdf(pdf: Buffer): Buffer {
  const text = pdf.toString("latin1");
  const changes = findChanges(pdf, text);
  const parts: Buffer[] = [];
  let end = 0;
  for (const { from, to, bytes } of changes) {
    parts.push(pdf.subarray(end, from), bytes);
    end = to;
  }
  parts.push(pdf.subarray(end));
  return moveReferences(Buffer.concat(parts), changes, text);
}

function findChanges(pdf: Buffer, text: string): Change[] {
  return [...text.matchAll(/<<\/Filter \/FlateDecode\n\/Length (\d+)>> stream\n/g)].flatMap(
    ({ index, 0: head, 1: length }) => {
      const start = index + head.length;
      const to = start + Number(length);
      const map = inflateSync(pdf.subarray(start, to)).toString("latin1");
      const mended = map.includes("begincmap") ? mendMap(map) : map;
      if (mended === map) return [];
      const stream = deflateSync(Buffer.from(mended, "latin1"));
      const dictionary = Buffer.from(`<</Filter /FlateDecode\n/Length ${stream.length}>> stream\n`, "latin1");
      return [{ from: index, to, bytes: Buffer.concat([dictionary, stream]) }];
    },
  );
}

/** Offsets in the cross-reference table, and of the table, grow by what was added before them. */
function moveReferences(pdf: Buffer, changes: Change[], before: string): Buffer {
  const place = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1]);
  if (before.slice(place, place + 4) !== "xref") throw new Error("the PDF has no plain cross-reference table");
  const ends = changes.map(({ from, to, bytes }) => ({ to, grown: bytes.length - (to - from) }));
  const grownBefore: number[] = [0];
  for (const { grown } of ends) grownBefore.push(grownBefore.at(-1)! + grown);
  const move = (offset: number): number => offset + grownBefore[countBefore(ends, offset)]!;
  const moved = move(place);
  const table = pdf
    .toString("latin1", moved)
    .replace(
      /^(\d{10})( \d{5} n)/gm,
      (_, offset: string, rest: string) => String(move(Number(offset))).padStart(10, "0") + rest,
    )
    .replace(/(startxref\s+)\d+/, `$1${moved}`);
  return Buffer.concat([pdf.subarray(0, moved), Buffer.from(table, "latin1")]);
}

/** How many changes end at or before the offset; they are in order. */
function countBefore(ends: { to: number }[], offset: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]!.to <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
