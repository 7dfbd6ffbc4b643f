// What a cell of the page has told when it ended, for elements beside it that put its numbers to use.
interface ToldValues {
  cell: string;
  values: Record<string, { number?: number }>;
}

/** An element that hears the values of the cell that its data-cell names. */
export abstract class CellListener extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("cell:values", this.#hear);
  }

  disconnectedCallback(): void {
    document.removeEventListener("cell:values", this.#hear);
  }

  /** True where it could use them; data-known then says so to the style sheet. */
  protected abstract use(values: Record<string, { number?: number }>): boolean;

  #hear = (event: Event): void => {
    const { cell, values } = (event as CustomEvent<ToldValues>).detail;
    if (cell === this.dataset.cell && this.use(values)) this.toggleAttribute("data-known", true);
  };
}
