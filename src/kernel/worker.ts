// The worker's entry, where effects live: refuses a place where the page's policy does not hold, closes the
// ways out, and connects messages, console, failures and tfjs to one session.
import { catchConsole } from "./console";
import { probeDevices } from "./device";
import { messagesIn } from "./messages";
import { ReaderError } from "./errors";
import { seal } from "./seal";
import { Session } from "./session";
import { newTensors } from "./tensors";
import { setHost } from "../book/host";
import { setTrainingHost } from "../book/training-host";
import type { BackendName, FromKernel, ToKernel } from "./protocol";

type Open = ToKernel & { type: "open" };

interface Scope {
  location: Location;
  origin: string;
  postMessage(message: FromKernel): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToKernel>) => void): void;
  addEventListener(type: "unhandledrejection", listener: (event: PromiseRejectionEvent) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
}

const scope = globalThis as unknown as Scope;
if (scope.location.protocol !== "blob:")
  throw new Error("the kernel starts only from a blob, which the page's policy binds");
const post = scope.postMessage.bind(scope);
seal(scope);
// V8 keeps ten frames, and tfjs alone can fill them.
Error.stackTraceLimit = 50;

let open: Open = { type: "open", language: "zh", base: "/" };
const tensors = newTensors(() => ({ ...open, language: runner.language }), {
  onDevice: (device) => post({ type: "device", ...device }),
  onMeddle: (owner, tensor, how) => runner.noteMeddling(owner, tensor, how),
  step: {
    onRefusal: (why) => runner.current.display.show(messagesIn(runner.language).notRecorded(why).message, "warn"),
    onCompile: (done, total) => runner.current.display.progress(messagesIn(runner.language).compiling, done, total),
  },
  onError: (fault) => runner.failDevice(fault),
  onLost: (reason) => runner.loseDevice(reason),
});
const session: Session = new Session(post, tensors);
const { runner } = session;

scope.addEventListener("message", ({ data }) => {
  if (data.type === "probe") return void answerProbe(data.running);
  if (data.type !== "open") return session.receive(data);
  open = data;
  runner.language = data.language;
});
scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  runner.failLate(event.reason);
});
scope.addEventListener("error", (event) => {
  event.preventDefault();
  runner.failLate(event.error ?? new Error(event.message));
});
catchConsole(console, (values, source) => runner.say(values, source));

setHost({
  display: (value) => runner.current.display.show(value),
  figure: (spec) => runner.current.display.figure(spec),
  progress: (label, done, total) => runner.current.display.progress(label, done, total),
  control: (spec, initial) => runner.readControl(spec, initial),
  due: () => runner.current.brake.due(),
  turn: () => runner.takeTurn(),
  fetchData,
  get language() {
    return runner.current.language;
  },
});

setTrainingHost({ begin: (plan) => runner.beginTraining(plan) });

async function fetchData(path: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(`${open.base.replace(/\/?$/, "/")}data/${path}`, scope.origin)).catch(
    () => undefined,
  );
  if (response?.ok) return response.arrayBuffer();
  const status = response ? String(response.status) : "offline";
  throw new ReaderError("DataError", messagesIn(runner.language).dataMissing(path, status));
}

async function answerProbe(running: BackendName): Promise<void> {
  const tf = await import("@tensorflow/tfjs");
  post({ type: "probed", ...(await probeDevices(tf, open, running)) });
}

post({ type: "ready" });
