// What the page shows outside the cells: the device, values in the prose, and what it has to say.
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

/** Something the reader can do about what was said. */
export interface Choice {
  label: string;
  act(): unknown;
}

/** Says it in an element, with buttons that act and then take it back. */
export function sayIn(part: Element, said: string, choices: Choice[] = []): void {
  const buttons = choices.flatMap(({ label, act }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      part.replaceChildren();
      act();
    });
    return [" ", button];
  });
  part.replaceChildren(said, ...buttons);
}

/** Says it under the page's own buttons. */
export function tellPage(said: string, ...choices: Choice[]): void {
  for (const part of document.querySelectorAll('[data-part="page-status"]')) sayIn(part, said, choices);
}

/** Which state of the book this page belongs to. */
export function findRelease(): string {
  return document.querySelector<HTMLElement>("page-controls")?.dataset.release ?? "";
}

/** "https://github.com/owner/name", if the build knew it. */
export function findRepository(): string | undefined {
  return document.querySelector<HTMLElement>("page-controls")?.dataset.repository;
}
