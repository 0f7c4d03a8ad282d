import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { lockRunning } from "@/lib/domain/credentials/access";
import { type Deliver, deliverAndHold } from "@/lib/domain/credentials/inject-credentials";
import { BUNDLE_FILE } from "@/lib/domain/credentials/rules";
import { type CredentialBundle, openBundle, readBundle } from "@/lib/domain/credentials/seal-bundle";
import { DomainError } from "@/lib/domain/faults";
import { assertContainer, assertRunning, type RunningTarget } from "@/lib/domain/workspace-files/access";

type Import = {
  agent: AgentRef;
  /** Null: the one that lies in the workspace. */
  bundle: CredentialBundle | null;
  /** The text of the bundle in the workspace, null where there is none. */
  find: (agentId: string) => Promise<string | null>;
  deliver: Deliver;
};

async function bundleOf(agentId: string, { bundle, find }: Import): Promise<CredentialBundle> {
  if (bundle) return bundle;
  const text = await find(agentId);
  if (text === null) throw new DomainError("invalid", `There is no ${BUNDLE_FILE} in the workspace`);
  return readBundle(text);
}

/** Writes the files of a bundle into a running agent, replacing those that are there, and keeps them. Throws as an injection. */
export const importCredentials = command({
  permission: "agents.credentials",
  audit: "credentials.imported",
  target: (tx, ctx, { agent }: Import) => lockRunning(tx, ctx, { agent }),
  run: async (step: Step<RunningTarget>, input): Promise<string[]> => {
    assertContainer(step.target);
    assertRunning(step.target);
    return deliverAndHold(step, openBundle(await bundleOf(step.target.id, input)), input.deliver);
  },
});
