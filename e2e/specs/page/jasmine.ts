// Jasmine's globals, put up before any spec file is read, and a reporter that keeps what was found.
import jasmineRequire from "jasmine-core/lib/jasmine-core/jasmine.js";
import type { Found } from "../found";

type Define = (name: string, body: () => void) => unknown;

const jasmine = jasmineRequire.core(jasmineRequire);
const env = jasmine.getEnv();
env.configure({ random: false, forbidDuplicateNames: false });

const found: Found[] = [];
let file = "";
let depth = 0;

/** Puts the file's name before the names of its outermost suites; the reporter takes it off again. */
const describeIn =
  (define: Define): Define =>
  (name, body) => {
    const inside = (): void => {
      depth++;
      body();
      depth--;
    };
    return define(depth === 0 ? `${file}\n${name}` : name, inside);
  };

const globals = jasmineRequire.interface(jasmine, env);
Object.assign(window, globals, { jasmine, describe: describeIn(globals["describe"] as Define) });

env.addReporter({
  specDone({ fullName, status, failedExpectations }) {
    const [from, ...name] = fullName.split("\n");
    found.push({
      file: from!,
      name: name.join("\n").replace(/ (webgpu|wasm) \{[^}]*\}/, ""),
      status,
      words: failedExpectations.map(({ message }) => message.slice(0, 300)),
    });
  },
});

/** Reads one spec file, whose suites are then known. */
export async function readSpecs(name: string, read: () => Promise<unknown>): Promise<void> {
  file = name;
  await read();
}

export async function runSpecs(): Promise<Found[]> {
  await env.execute();
  return found.splice(0);
}
