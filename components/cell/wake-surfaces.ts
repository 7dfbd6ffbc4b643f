// The first time a hand comes near a figure, a pad or a field, what makes it answer is fetched (awaken.ts). What was
// pressed before that was there is pressed again: a finger comes without warning.

export function wakeSurfaces(cell: HTMLElement): void {
  /** The surface under the finger was ready when it came down: it has heard of it. */
  let hasHeard = false;
  for (const near of ["pointerover", "focusin", "dragenter"]) cell.addEventListener(near, wake);
  cell.addEventListener("pointerdown", ({ target }) => (hasHeard = isReady(findSurface(target as Element))));
  cell.addEventListener("click", (event) => {
    wake(event);
    pressLater(event, hasHeard);
  });
}

const isReady = (surface: HTMLElement | null): boolean => surface?.dataset.awake === "ready";

/** What takes the hand here: itself, or what the buttons of its control belong to. */
function findSurface(target: Element): HTMLElement | null {
  const control = target.closest(".output-input");
  return control ? control.querySelector("[data-surface]") : target.closest<HTMLElement>("[data-surface]");
}

function wake(event: Event): void {
  const surface = findSurface(event.target as Element);
  if (!surface || surface.dataset.awake !== undefined) return;
  surface.dataset.awake = "";
  void import("./awaken").then(({ awaken }) => {
    awaken(surface, event);
    surface.dataset.awake = "ready";
    surface.dispatchEvent(new Event("awake"));
  });
}

/** A button that has its listener by now has heard this click; a surface hears no click, but what came before it. */
function pressLater({ target, clientX, clientY }: MouseEvent, hasHeard: boolean): void {
  const element = target as HTMLElement;
  const surface = findSurface(element);
  const tool = element.closest<HTMLElement>("[data-tool]");
  if (!surface || (tool ? isReady(surface) : hasHeard || !surface.contains(element))) return;
  const press = () => {
    if (tool) return tool.click();
    const at = { clientX, clientY, bubbles: true, cancelable: true };
    for (const type of ["pointerdown", "pointerup"]) element.dispatchEvent(new PointerEvent(type, at));
  };
  if (isReady(surface)) press();
  else surface.addEventListener("awake", press, { once: true });
}
