import type { AssembledContext } from "./agent-plugin-queries";

export type ContextBlock = AssembledContext["blocks"][number];

const titles: Readonly<Record<ContextBlock["kind"], string>> = {
  persona: "Persona",
  instructions: "Instructions",
  tier1: "Plugins at a glance",
  tier2: "Plugin",
  skill: "Skill",
};

const origins: Readonly<Record<ContextBlock["kind"], string>> = {
  persona: "How the agent speaks and behaves",
  instructions: "What this agent is told",
  tier1: "Written by Muster: one entry for each plugin",
  tier2: "Skills and commands of the plugin, in full",
  skill: "Attached on the Resources tab",
};

/** What a block is called, and where it comes from. */
export function describeBlock({ kind, source }: ContextBlock): {
  title: string;
  source: string | null;
  origin: string;
} {
  return {
    title: titles[kind],
    source: kind === "tier1" || kind === "instructions" ? null : source,
    origin: origins[kind],
  };
}

/** The text of each block. `start` and `end` count code points, JavaScript's texts count halves of the larger ones. */
export function blockTexts(prompt: string, blocks: readonly ContextBlock[]): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text of halves alone is told from others by its range
  if (/^[\u0000-\ud7ff\ue000-\uffff]*$/.test(prompt)) return blocks.map(({ start, end }) => prompt.slice(start, end));
  const points = [...prompt];
  return blocks.map(({ start, end }) => points.slice(start, end).join(""));
}

/** A number of tokens with what it is: "1,204 tokens". */
export function tokens(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "token" : "tokens"}`;
}

/** How much of a model's window a prompt takes, in words. */
export function shareOf(count: number, window: number): string {
  const percent = (100 * count) / window;
  if (count > 0 && percent < 0.1) return "less than 0.1 %";
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
