// What trying devices found, kept in this browser so that it is done once: for a release of the kernel, since the next
// may be faster elsewhere.
import type { Probe, Probes } from "./device-probe";

export interface ProbeMemory {
  read(): Probes;
  add(key: string, probe: Probe): void;
}

/** Keeps for this page alone. */
export function newProbeMemory(): ProbeMemory {
  const probes: Probes = {};
  return { read: () => probes, add: (key, probe) => void (probes[key] = probe) };
}

const storageKey = "device-probes";

/** Keeps in the browser's storage, where there is one. What another release kept is dropped with the first of this. */
export function openProbeMemory(release: string): ProbeMemory {
  const read = (): Probes => {
    try {
      const kept = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as { release?: string; probes?: Probes };
      return kept.release === release ? (kept.probes ?? {}) : {};
    } catch {
      return {};
    }
  };
  const add = (key: string, probe: Probe): void => {
    try {
      localStorage.setItem(storageKey, JSON.stringify({ release, probes: { ...read(), [key]: probe } }));
    } catch {
      // Full or forbidden: it is tried again next time.
    }
  };
  return { read, add };
}
