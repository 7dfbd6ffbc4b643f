// A small picture as data: `display(image)` shows it. The kernel packs it for the page; nothing here draws.

export interface ImageSpec {
  type: "image";
  width: number;
  height: number;
  /** Row by row, four bytes a pixel. */
  rgba: Uint8ClampedArray;
  /** What it shows, in a sentence. */
  text: string;
  /** CSS pixels per pixel of the image, 1 unless said. */
  scale?: number;
}
