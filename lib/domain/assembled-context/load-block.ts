import { DomainError } from "@/lib/domain/faults";
import { readStoredPlugin } from "@/lib/domain/plugins/receive-plugin";
import { settings } from "@/lib/env";
import { codePoints, pluginBlock } from "@/lib/packages/plugins/plugin-block";
import { type PluginContents, pluginTexts } from "@/lib/packages/plugins/read-plugin";

/** The tier 2 of a plugin with its length in code points. */
export type PluginText = { text: string; points: number };
export type StoredPlugin = { slug: string; sha256: string; contents: Pick<PluginContents, "skills" | "commands"> };

/** So many characters of plugins' texts are kept in a process, at most. */
const MOST_KEPT = 32_000_000;

type Entry = { block: Promise<PluginText>; until: number; size: number };
type Cache = { entries: Map<string, Entry>; size: number };

const processes = globalThis as typeof globalThis & { musterPluginTexts?: Cache };

function cache(): Cache {
  processes.musterPluginTexts ??= { entries: new Map(), size: 0 };
  return processes.musterPluginTexts;
}

async function read({ slug, sha256, contents }: StoredPlugin): Promise<PluginText> {
  const files = await readStoredPlugin(sha256);
  try {
    const { skills, commands } = pluginTexts(files, contents);
    const text = pluginBlock(slug, skills, commands);
    return { text, points: codePoints(text) };
  } catch (error) {
    throw new DomainError("unavailable", `The content of plugin '${slug}' cannot be read: ${String(error)}`);
  }
}

function drop(key: string): void {
  const { entries } = cache();
  const entry = entries.get(key);
  if (!entry) return;
  entries.delete(key);
  cache().size -= entry.size;
}

/** Counts a text once it is there; what was not asked for the longest goes first. */
function weigh(key: string, entry: Entry, { text }: PluginText): void {
  const kept = cache();
  if (kept.entries.get(key) !== entry) return;
  entry.size = text.length;
  kept.size += entry.size;
  for (const oldest of kept.entries.keys()) {
    if (kept.size <= MOST_KEPT) return;
    drop(oldest);
  }
}

/**
 * The tier 2 of a stored plugin. It is a function of the plugin's bytes, so what is kept under their hash is never outdated;
 * what an agent may use is asked of the database each time. Throws `unavailable` where the bytes cannot be read.
 */
export function loadBlock(plugin: StoredPlugin): Promise<PluginText> {
  const key = plugin.sha256;
  const { entries } = cache();
  const known = entries.get(key);
  if (known && known.until > Date.now()) {
    entries.delete(key);
    entries.set(key, known);
    return known.block;
  }
  drop(key);
  const entry: Entry = {
    block: read(plugin),
    until: Date.now() + settings().PLUGIN_CACHE_TTL_SECONDS * 1_000,
    size: 0,
  };
  entries.set(key, entry);
  entry.block.then(
    (block) => weigh(key, entry, block),
    () => entries.get(key) === entry && drop(key),
  );
  return entry.block;
}
