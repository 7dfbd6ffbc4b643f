// <cell-times>: recorded times scaled by how much faster or slower a training step is here than where they were
// recorded. An estimate: cells that mostly draw or sort are not training.
import { formatTime } from "../cell/format-value";
import { CellListener } from "./cell-listener";

class CellTimes extends CellListener {
  protected use(values: Record<string, { number?: number }>): boolean {
    const [here, there] = [values[this.dataset.name ?? ""]?.number, Number(this.dataset.speed)];
    if (!here || !there) return false;
    for (const place of this.querySelectorAll<HTMLElement>("[data-ms]"))
      place.textContent = `≈ ${formatTime(toRough(Number(place.dataset.ms) * (here / there))).replace(/(\d\d)\.0/, "$1")}`;
    return true;
  }
}

/** Two digits: an estimate has no more. */
function toRough(ms: number): number {
  return Number(ms.toPrecision(2));
}

customElements.define("cell-times", CellTimes);
