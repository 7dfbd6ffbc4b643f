// What a cell finds without an import, besides ECMAScript: the part of a worker's globals that the kernel leaves it.
// Read by tsconfig.cells.json only; the project itself is checked with TypeScript's own DOM library.

interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  table(rows: unknown): void;
  assert(condition: unknown, ...values: unknown[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
}
declare var console: Console;

interface Performance {
  /** Milliseconds since the kernel started. */
  now(): number;
  readonly timeOrigin: number;
}
declare var performance: Performance;

declare function setTimeout(callback: (...values: any[]) => void, ms?: number, ...values: unknown[]): number;
declare function clearTimeout(id: number | undefined): void;
declare function setInterval(callback: (...values: any[]) => void, ms?: number, ...values: unknown[]): number;
declare function clearInterval(id: number | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;

interface Crypto {
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  randomUUID(): string;
}
declare var crypto: Crypto;

interface Response {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
  json(): Promise<any>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
/** Of the site's own files; a request to another origin is refused. */
declare function fetch(url: string | URL): Promise<Response>;

declare class URL {
  constructor(url: string, base?: string | URL);
  href: string;
  pathname: string;
  search: string;
  hash: string;
}

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class AbortSignal {
  readonly aborted: boolean;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class ImageData {
  constructor(width: number, height: number);
  constructor(data: Uint8ClampedArray, width: number, height?: number);
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
