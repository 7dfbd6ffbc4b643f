// <book-predict>: keeps a reader's guess in this browser and shows it beside the answer.
// The page is whole without it; it only puts the form in the place of the plain question and opens the fold.
class Predict extends HTMLElement {
  /** The same in both languages. */
  private get key(): string {
    return `predict:${location.pathname.replace("/en/", "/")}#${this.id}`;
  }

  connectedCallback(): void {
    const form = this.querySelector("form")!;
    form.hidden = false;
    this.querySelector<HTMLElement>(".predict-plain")!.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      localStorage.setItem(this.key, String([...new FormData(form).values()][0]));
      this.show();
      this.querySelector("details")!.open = true;
    });
    this.show();
  }

  private show(): void {
    const guess = localStorage.getItem(this.key);
    if (guess === null) return;
    const input = this.querySelector<HTMLInputElement>(`input[type=radio][value="${CSS.escape(guess)}"]`);
    if (input) input.checked = true;
    const line = this.querySelector<HTMLElement>(".predict-guess")!;
    line.hidden = false;
    const option = input?.nextElementSibling?.cloneNode(true);
    line.querySelector("output")!.replaceChildren(option ?? guess);
  }
}

customElements.define("book-predict", Predict);
