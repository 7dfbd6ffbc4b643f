// Sources inside a link, deflated, base64url: one cell's `#cell-train&code=…`, a page's edits `#edits=…`.
// Nothing is sent to a server.

export interface SharedCell {
  cell: string;
  source: string;
}

/** Longer links are cut by chat programs and mail. */
export const maxLinkLength = 8000;

/** The fragment that opens a page with this source shown in this cell. */
export async function toShareFragment(shared: SharedCell): Promise<string> {
  return `#cell-${shared.cell}&code=${await deflate(shared.source)}`;
}

/** The fragment that opens a page with all these sources shown. */
export async function toPageFragment(shared: SharedCell[]): Promise<string> {
  return `#edits=${await deflate(JSON.stringify(shared.map(({ cell, source }) => [cell, source])))}`;
}

export function isShareFragment(fragment: string): boolean {
  return ofCell.test(fragment) || ofPage.test(fragment);
}

/** What a fragment shares; nothing for any other fragment, and for one that was cut short. */
export async function readShareFragment(fragment: string): Promise<SharedCell[]> {
  const [, cell, code] = ofCell.exec(fragment) ?? [];
  const [, edits] = ofPage.exec(fragment) ?? [];
  try {
    if (cell && code) return [{ cell, source: await inflate(code) }];
    return edits ? readPairs(JSON.parse(await inflate(edits))) : [];
  } catch {
    return [];
  }
}

const ofCell = /^#cell-([a-z0-9-]+)&code=([A-Za-z0-9_-]+)$/;
const ofPage = /^#edits=([A-Za-z0-9_-]+)$/;

function readPairs(pairs: unknown): SharedCell[] {
  if (!Array.isArray(pairs)) return [];
  return pairs.flatMap((pair: unknown) => {
    const [cell, source] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return typeof cell === "string" && typeof source === "string" ? [{ cell, source }] : [];
  });
}

async function deflate(text: string): Promise<string> {
  return toBase64Url(await pipe(new TextEncoder().encode(text), new CompressionStream("deflate-raw")));
}

async function inflate(text: string): Promise<string> {
  const bytes = await pipe(fromBase64Url(text), new DecompressionStream("deflate-raw"));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: TransformStream | CompressionStream | DecompressionStream,
) {
  const stream = new Blob([bytes]).stream().pipeThrough<Uint8Array>(through as CompressionStream);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
