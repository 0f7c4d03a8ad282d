import type { AgentRef } from "@/lib/domain/agents/rules";
import { command } from "@/lib/domain/command";
import type { Permission } from "@/lib/domain/policy";
import { assertContainer, assertRunning, getWithState } from "@/lib/domain/workspace-files/access";
import { assertRemovable } from "@/lib/domain/workspace-files/rules";

export type FileNote = { agent: AgentRef; path: string; size?: number };

/** The trace of what a person did with a file; a workspace is no database, so it is written once the agent has said yes. */
function note(permission: Permission, audit: string) {
  return command({
    permission,
    audit,
    target: (tx, ctx, { agent }: FileNote) => getWithState(tx, ctx, agent),
    run: async ({ change }, { path, size }) => {
      change.record({ after: { path, ...(size === undefined ? {} : { size }) } });
    },
  });
}

/** A file of the workspace, or of an integrated agent's package, is sent to somebody. */
export const noteDownload = note("agents.read", "file.downloaded");
/** A person has stored a file in the workspace. */
export const noteUpload = note("agents.edit", "file.uploaded");
/** A person has made a folder in the workspace. */
export const noteFolder = note("agents.edit", "file.folder_created");
/** A person has removed a file or a folder of the workspace. */
export const noteRemoval = note("agents.edit", "file.deleted");

/** Whether the caller may change the files of a running agent. Throws `not_found`, `forbidden`, `invalid`, `not_running`. */
export const changeFiles = command({
  permission: "agents.edit",
  audit: "file.changed",
  target: (tx, ctx, { agent }: FileNote & { removes?: boolean }) => getWithState(tx, ctx, agent),
  run: async ({ target, change }, { path, removes = false }): Promise<{ agentId: string }> => {
    change.nothing();
    assertContainer(target);
    assertRunning(target);
    if (removes) assertRemovable(path);
    return { agentId: target.id };
  },
});
