// The pages as record and seeds run them: built although values that prose cites may not be recorded yet.
import { spawnSync } from "node:child_process";

/** The folder of the finished pages: `given`, or a fresh build. Throws when the build fails. */
export function buildPages(given: string | undefined): string {
  if (given) return given;
  const dir = ".cache/unrecorded";
  const env = { ...process.env, BOOK_UNRECORDED: "allow", BOOK_OUT: dir, BOOK_BASE: "/" };
  console.log("Building the pages …");
  const { status, stdout } = spawnSync("npx", ["astro", "build"], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`The book does not build:\n${stdout.split("\n").slice(-25).join("\n")}`);
  return dir;
}
