// The types worker of the page. One per page; nothing of it is fetched before an editor is first focused.
// Its own script is a blob with one import, as the kernel's is (kernel/client.ts).
import workerUrl from "./worker.ts?worker&url";
import { TypesClient, type TypesWorker } from "./types-client";

export { cellOfFile, fileOfCell } from "./protocol";
export type * from "./protocol";
export { typeMessagesIn } from "./messages";
export type { TypesState } from "./types-client";

export const types = new TypesClient(startWorker);

function startWorker(): TypesWorker {
  const address = new URL(workerUrl, location.href).href;
  const url = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }));
  const worker: Worker = new Worker(url, { type: "module", name: "types" });
  return worker;
}
