// Closes the ways by which a cell could leave the worker or reach what the reader keeps. The page's policy
// (policy.ts) stops requests; this takes away what no policy covers: storage, other contexts, the page's ear.

/** Names that go from the worker's global object, wherever on its prototype chain they stand. */
const sealedGlobals = [
  // A worker loaded from a file is not bound by the page's policy.
  "Worker",
  "SharedWorker",
  "importScripts",
  // The reader's edits and whatever else the site keeps.
  "indexedDB",
  "caches",
  "cookieStore",
  "webkitRequestFileSystem",
  "webkitRequestFileSystemSync",
  "webkitResolveLocalFileSystemURL",
  "webkitResolveLocalFileSystemSyncURL",
  // Other pages of the site, and the page's own kernel channel.
  "BroadcastChannel",
  "postMessage",
  "close",
  // An icon is fetched outside the worker.
  "Notification",
];

/** Names that go from `navigator`. */
const sealedNavigator = ["storage", "storageBuckets", "locks", "serviceWorker", "usb", "hid", "serial", "bluetooth"];

/** Removes them all. Throws if one stays, since then no cell may run. */
export function seal(scope: object): void {
  removeAll(scope, sealedGlobals);
  const navigator: unknown = (scope as { navigator?: unknown }).navigator;
  if (typeof navigator === "object" && navigator !== null) removeAll(navigator, sealedNavigator);
}

function removeAll(target: object, names: string[]): void {
  for (const name of names) {
    for (let owner: object | null = target; owner; owner = Object.getPrototypeOf(owner) as object | null)
      if (Object.hasOwn(owner, name) && !Reflect.deleteProperty(owner, name))
        throw new Error(`the worker cannot remove ${name}`);
    if (name in target) throw new Error(`the worker still has ${name}`);
  }
}
