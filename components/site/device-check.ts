// <device-check>: asks this browser what it has and writes the answers into the table of its page. Loads nothing.
// Which device the cells then run on, and why, the kernel says when it has started (`[data-part="device"]`).

/** Row of the table → what was found; "yes" and "no" come from the page, in its language. */
type Answers = Record<string, string>;

/** A module whose one function uses a v128: only a browser with SIMD finds it valid. */
const simdModule = [
  [0, 97, 115, 109, 1, 0, 0, 0],
  [1, 5, 1, 96, 0, 1, 123],
  [3, 2, 1, 0],
  [10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
].flat();

class DeviceCheck extends HTMLElement {
  #watch: MutationObserver | undefined;

  connectedCallback(): void {
    void this.#ask();
    const device = document.querySelector('[data-part="device"]');
    if (!device) return;
    this.#watch = new MutationObserver(() => this.#showDevice(device));
    this.#watch.observe(device, { attributes: true, childList: true });
    this.#showDevice(device);
  }

  disconnectedCallback(): void {
    this.#watch?.disconnect();
  }

  async #ask(): Promise<void> {
    const [yes, no] = [this.dataset.yes ?? "yes", this.dataset.no ?? "no"];
    const say = (has: boolean): string => (has ? yes : no);
    const answers: Answers = {
      webgpu: (await findAdapter()) ?? no,
      simd: say(WebAssembly.validate(new Uint8Array(simdModule))),
      threads: say(globalThis.crossOriginIsolated && typeof SharedArrayBuffer === "function"),
      webgl: findRenderer() ?? no,
      cores: String(navigator.hardwareConcurrency),
      memory: findMemory() ?? "–",
    };
    for (const [name, text] of Object.entries(answers)) this.#write(name, text);
  }

  #showDevice(device: Element): void {
    const { backend } = (device as HTMLElement).dataset;
    if (!backend || backend === "none") return;
    const reason = device.getAttribute("title");
    const colon = document.documentElement.lang === "en" ? ": " : "：";
    this.#write("backend", [device.textContent?.trim(), reason].filter(Boolean).join(colon));
  }

  #write(name: string, text: string): void {
    const cell = this.querySelector(`[data-answer="${name}"]`);
    if (cell) cell.textContent = text;
  }
}

async function findAdapter(): Promise<string | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (!adapter) return undefined;
  const { vendor, architecture, device, description } = adapter.info;
  return [vendor, architecture, device, description].filter(Boolean).join(" ") || "WebGPU";
}

function findRenderer(): string | undefined {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return undefined;
  const details = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(details ? details.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}

/** Browsers that say it at all round it, and up to a limit. */
function findMemory(): string | undefined {
  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  return deviceMemory === undefined ? undefined : `≥ ${deviceMemory} GiB`;
}

customElements.define("device-check", DeviceCheck);
