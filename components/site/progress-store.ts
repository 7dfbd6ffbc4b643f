// What this device remembers of the reading: which sections were read to their end, and where the reader was last.
// Kept in the browser's storage and nowhere else; pure but for the storage that it is given.

export interface Place {
  /** "mnist/mlp" */
  section: string;
  /** Id of the heading that was passed last, in that language's page. */
  heading: string;
  lang: "zh" | "en";
}

export interface Progress {
  /** Section → day on which its end was reached. */
  read: Record<string, string>;
  last?: Place;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const key = "book:progress";

/** Nothing read where nothing is stored, or not by us. */
export function readProgress(store: Store): Progress {
  try {
    const kept = JSON.parse(store.getItem(key) ?? "{}") as Partial<Progress>;
    return { ...kept, read: { ...kept.read } };
  } catch {
    return { read: {} };
  }
}

/** The day of the first time stays. */
export function markRead(store: Store, section: string, day: string): void {
  const { read, ...rest } = readProgress(store);
  write(store, { ...rest, read: { [section]: day, ...read } });
}

export function keepPlace(store: Store, last: Place): void {
  write(store, { ...readProgress(store), last });
}

export function clearProgress(store: Store): void {
  store.removeItem(key);
}

/** A full or forbidden storage keeps nothing, and nothing else depends on it. */
function write(store: Store, progress: Progress): void {
  try {
    store.setItem(key, JSON.stringify(progress));
  } catch {
    return;
  }
}
