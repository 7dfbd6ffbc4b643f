// Code that came with the address: shown in its cells, marked, not run. What is not settled stays in the address.
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { tellPage } from "./page-parts";
import { toExchangeWords } from "./exchange-words";
import { readShareFragment, toPageFragment } from "./share-link";

/** Fetched only for an address that shares something. */
export async function showShared(): Promise<void> {
  const shared = await readShareFragment(location.hash);
  const known = shared.flatMap(({ cell: id, source }) => {
    const cell = page.find(id);
    return cell && source !== cell.source ? [{ cell, source }] : [];
  });
  const open = new Map<LiveCell, (keeps: boolean) => void>();
  for (const { cell, source } of known) {
    const notices = await cell.notices();
    open.set(
      cell,
      notices.showArrival(source, () => void rememberOpen(open, cell)),
    );
  }
  page.find(known[0]?.cell.cellId ?? "")?.scrollIntoView({ block: "start" });
  if (known.length > 1) offerAll(open);
}

function offerAll(open: Map<LiveCell, (keeps: boolean) => void>): void {
  const { said, keep, discard } = toExchangeWords(page.language).arrival;
  const settleAll = (keeps: boolean) => () => {
    for (const settle of open.values()) settle(keeps);
  };
  tellPage(said(open.size), { label: keep, act: settleAll(true) }, { label: discard, act: settleAll(false) });
}

/** One is settled: the address goes on sharing the others, or names the cell. */
async function rememberOpen(open: Map<LiveCell, unknown>, settled: LiveCell): Promise<void> {
  open.delete(settled);
  if (open.size === 0) tellPage("");
  const rest = [...open.keys()].map((cell) => ({ cell: cell.cellId, source: cell.source }));
  const fragment = rest.length > 0 ? await toPageFragment(rest) : `#${settled.id}`;
  if (open.size === rest.length) history.replaceState(history.state, "", fragment);
}
