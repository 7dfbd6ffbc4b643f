// What a report of a fault says, as Markdown, and the address that opens it as an issue. Pure.
import type { ExchangeWords } from "./exchange-words";

export interface Fault {
  page: string;
  release: string;
  device: string;
  browser: string;
  state?: string;
  outputs?: string[];
  /** Only if it was edited. */
  code?: string;
}

/** GitHub refuses addresses much longer than this. */
const maxAddress = 7000;

export function toIssueBody(fault: Fault, say: ExchangeWords["report"]): string {
  const facts = { page: fault.page, release: fault.release, device: fault.device, browser: fault.browser };
  const code = fault.code === undefined ? [] : [`### ${say.code}`, toFence(fault.code, "ts")];
  const result = [fault.state, ...(fault.outputs ?? [])].filter(Boolean).join("\n");
  return [
    `### ${say.what}`,
    say.answer,
    ...(fault.state === undefined ? [] : code.length > 0 ? code : [say.unchanged]),
    ...(result ? [`### ${say.result}`, toFence(shorten(result, 1500, say.shortened), "text")] : []),
    Object.entries(facts)
      .map(([name, value]) => `- ${say[name as keyof typeof facts]}: ${value || "–"}`)
      .join("\n"),
  ].join("\n\n");
}

/** Cut from the end where it would be too long: Chinese takes nine characters of an address each. */
export function toIssueAddress(repository: string, title: string, body: string): string {
  const toAddress = (text: string) =>
    `${repository}/issues/new?title=${encodeURIComponent(title)}&body=${encodeURIComponent(text)}`;
  let kept = [...body];
  while (toAddress(kept.join("")).length > maxAddress) kept = kept.slice(0, Math.floor(kept.length * 0.9));
  return toAddress(kept.length < [...body].length ? `${kept.join("")}\n…` : body);
}

/** A fence longer than any inside. */
function toFence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function shorten(text: string, length: number, note: string): string {
  return text.length > length ? `${text.slice(0, length)}\n${note}` : text;
}
