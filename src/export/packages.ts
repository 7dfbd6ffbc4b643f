// Which packages a program needs, pinned to what the site itself runs.
import { version as tfjsVersion } from "@tensorflow/tfjs/package.json";

export { tfjsVersion };

const versions: Record<string, string> = { "@tensorflow/tfjs": tfjsVersion };

/** "@tensorflow/tfjs@4.22.0" for each package that these import declarations name and that leaves JavaScript. */
export function toPackages(imports: string[]): string[] {
  const named = imports
    .filter((line) => !line.startsWith("import type"))
    .map((line) => /from "([^"]+)"/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(named)].map(toPinned);
}

export function toPinned(name: string): string {
  return versions[name] ? `${name}@${versions[name]}` : name;
}
