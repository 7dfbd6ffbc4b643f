// Escape puts away the card of the word under the pointer or the keyboard, until either has left it and comes again.
// Showing it is the style sheet's affair (card.css).

addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const word of document.querySelectorAll<HTMLElement>(".carded:is(:hover, :focus-within)")) putAway(word);
});

function putAway(word: HTMLElement): void {
  word.dataset["away"] = "";
  const back = new AbortController();
  const { signal } = back;
  const bring = () => {
    delete word.dataset["away"];
    back.abort();
  };
  word.addEventListener("pointerleave", bring, { signal });
  word.addEventListener("focusout", bring, { signal });
}
