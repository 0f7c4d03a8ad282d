import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { lockRunning } from "@/lib/domain/credentials/access";
import { BUNDLE_FILE, type CredentialFiles, isCredentialFile, tracesOf } from "@/lib/domain/credentials/rules";
import { type CredentialBundle, sealBundle } from "@/lib/domain/credentials/seal-bundle";
import { DomainError } from "@/lib/domain/faults";
import { assertContainer, assertRunning, type RunningTarget } from "@/lib/domain/workspace-files/access";

type Export = {
  agent: AgentRef;
  collect: (agentId: string) => Promise<CredentialFiles>;
  /** Leaves the bundle in the workspace. */
  leave: (agentId: string, bundle: Buffer) => Promise<void>;
};

/**
 * Encrypts the credential files of a running agent for deployments with the same key, and leaves the bundle in its
 * workspace. Throws `not_running`, `invalid` where there is nothing, `unavailable`.
 */
export const exportCredentials = command({
  permission: "agents.credentials",
  audit: "credentials.exported",
  target: (tx, ctx, { agent }: Export) => lockRunning(tx, ctx, { agent }),
  run: async ({ target, change }: Step<RunningTarget>, { collect, leave }) => {
    assertContainer(target);
    assertRunning(target);
    const found = [...(await collect(target.id))].filter(([path]) => path !== BUNDLE_FILE && isCredentialFile(path));
    if (found.length === 0) throw new DomainError("invalid", "There are no credential files to export");
    const files = new Map(found);
    const bundle: CredentialBundle = sealBundle(files);
    change.record({ after: { files: tracesOf(files) } });
    await leave(target.id, Buffer.from(JSON.stringify(bundle)));
    return { bundle, count: files.size };
  },
});
