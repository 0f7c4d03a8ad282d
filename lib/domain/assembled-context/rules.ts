import { codePoints, tokensOf } from "@/lib/packages/plugins/plugin-block";

/** A longer prompt is not assembled, code points. */
export const LONGEST_PROMPT = 4_000_000;
export const DEFAULT_TEMPERATURE = 0.7;

export const blockKinds = ["persona", "instructions", "tier1", "tier2", "skill"] as const;
export type BlockKind = (typeof blockKinds)[number];

/** A piece of a prompt with its length in code points. */
export type Part = { kind: BlockKind; source: string; text: string; points: number };
/** Where a piece stands in the prompt: from `start` to before `end`, code points. */
export type Block = { kind: BlockKind; source: string; start: number; end: number; tokenEstimate: number };

/** What a quick reference says of one plugin. */
export type Listed = {
  slug: string;
  version: string;
  description: string;
  skills: number;
  commands: number;
  tokenEstimate: number;
};

const GAP = "\n\n";
const oneLine = (text: string) => text.replace(/[\r\n]+/g, " ").trim();

/** A piece of a prompt, without white space at its ends; null where nothing is left. */
export function partOf(kind: BlockKind, source: string, text: string): Part | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : { kind, source, text: trimmed, points: codePoints(trimmed) };
}

/** The quick reference of the plugins of an agent, tier 1; empty without any. */
export function quickReference(plugins: readonly Listed[]): string {
  if (plugins.length === 0) return "";
  const entries = plugins.map(({ slug, version, description, skills, commands, tokenEstimate }, index) => {
    const told = oneLine(description);
    const title = `${index + 1}. **${slug}** (v${version})${told === "" ? "" : ` — ${told}`}`;
    return `${title}\n   - Skills: ${skills} | Commands: ${commands} | Est. tokens: ${tokenEstimate}`;
  });
  return ["## Available Plugins", ...entries].join(GAP);
}

/** How many code points the pieces have once they are joined. */
export function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { points }) => sum + points, Math.max(0, parts.length - 1) * GAP.length);
}

/** The pieces as one prompt, a blank line between them, and where each of them stands. */
export function layOut(parts: readonly Part[]): { prompt: string; tokenEstimate: number; blocks: Block[] } {
  let start = 0;
  const blocks = parts.map(({ kind, source, points }) => {
    const block = { kind, source, start, end: start + points, tokenEstimate: tokensOf(points) };
    start = block.end + GAP.length;
    return block;
  });
  const prompt = parts.map(({ text }) => text).join(GAP);
  return { prompt, tokenEstimate: tokensOf(lengthOf(parts)), blocks };
}
