// <training-speeds>: puts the steps a second that the page's cell measured here beside the recorded ones.
import { CellListener } from "./cell-listener";
import { toRate } from "./speed-tables";

class TrainingSpeeds extends CellListener {
  protected use(values: Record<string, { number?: number }>): boolean {
    for (const place of this.querySelectorAll<HTMLElement>("[data-rate]")) {
      const rate = values[place.dataset.rate ?? ""]?.number;
      if (rate) place.textContent = toRate(rate);
    }
    return true;
  }
}

customElements.define("training-speeds", TrainingSpeeds);
