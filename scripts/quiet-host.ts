// A host that shows nothing, fetches nothing and never waits: what tests, benches and scripts give to `book`, changed
// where one of them wants to see, say or fetch something.
import type { Host } from "../src/book/host";

export const quietHost: Host = {
  display: () => {},
  figure: () => ({ add: () => {} }),
  progress: () => {},
  control: (_, initial) => initial,
  due: () => false,
  turn: async () => {},
  fetchData: async () => new ArrayBuffer(0),
  language: "en",
};
