// Formatting and lint, by Prettier and oxlint. Their own messages go straight to the terminal.
import { spawnSync } from "node:child_process";
import type { AuthorError } from "../../src/cells/section";

export const title = "format and lint";

const tools = [
  { command: "prettier --check --log-level warn .", wayOut: "Run: npm run format" },
  { command: "oxlint --deny-warnings", wayOut: "Mend what it names, or run: npx oxlint --fix" },
];

export async function check(): Promise<AuthorError[]> {
  return tools.flatMap(({ command, wayOut }) => {
    const { status } = spawnSync("npx", command.split(" "), { stdio: "inherit" });
    return status === 0
      ? []
      : [{ file: "package.json", line: 1, column: 1, fact: `\`${command}\` found something.`, wayOut }];
  });
}
