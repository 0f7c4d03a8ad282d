import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "./workspace";
import { openInside } from "./workspace";

const CHARACTERS_OF_A_TOKEN = 4;
/** A longer file is estimated by its size. */
const READ_BYTES = 1024 * 1024;
const INSTRUCTIONS = "CLAUDE.md";

/** How many tokens a text takes, estimated: a quarter of its characters, rounded up. */
function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_OF_A_TOKEN);
}

async function tokensOfFile(workspace: Workspace, path: string, size: number): Promise<number> {
  if (size > READ_BYTES) return Math.ceil(size / CHARACTERS_OF_A_TOKEN);
  const handle = await openInside(workspace, path);
  try {
    return estimateTokens(await handle.readFile("utf8"));
  } finally {
    await handle.close();
  }
}

/** What a context costs, as an agent's log says it. */
export function contextLine({ tokens, plugins }: { tokens: number; plugins: number }): string {
  return `context: ${tokens} tokens, ${plugins} ${plugins === 1 ? "plugin" : "plugins"}`;
}

/** What of an agent's window is taken, in tokens. */
export type ContextUse = () => Promise<{ used: number; max: number }>;

/** Counts what a model is given at the start of every exchange: the assembled prompt, and the workspace's CLAUDE.md as it is now. */
export function createContextUse(
  workspace: Workspace,
  { tokens: fixed, windowTokens: max }: { tokens: number; windowTokens: number },
): ContextUse {
  let known = { seen: "", tokens: 0 };
  return async () => {
    const stats = await lstat(join(workspace.root, INSTRUCTIONS)).catch(() => null);
    if (!stats) return { used: Math.min(fixed, max), max };
    const seen = `${stats.ino}:${stats.size}:${stats.mtimeMs}`;
    if (seen !== known.seen) {
      // A link out of the workspace, a folder, a fifo: nothing that a model is given.
      known = { seen, tokens: await tokensOfFile(workspace, INSTRUCTIONS, stats.size).catch(() => 0) };
    }
    return { used: Math.min(fixed + known.tokens, max), max };
  };
}
