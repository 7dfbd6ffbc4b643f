// <cell-times>: recorded times scaled by how much faster or slower a training step is here than where they were
// recorded. An estimate: cells that mostly draw or sort are not training.
import { formatTime } from "../cell/format-value";

interface ToldValues {
  cell: string;
  values: Record<string, { number?: number }>;
}

class CellTimes extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("cell:values", this.#hear);
  }

  disconnectedCallback(): void {
    document.removeEventListener("cell:values", this.#hear);
  }

  #hear = (event: Event): void => {
    const { cell, values } = (event as CustomEvent<ToldValues>).detail;
    const [here, there] = [values[this.dataset.name ?? ""]?.number, Number(this.dataset.speed)];
    if (cell !== this.dataset.cell || !here || !there) return;
    for (const place of this.querySelectorAll<HTMLElement>("[data-ms]"))
      place.textContent = `≈ ${formatTime(toRough(Number(place.dataset.ms) * (here / there))).replace(/(\d\d)\.0/, "$1")}`;
    this.toggleAttribute("data-known", true);
  };
}

/** Two digits: an estimate has no more. */
function toRough(ms: number): number {
  return Number(ms.toPrecision(2));
}

customElements.define("cell-times", CellTimes);
