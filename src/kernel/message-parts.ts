// Numbers and names within a message, the same in both languages.
import type { StepTime } from "./device-probe";

/** With two digits; "> " before one that was not waited for. */
export const stepTime = ({ stepMs, isMore }: StepTime): string =>
  `${isMore ? "> " : ""}${Number(stepMs.toPrecision(2))}`;

/** 1.5 GB; units of 1024, as limits of devices are. */
export function bytes(count: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(Math.max(0, Math.floor(Math.log2(count) / 10)), units.length - 1);
  return `${Number((count / 1024 ** power).toPrecision(3))} ${units[power]}`;
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
