import type { AgentRef } from "@/lib/domain/agents/rules";
import { storedFiles } from "@/lib/domain/package-files/rules";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { getWithState } from "@/lib/domain/workspace-files/access";

export type Workspace = {
  agentId: string;
  name: string;
  hosting: "integrated" | "container";
  status: "running" | "stopped" | "exited";
  /** The files of an integrated agent's running package; null for others, and where none runs. */
  packaged: {
    id: string;
    sha256: string;
    root: string;
    modified: string;
    files: { path: string; size: number }[];
  } | null;
  /** Whether the caller may read files that hold credentials. */
  readsSecrets: boolean;
};

async function packageOf(db: Reader, id: string | null): Promise<Workspace["packaged"]> {
  if (!id) return null;
  const select = { id: true, sha256: true, root: true, files: true, submittedAt: true } as const;
  const found = await db.package.findUnique({ where: { id }, select });
  if (!found) return null;
  const { files, submittedAt, ...rest } = found;
  return { ...rest, modified: `${submittedAt.toISOString().slice(0, 19)}Z`, files: storedFiles(files) };
}

/** Where an agent's files are. Throws `not_found`. */
export const getWorkspace = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) => getWithState(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<Workspace> => {
    const { id: agentId, name, hosting, status, subject } = target;
    const packaged = hosting === "integrated" ? await packageOf(db, target.runningPackageId) : null;
    return { agentId, name, hosting, status, packaged, readsSecrets: may(ctx.actor, "agents.credentials", subject) };
  },
});
