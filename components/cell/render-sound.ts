// A sound: its player, and under it how loud it is along the way.
import type { SoundOutput } from "../../src/kernel/output";
import { make, makeSvg, type Stage } from "./stage";

export function renderSound({ wav, text, loudness }: SoundOutput, { document }: Stage): HTMLElement {
  const player = make(document, "audio", {
    controls: true,
    preload: "metadata",
    src: `data:audio/wav;base64,${wav}`,
    "aria-label": text,
  });
  const caption = make(document, "figcaption", { class: "sound-text" }, text);
  const figure = make(document, "figure", { class: "output-sound" }, caption);
  const bars = loudness.map((loud, i) => `M${i},${(20 - 19 * loud).toFixed(1)}V${(20 + 19 * loud).toFixed(1)}`);
  const picture = makeSvg(
    document,
    "svg",
    {
      class: "sound-picture",
      viewBox: `-1 0 ${loudness.length + 1} 40`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    },
    makeSvg(document, "path", { d: bars.join("") }),
  );
  figure.append(picture, player);
  return figure;
}
