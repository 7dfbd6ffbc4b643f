// BENCHMARKS.md: a heading for each part of the bench, with when and where it was measured. What another run wrote under
// another heading stays.

/** Puts `body` under `## heading`, in the place of what stands there, or at the end. */
export function putSection(text: string, heading: string, body: string): string {
  const [intro, ...sections] = text.split(/^(?=## )/m);
  const section = `## ${heading}\n\n${body.trim()}\n`;
  const place = sections.findIndex((one) => one.startsWith(`## ${heading}\n`));
  if (place < 0) sections.push(section);
  else sections[place] = section;
  return [intro!, ...sections].map((one) => one.trim()).join("\n\n") + "\n";
}
