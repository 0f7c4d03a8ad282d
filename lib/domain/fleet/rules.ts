import { tagPattern } from "@/lib/domain/agents/rules";
import { invalidField } from "@/lib/domain/faults";
import { DEFAULT_CPU, DEFAULT_MEMORY_MB } from "@/lib/domain/runs/rules";
import { reservedNames } from "@/lib/packages/package-name";

export const LONGEST_FLEET_NAME = 63;
export const cpuChoices = ["1", "2", "4", "8", "16"] as const;
export const memoryChoices = ["1g", "2g", "4g", "8g", "16g", "32g", "64g"] as const;
export const runtimeNames = ["claude-code", "gemini-cli"] as const;
export type RuntimeName = (typeof runtimeNames)[number];
export const runStates = ["running", "stopped", "exited"] as const;
export type FleetStatus = (typeof runStates)[number];

const MEBIBYTES = 1024;

/** What a run gets by itself, as people write it. */
export const defaultResources: Resources = { cpu: `${DEFAULT_CPU}`, memory: `${DEFAULT_MEMORY_MB / MEBIBYTES}g` };

/** CPU and memory as people write them. */
export type Resources = { cpu: string; memory: string };
/** The same as columns; null stands for the default. */
export type ResourceColumns = { cpu: number | null; memoryMb: number | null };

/** A container agent's name made of what was typed: lower case, everything unusual a dash. Throws `invalid` about `field`. */
export function fleetName(text: string, field: string): string {
  const name = text
    .slice(0, 10_000)
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
  if (name === "") throw invalidField(field, "nothing of it can be a name; use letters and digits", text.slice(0, 100));
  if (name.length > LONGEST_FLEET_NAME) throw invalidField(field, `has more than ${LONGEST_FLEET_NAME} characters`);
  if (/^\d+$/.test(name)) throw invalidField(field, "must not be all digits, because numbers stand for agents", name);
  if (name.startsWith("agt_")) throw invalidField(field, "must not begin with agt_, because ids do", name);
  if (reservedNames.has(name)) throw invalidField(field, `'${name}' is reserved`, name);
  return name;
}

function chosen(field: string, value: unknown, choices: readonly string[]): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && choices.includes(text)) return text;
  throw invalidField(field, `must be one of ${choices.join(", ")}`, typeof value === "object" ? undefined : value);
}

/** Columns for what was asked for; absent or null: the default. Throws `invalid` about the field below `at`. */
export function resourceColumns(wanted: { cpu?: unknown; memory?: unknown }, at = ""): ResourceColumns {
  const cpu = chosen(`${at}cpu`, wanted.cpu, cpuChoices);
  const memory = chosen(`${at}memory`, wanted.memory, memoryChoices);
  return {
    cpu: cpu === null ? null : Number(cpu),
    memoryMb: memory === null ? null : Number.parseInt(memory, 10) * MEBIBYTES,
  };
}

/** What is set, null where the default counts. */
export function setResources({ cpu, memoryMb }: ResourceColumns): { cpu: string | null; memory: string | null } {
  return {
    cpu: cpu === null ? null : String(cpu),
    memory: memoryMb === null ? null : `${Math.round(memoryMb / MEBIBYTES)}g`,
  };
}

/** What an agent gets at its next start, before the host's own limits. */
export function wantedResources(columns: ResourceColumns): Resources {
  const { cpu, memory } = setResources(columns);
  return { cpu: cpu ?? defaultResources.cpu, memory: memory ?? defaultResources.memory };
}

const GIBIBYTE = 1024 ** 3;

/** What a run was started with; where there is none, what the next one gets. */
export function presentResources(applied: unknown, columns: ResourceColumns): Resources {
  if (typeof applied !== "object" || applied === null) return wantedResources(columns);
  const { cpu, memoryBytes } = applied as { cpu?: unknown; memoryBytes?: unknown };
  if (typeof cpu !== "number" || typeof memoryBytes !== "number") return wantedResources(columns);
  return { cpu: String(cpu), memory: `${Math.round(memoryBytes / GIBIBYTE)}g` };
}

/** The program that runs an agent; absent, the default. Throws `invalid`. */
export function runtimeOf(text: string | null | undefined): RuntimeName {
  const found = runtimeNames.find((name) => name === (text ?? "claude-code"));
  if (found) return found;
  throw invalidField("runtime", `must be one of ${runtimeNames.join(", ")}`, text?.slice(0, 100));
}

/** A tag, trimmed and in lower case. Throws `invalid`. */
export function tagOf(text: string): string {
  const tag = text.trim().toLowerCase();
  if (tagPattern.test(tag)) return tag;
  throw invalidField("tags", "a tag has 1 to 50 of a-z, 0-9 and -", text.slice(0, 100));
}

/** A list of tags as it was sent, without repeats. Throws `invalid`. */
export function tagList(value: unknown): string[] {
  const texts = Array.isArray(value) && value.every((one): one is string => typeof one === "string");
  if (!texts) throw invalidField("tags", "must be a list of texts");
  return [...new Set(value.map(tagOf))];
}

/** The tags that a list is narrowed to; what can be no tag is on no agent. */
export function tagFilter(text: string | undefined): string[] {
  const tags = (text ?? "").split(",").map((tag) => tag.trim().toLowerCase());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

/** An activity that began so many milliseconds ago still counts as active. */
const ACTIVE_FOR = 60_000;

/** Whether an agent does something at the moment. */
export function activityOf(status: FleetStatus, activityAt: Date | null, now: Date): "active" | "idle" | "offline" {
  if (status !== "running") return "offline";
  return activityAt !== null && now.getTime() - activityAt.getTime() < ACTIVE_FOR ? "active" : "idle";
}

/** Percent of the context window that is used, one decimal. */
export function contextPercent(used: number, max: number): number {
  return max > 0 ? Math.round((used / max) * 1_000) / 10 : 0;
}
