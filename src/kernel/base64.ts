// Bytes as text, a stretch at a time: an argument list has a limit.

export function toBase64(bytes: Uint8Array | Uint8ClampedArray): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(chunks.join(""));
}
