import { command } from "@/lib/domain/command";
import { assertSwitchedOn, lockForRelease, tell } from "@/lib/domain/lifecycle/release-target";

/**
 * Opens a live agent's draft: the working copy, with its test resources. A draft stays as it is, without an audit row.
 * Throws `not_found`, `lifecycle_disabled`.
 */
export const enterEditMode = command({
  permission: "agents.edit",
  audit: "agent.edit_started",
  target: lockForRelease,
  available: assertSwitchedOn,
  run: async (step): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { id, lifecycleState, liveVersionId } = target;
    if (lifecycleState === "draft") {
      change.nothing();
      return { id };
    }
    await tx.$executeRaw`UPDATE "Agent" SET "lifecycleState" = 'draft', "nameBeforeDraft" = "name",
      "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
    change.record({ before: { lifecycleState }, after: { lifecycleState: "draft", liveVersionId } });
    await tell(step, "agent_edit_started");
    return { id };
  },
});
