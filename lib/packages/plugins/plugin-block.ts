export type NamedText = { name: string; text: string };

const section = (title: string, prefix: string, parts: readonly NamedText[]) =>
  parts.length === 0 ? [] : [`### ${title}`, ...parts.map(({ name, text }) => `#### ${prefix}${name}\n${text}`)];

/** The block of one plugin in a prompt, its tier 2: skills, then commands, in the manifest's order. */
export function pluginBlock(slug: string, skills: readonly NamedText[], commands: readonly NamedText[]): string {
  return [`## Plugin: ${slug}`, ...section("Skills", "", skills), ...section("Commands", "/", commands)].join("\n\n");
}

/** A text's worth in tokens: code points by four, rounded down. */
export function tokenEstimate(text: string): number {
  let points = 0;
  for (const _ of text) points++;
  return Math.floor(points / 4);
}
