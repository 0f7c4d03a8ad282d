import { BoundedCache } from "@/lib/bounded-cache";
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

const processes = globalThis as typeof globalThis & { musterPluginTexts?: BoundedCache<PluginText> };

function cache(): BoundedCache<PluginText> {
  processes.musterPluginTexts ??= new BoundedCache({ most: MOST_KEPT, sizeOf: ({ text }) => text.length });
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

/**
 * The tier 2 of a stored plugin. It is a function of the plugin's bytes, so what is kept under their hash is never outdated;
 * what an agent may use is asked of the database each time. Throws `unavailable` where the bytes cannot be read.
 */
export function loadBlock(plugin: StoredPlugin): Promise<PluginText> {
  return cache().get(plugin.sha256, settings().PLUGIN_CACHE_TTL_SECONDS * 1_000, () => read(plugin));
}
