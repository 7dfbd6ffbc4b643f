// <training-speeds>: puts the steps a second that the page's cell measured here beside the recorded ones.
import { toRate } from "./speed-tables";

interface ToldValues {
  cell: string;
  values: Record<string, { number?: number }>;
}

class TrainingSpeeds extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("cell:values", this.#hear);
  }

  disconnectedCallback(): void {
    document.removeEventListener("cell:values", this.#hear);
  }

  #hear = (event: Event): void => {
    const { cell, values } = (event as CustomEvent<ToldValues>).detail;
    if (cell !== this.dataset.cell) return;
    for (const place of this.querySelectorAll<HTMLElement>("[data-rate]")) {
      const rate = values[place.dataset.rate ?? ""]?.number;
      if (rate) place.textContent = toRate(rate);
    }
    this.toggleAttribute("data-known", true);
  };
}

customElements.define("training-speeds", TrainingSpeeds);
