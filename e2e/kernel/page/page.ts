// A page with nothing but a kernel, for tests that drive it.
import { kernel } from "../../../src/kernel/client";
import type { KernelEvent } from "../../../src/kernel/client";

const events: KernelEvent[] = [];
kernel.on((event) => events.push(event));
kernel.open({ language: "en", base: import.meta.env.BASE_URL });

declare global {
  interface Window {
    kernel: typeof kernel;
    events: KernelEvent[];
  }
}
Object.assign(window, { kernel, events });
