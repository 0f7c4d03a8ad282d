export type NamedText = { name: string; text: string };

const section = (title: string, prefix: string, parts: readonly NamedText[]) =>
  parts.length === 0 ? [] : [`### ${title}`, ...parts.map(({ name, text }) => `#### ${prefix}${name}\n${text}`)];

/** The block of one plugin in a prompt, its tier 2: skills, then commands, in the manifest's order. */
export function pluginBlock(slug: string, skills: readonly NamedText[], commands: readonly NamedText[]): string {
  return [`## Plugin: ${slug}`, ...section("Skills", "", skills), ...section("Commands", "/", commands)].join("\n\n");
}

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** How many Unicode code points a text has. */
export function codePoints(text: string): number {
  return text.length - (text.match(PAIRS)?.length ?? 0);
}

/** What so many code points are worth in tokens: a quarter, rounded down. */
export function tokensOf(points: number): number {
  return Math.floor(points / 4);
}

/** A text's worth in tokens. */
export function tokenEstimate(text: string): number {
  return tokensOf(codePoints(text));
}
