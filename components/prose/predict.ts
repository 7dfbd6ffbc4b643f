// <book-predict>: keeps a reader's guess in this browser and shows it beside the answer.
// The page is whole without it; it only shows the form and opens the fold.
class Predict extends HTMLElement {
  /** The same in both languages. */
  private get key(): string {
    return `predict:${location.pathname.replace("/en/", "/")}#${this.id}`;
  }

  connectedCallback(): void {
    const form = this.querySelector("form")!;
    form.hidden = false;
    const input = form.querySelector("input")!;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim() === "") return;
      localStorage.setItem(this.key, input.value.trim());
      this.show();
      this.querySelector("details")!.open = true;
    });
    input.value = localStorage.getItem(this.key) ?? "";
    this.show();
  }

  private show(): void {
    const guess = localStorage.getItem(this.key);
    const line = this.querySelector<HTMLElement>(".predict-guess")!;
    line.hidden = guess === null;
    line.querySelector("output")!.textContent = guess ?? "";
  }
}

customElements.define("book-predict", Predict);
