// What the page shows of its kernel outside the cells: the device, and values in the prose.
import type { KernelEvent } from "../../src/kernel/client";
import type { RecordedValue } from "../../src/kernel/protocol";
import { formatValue } from "./format-value";
import type { Strings } from "./strings";

type DeviceEvent = Extract<KernelEvent, { type: "device" }>;

export function showDevice({ backend, adapter, reason }: DeviceEvent, strings: Strings): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-part="device"]')) {
    part.dataset.backend = backend;
    part.dataset.adapter = adapter ?? "";
    part.textContent = [strings.page.device[backend], adapter].filter(Boolean).join(" · ");
    part.title = reason;
  }
}

export function showValues(values: Record<string, RecordedValue>): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-value-of]")) {
    const value = values[element.getAttribute("data-value-of")!];
    if (!value) continue;
    element.dataset.recorded ??= element.textContent ?? "";
    element.dataset.live = "";
    element.textContent = formatValue(
      value,
      element.dataset.digits === undefined ? undefined : Number(element.dataset.digits),
    );
  }
}

/** The values are gone: prose says again what was recorded. */
export function showRecordedValues(names: string[]): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-value-of][data-recorded]")) {
    if (!names.includes(element.getAttribute("data-value-of")!)) continue;
    element.textContent = element.dataset.recorded!;
    delete element.dataset.live;
  }
}
