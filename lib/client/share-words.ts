import type { AccessEntry, Share } from "@/lib/contracts/console/wire/share";

/** What each role of a share may do, for people who choose one. */
export const shareRoleOptions = [
  { value: "viewer", label: "Viewer: sees it" },
  { value: "operator", label: "Operator: starts, stops, reads the log" },
  { value: "editor", label: "Editor: changes everything but deleting it" },
] as const satisfies readonly { value: Share["role"]; label: string }[];

export const shareEndOptions = [
  { value: "", label: "Never" },
  { value: "1", label: "In a day" },
  { value: "7", label: "In a week" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
] as const;

/** The moment so many days from now, as the API wants it; null for none. */
export function endAfter(days: string, now: number): string | null {
  return days === "" ? null : new Date(now + Number(days) * 86_400_000).toISOString();
}

type Reason = AccessEntry["reasons"][number];

/** One reason for which somebody sees an agent, as a sentence without its subject. */
export function reasonSentence({ kind, role, workspace, by }: Reason): string {
  if (kind === "instance_admin") return "administers this installation";
  if (kind === "owner") return "owns the agent";
  if (kind === "system_agent") return "is signed in: everybody sees system agents";
  if (kind === "integration") return "belongs to a workspace that has installed an integration with it";
  if (kind === "workspace_role") return `is ${role} in ${workspace}`;
  return `has it shared as ${role}${by ? ` by ${by}` : ""}`;
}

const levelWords = { viewer: "Sees it", operator: "Runs it", editor: "Changes it" } as const;

/** What somebody can do with an agent, in two words. */
export function levelWord(effective: AccessEntry["effective"]): string {
  return effective === null ? "Nothing" : levelWords[effective];
}
