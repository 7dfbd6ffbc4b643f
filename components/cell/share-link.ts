// A cell's source inside a link: `#cell-train&code=…`, deflated, base64url. Nothing is sent to a server.

export interface SharedCell {
  cell: string;
  source: string;
}

/** The fragment that opens a page with this source shown in this cell. */
export async function toShareFragment(shared: SharedCell): Promise<string> {
  const bytes = await pipe(new TextEncoder().encode(shared.source), new CompressionStream("deflate-raw"));
  return `#cell-${shared.cell}&code=${toBase64Url(bytes)}`;
}

export function isShareFragment(fragment: string): boolean {
  return pattern.test(fragment);
}

/** What a fragment shares; undefined for any other fragment, and for one that was cut short. */
export async function readShareFragment(fragment: string): Promise<SharedCell | undefined> {
  const match = pattern.exec(fragment);
  if (!match) return undefined;
  try {
    const bytes = await pipe(fromBase64Url(match[2]!), new DecompressionStream("deflate-raw"));
    return { cell: match[1]!, source: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}

const pattern = /^#cell-([a-z0-9-]+)&code=([A-Za-z0-9_-]+)$/;

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
