// npm run coverage: how much of the merged list of topics the book covers, by group. Writes nothing.
// With --all every topic is printed, with the sections that cover it.
import { chapters } from "../content/contents";
import { findCoverage, toTotals, type Coverage } from "../src/prose/coverage";
import { readLibrary } from "../src/prose/library";
import { scanBook } from "../src/prose/scan-book";

function print(name: string, covered: number, all: number): void {
  const share = all === 0 ? 0 : (100 * covered) / all;
  console.log(
    `${name.padEnd(14)} ${String(covered).padStart(4)} / ${String(all).padStart(3)}  ${share.toFixed(0).padStart(3)} %`,
  );
}

function printTopic({ topic, sections, reason }: Coverage): void {
  console.log(
    `${topic.id.padEnd(10)} ${sections.join(", ") || (reason ? `not counted: ${reason}` : `– ${topic.chapter ?? "not planned"}`)}  ${topic.title.zh}`,
  );
}

const coverage = findCoverage([...readLibrary().topics.values()], scanBook({ root: ".", base: "/", chapters }));
const totals = toTotals(coverage);
totals.forEach(({ group, covered, all }) => print(group, covered, all));
print(
  "total",
  totals.reduce((sum, row) => sum + row.covered, 0),
  coverage.length,
);
coverage.filter(({ reason }) => reason !== undefined || process.argv.includes("--all")).forEach(printTopic);
