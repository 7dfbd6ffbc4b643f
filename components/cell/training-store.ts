// Snapshots of trainings that did not end, in the browser's IndexedDB, so that a reload or a closed tab loses little.
// A few, of bounded size; a marker in localStorage tells a page that opens whether to look here at all.
import type { SentSnapshot } from "../../src/kernel/training-messages";
import { openStore, writeJson } from "./edits";

export interface StoredTraining extends SentSnapshot {
  section: string;
  cell: string;
  /** When it was stored, in ms. */
  at: number;
  /** Of the code of the cell and of all above it. */
  hash: string;
  /** What the reader had set. */
  controls: { cell: string; name: string; value: number | string | boolean }[];
}

const maxBytes = 64 * 2 ** 20;
const maxCount = 4;
const table = "trainings";

/** A page of this section has something to look for. */
const markerOf = (section: string): string => `book:training:${section}`;

const keyOf = ({ section, cell }: { section: string; cell: string }): string => `${section}#${cell}`;

/** Stores it in place of an earlier one of its cell; a training that is too large is not stored. */
export function saveTraining(training: StoredTraining): Promise<void> {
  return inTurn(async () => {
    if (training.bytes > maxBytes) return;
    await withTable("readwrite", (store) => store.put(training, keyOf(training)));
    writeJson(openStore("localStorage"), markerOf(training.section), 1);
    const all = (await loadAll()).sort((a, b) => b.at - a.at);
    for (const old of all.slice(maxCount)) await drop(old);
  });
}

export function loadTrainings(section: string): Promise<StoredTraining[]> {
  return inTurn(() => load(section));
}

export function dropTraining(training: { section: string; cell: string }): Promise<void> {
  return inTurn(() => drop(training));
}

let last: Promise<unknown> = Promise.resolve();

/** What is dropped must not come back because an older save took longer. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work, work);
  last = result;
  return result;
}

async function load(section: string): Promise<StoredTraining[]> {
  const own = (await loadAll()).filter((training) => training.section === section);
  if (own.length === 0) openStore("localStorage").removeItem(markerOf(section));
  return own;
}

async function drop(training: { section: string; cell: string }): Promise<void> {
  await withTable("readwrite", (store) => store.delete(keyOf(training)));
  await load(training.section);
}

async function loadAll(): Promise<StoredTraining[]> {
  return ((await withTable("readonly", (store) => store.getAll())) ?? []) as StoredTraining[];
}

/** Undefined where the browser has no place for us (private windows, full disks): the page goes on without. */
async function withTable(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  try {
    const base = await open();
    try {
      return await settle(ask(base.transaction(table, mode).objectStore(table)));
    } finally {
      base.close();
    }
  } catch {
    return undefined;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("book-trainings", 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(table);
  return settle(request);
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}
