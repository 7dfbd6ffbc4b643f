// Digits side by side as one small picture, with a few characters under each. White ink on black, as MNIST stores them.
import type { ImageSpec } from "./image-spec";
import { imageSide, type Digits } from "./mnist";

/** 3 × 5 pixels a character, a row a number, most significant bit left. What a caption can be made of. */
const font: Record<string, number[]> = {
  "0": [7, 5, 5, 5, 7],
  "1": [2, 6, 2, 2, 7],
  "2": [7, 1, 7, 4, 7],
  "3": [7, 1, 7, 1, 7],
  "4": [5, 5, 7, 1, 1],
  "5": [7, 4, 7, 1, 7],
  "6": [7, 4, 7, 5, 7],
  "7": [7, 1, 2, 2, 2],
  "8": [7, 5, 7, 5, 7],
  "9": [7, 5, 7, 1, 7],
  "→": [4, 2, 1, 2, 4],
  " ": [0, 0, 0, 0, 0],
};
const gap = 2;
const captionHeight = 7;
const captionGrey = 128;

export interface SheetSpec {
  /** Digits, spaces and →, one text for each image; none unless given. */
  captions?: string[];
  /** 10 unless said. */
  perLine?: number;
  /** What the picture shows, in a sentence. */
  text: string;
}

/** The images of these rows, in lines of `perLine`. Between them the picture is transparent. */
export function digitSheet(digits: Digits, rows: number[], { captions, perLine = 10, text }: SheetSpec): ImageSpec {
  const tileHeight = imageSide + (captions ? captionHeight : 0);
  const columns = Math.min(perLine, rows.length);
  const width = columns * (imageSide + gap) - gap;
  const height = Math.ceil(rows.length / perLine) * (tileHeight + gap) - gap;
  const rgba = new Uint8ClampedArray(4 * width * height);
  rows.forEach((row, i) => {
    const left = (i % perLine) * (imageSide + gap);
    const top = Math.floor(i / perLine) * (tileHeight + gap);
    drawDigit(rgba, width, left, top, digits.image(row), digits.white);
    if (captions) drawText(rgba, width, left, top + imageSide + 2, captions[i] ?? "");
  });
  return { width, height, data: rgba, text, scale: 2 };
}

function drawDigit(
  rgba: Uint8ClampedArray,
  width: number,
  left: number,
  top: number,
  pixels: Float32Array,
  white: number,
) {
  pixels.forEach((value, i) => {
    setGrey(rgba, width, left + (i % imageSide), top + Math.floor(i / imageSide), (value / white) * 255);
  });
}

function drawText(rgba: Uint8ClampedArray, width: number, left: number, top: number, text: string) {
  const start = left + Math.floor((imageSide - (4 * text.length - 1)) / 2);
  [...text].forEach((character, place) => {
    (font[character] ?? font[" "]!).forEach((bits, y) => {
      for (let x = 0; x < 3; x++)
        if (bits & (4 >> x)) setGrey(rgba, width, start + 4 * place + x, top + y, captionGrey);
    });
  });
}

function setGrey(rgba: Uint8ClampedArray, width: number, x: number, y: number, grey: number) {
  rgba.set([grey, grey, grey, 255], 4 * (y * width + x));
}
