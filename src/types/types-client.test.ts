import { expect, test } from "vitest";
import type { FromTypes, ToTypes, TypedCell } from "./protocol";
import { TypesClient, type TypesWorker } from "./types-client";

class FakeWorker implements TypesWorker {
  readonly heard: ToTypes[] = [];
  isEnded = false;
  onmessage: TypesWorker["onmessage"] = null;
  onerror: TypesWorker["onerror"] = null;
  postMessage(message: ToTypes): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(data: FromTypes): void {
    this.onmessage?.({ data } as MessageEvent<FromTypes>);
  }
}

const cell = (id: string, source: string): TypedCell => ({ id, source, own: false });
const at = { file: "cell:a", offset: 0 };

function newClient(): { client: TypesClient; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const start = () => (workers.push(new FakeWorker()), workers.at(-1)!);
  return { client: new TypesClient(start), workers };
}

test("nothing starts before it is opened, and questions until then have no answer", async () => {
  const { client, workers } = newClient();
  client.tell([cell("a", "1")], "zh");
  expect(await client.ask("hover", { at })).toBeUndefined();
  expect(workers).toHaveLength(0);
});

test("cells are told when they have changed, and which one the reader changes", () => {
  const { client, workers } = newClient();
  client.open();
  client.tell([cell("a", "1"), cell("b", "2")], "zh");
  client.tell([cell("a", "1"), cell("b", "2")], "zh");
  client.tell([cell("a", "1"), cell("b", "3")], "zh");
  client.tell([cell("a", "1"), cell("b", "3")], "en");
  const told = workers[0]!.heard.map((message) => (message.type === "cells" ? [message.language, message.latest] : []));
  expect(told).toEqual([
    ["zh", undefined],
    ["zh", "b"],
    ["en", undefined],
  ]);
});

test("an answer goes to who asked last; who asked before hears nothing", async () => {
  const { client, workers } = newClient();
  client.open();
  const first = client.ask("hover", { at });
  const second = client.ask("hover", { at });
  const hover = { from: 0, to: 1, signature: "const a: 1", docs: "" };
  workers[0]!.say({ type: "answer", id: 1, answer: { ...hover, signature: "old" } });
  workers[0]!.say({ type: "answer", id: 2, answer: hover });
  expect(await first).toBeUndefined();
  expect(await second).toEqual(hover);
});

test("a worker that breaks leaves nobody waiting, and opening again starts another that knows all cells", async () => {
  const { client, workers } = newClient();
  const states: string[] = [];
  client.on((state) => states.push(state));
  client.open();
  client.tell([cell("a", "1")], "en");
  const asked = client.ask("hover", { at });
  workers[0]!.say({ type: "broken", message: "not fetched" });
  expect(await asked).toBeUndefined();
  expect(workers[0]!.isEnded).toBe(true);
  client.open();
  client.tell([cell("a", "1")], "en");
  workers[1]!.say({ type: "ready" });
  expect(workers[1]!.heard).toHaveLength(1);
  expect(states).toEqual(["starting", "broken", "starting", "ready"]);
});
