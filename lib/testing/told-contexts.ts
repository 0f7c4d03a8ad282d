import { dataPath } from "@/lib/env";
import { readLoadLog } from "@/lib/runtime/load-log";

/** Lines of an agent's log that say which context it was told of while it ran. */
export async function toldContexts(agentId: string): Promise<string[]> {
  const lines = await readLoadLog(dataPath("logs"), agentId);
  return lines.map(({ text }) => text).filter((text) => /^context .* loaded$/.test(text));
}
