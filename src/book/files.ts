// Files of the reader's own: a text as a corpus, a picture as pixels. They are read in the page and leave it nowhere;
// after a reload they are gone, because nothing of them is kept.
import type { ImageFile, TextFile } from "./control-spec";
import type { ImageSpec } from "./image-spec";
import { host } from "./host";

export type { ImageFile, TextFile } from "./control-spec";

const megabyte = 2 ** 20;

export interface TextFileSpec {
  /** The text until the reader gives one. */
  initial: string;
  /** 1 MiB unless said. */
  maxBytes?: number;
}

/** The text of the reader's file (UTF-8), `initial` until there is one. `name` is "" until then. */
export function textFile(label: string, { initial, maxBytes = megabyte }: TextFileSpec): TextFile {
  return host().control<TextFile>({ type: "file", label, accept: "text", maxBytes }, { name: "", text: initial });
}

export interface ImageFileSpec {
  /** The picture until the reader gives one. */
  initial?: ImageSpec;
  /** 10 MiB unless said. */
  maxBytes?: number;
  /** A larger picture is made smaller until its longer side has so many pixels; 512 unless said. */
  maxSide?: number;
}

/** The pixels of the reader's picture; `initial`, otherwise null, until there is one. */
export function imageFile(label: string, spec: ImageFileSpec & { initial: ImageSpec }): ImageFile;
export function imageFile(label: string, spec?: ImageFileSpec): ImageFile | null;
export function imageFile(
  label: string,
  { initial, maxBytes = 10 * megabyte, maxSide = 512 }: ImageFileSpec = {},
): ImageFile | null {
  const first = initial ? toImageFile(initial) : null;
  return host().control<ImageFile | null>({ type: "file", label, accept: "image", maxBytes, maxSide }, first);
}

function toImageFile({ width, height, data, text }: ImageSpec): ImageFile {
  return { name: "", width, height, data, text };
}
