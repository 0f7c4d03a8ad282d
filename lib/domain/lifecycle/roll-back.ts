import type { AgentTarget } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { faultyFields } from "@/lib/domain/faults";
import { assertSwitchedOn, lockForRelease } from "@/lib/domain/lifecycle/release-target";
import { makeVersionLive } from "@/lib/domain/versions/publish-version";

type Input = { agent: AgentRef; version: string; note?: string; discardDraft: boolean; dropMissing: boolean };

/**
 * Publishes an older version's content of an agent again, as a new version; one that was never live goes live itself.
 * Throws `lifecycle_disabled`, `unknown_reference`, `already_live`, `draft_exists`, `review_pending`, `resource_missing`.
 */
export const rollBack = command({
  permission: "agents.edit",
  audit: "agent.rolled_back",
  target: lockForRelease,
  available: assertSwitchedOn,
  run: async (step: Step<AgentTarget>, input: Input): Promise<{ id: string }> => {
    const { tx, target } = step;
    const { version: ref, note } = input;
    const where = { agentId: target.id, OR: [{ id: ref }, { label: ref }] };
    const version = await tx.agentVersion.findFirst({ where });
    if (!version) {
      throw faultyFields("unknown_reference", [[["version_id"], `'${ref}' is not a version of this agent`]]);
    }
    // A version that goes live for the first time keeps the note that it was saved with.
    const usual = version.publishedAt === null ? undefined : `Rollback to ${version.label}`;
    const named = { ...input, version: version.id, note: note ?? usual };
    return makeVersionLive({ ...step, target: { ...target, version } }, named);
  },
});
