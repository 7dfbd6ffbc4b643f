// Two tabs of one window, of which one is hidden: Playwright keeps every page visible, so Chromium is spoken to directly.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser, launchArgs } from "../../scripts/browser";

/** A tab, and another one that can be put in front of it. */
export interface Tab {
  evaluate<T>(expression: string): Promise<T>;
  hide(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

export async function openTab(address: string): Promise<Tab> {
  const profile = await mkdtemp(join(tmpdir(), "tabs-"));
  const args = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, ...launchArgs];
  const browser = spawn(ensureBrowser(), args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  const send = await connect(await readSocketAddress(browser.stderr));
  const { targetId } = await send("Target.createTarget", { url: address });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  return {
    async evaluate<T>(expression: string): Promise<T> {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result } = await send("Runtime.evaluate", params, sessionId as string);
      return (result as { value: T }).value;
    },
    hide: async () => void (await send("Target.createTarget", { url: "about:blank" })),
    async close() {
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Chromium says on its error stream where it listens. */
function readSocketAddress(stream: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  return new Promise((resolve) =>
    stream.on("data", (text) => {
      const found = /ws:\/\/\S+/.exec((said += String(text)));
      if (found) resolve(found[0]);
    }),
  );
}

async function connect(address: string): Promise<Send> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  let last = 0;
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result ?? {})));
      socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
    });
}
