// What came of one spec of tfjs-core.
export interface Found {
  /** The spec file, as "ops/abs". */
  file: string;
  name: string;
  /** "passed", "failed", "excluded" (another platform's) or "pending". */
  status: string;
  /** Why it failed. */
  words: string[];
}

export type SpecBackend = "cpu" | "wasm" | "webgpu";
