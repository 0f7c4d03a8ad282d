import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type Facts = Pick<AgentDetail, "live" | "lifecycleState" | "may">;
type Choice = { value: string; label: string };

/** The versions of an agent that this person can export, the working copy first; `labels` are those of its history. */
export function exportChoices(agent: Facts, labels: readonly string[]): Choice[] {
  const { live, lifecycleState, may } = agent;
  const edits = may.includes("edit");
  const draft = edits && lifecycleState === "draft" ? [{ value: "draft", label: "Draft" }] : [];
  // Before the first publish everybody is shown the working copy.
  const shown = !edits && !live ? [{ value: "", label: "Working copy" }] : [];
  const standing = live ? [{ value: "live", label: `Live (${live.label})` }] : [];
  const older = labels.filter((label) => label !== live?.label);
  return [...draft, ...shown, ...standing, ...new Set(older)].map((one) =>
    typeof one === "string" ? { value: one, label: one } : one,
  );
}

/** The choice that an export begins with: the version that is meant, else the first one. */
export function firstChoice(agent: Facts, version: string | undefined): string {
  if (version === undefined) return exportChoices(agent, [])[0]?.value ?? "";
  return version === agent.live?.label ? "live" : version;
}
