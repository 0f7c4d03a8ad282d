import type { PluginItem } from "@/lib/contracts/plugins/wire/market";

type Counts = Pick<PluginItem, "skills_count" | "commands_count" | "agents_count" | "hooks_count">;

const counted = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count} ${one}s`);

/** What a plugin holds: "2 skills, 1 command". */
export function contentWords({
  skills_count,
  commands_count,
  agents_count = 0,
  hooks_count = 0,
}: Partial<Counts>): string {
  const parts = [
    [skills_count ?? 0, "skill"],
    [commands_count ?? 0, "command"],
    [agents_count, "agent"],
    [hooks_count, "hook"],
  ] as const;
  const present = parts.filter(([count]) => count > 0).map(([count, one]) => counted(count, one));
  return present.length > 0 ? present.join(", ") : "Nothing";
}

/** How many workspaces have it. */
export function enabledInWords(workspaces: number): string {
  return workspaces === 0 ? "Nowhere yet" : counted(workspaces, "workspace");
}

/** Names in a sentence: "a", "a and b", "a, b and c", "a, b and 7 more". */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= 1) return names[0] ?? "";
  const shown = names.length > most ? names.slice(0, most - 1) : names.slice(0, -1);
  const last = names.length > most ? `${names.length - shown.length} more` : names.at(-1);
  return `${shown.join(", ")} and ${last}`;
}

/** "1 agent", "3 agents". */
export const agentWords = (count: number): string => counted(count, "agent");
/** "1 plugin", "3 plugins". */
export const pluginWords = (count: number): string => counted(count, "plugin");
export const workspaceWords = (count: number): string => counted(count, "workspace");
