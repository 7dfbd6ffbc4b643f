// A small picture as data: `display(image)` shows it. Its shape is that of the browser's ImageData, with words to it.

export interface ImageSpec {
  width: number;
  height: number;
  /** Row by row, four bytes a pixel. */
  data: Uint8ClampedArray;
  /** What it shows, in a sentence. */
  text: string;
  /** CSS pixels per pixel of the image, 1 unless said. */
  scale?: number;
}
