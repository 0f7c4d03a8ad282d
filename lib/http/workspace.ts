import type { HeaderReader } from "@/lib/auth/header-reader";
import { db } from "@/lib/db";
import { opensWorkspace } from "@/lib/domain/agents/access";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import type { Actor } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isUuid } from "@/lib/domain/id-shapes";
import { findTenant, findWorkspaceId } from "@/lib/domain/workspaces/access";
import type { Contract } from "@/lib/http/contract";

const slug = /^[a-z0-9-]{2,63}$/;

/** Remembers which of the caller's workspaces a request without a header means. */
function usualWorkspace(actor: Actor): string | null {
  const { credential, memberships, defaultWorkspaceId } = actor;
  if (credential.workspaceId) return credential.workspaceId;
  const usual = memberships.find((m) => m.workspaceId === defaultWorkspaceId) ?? memberships[0];
  return usual?.workspaceId ?? null;
}

const headerFault = (message: string) =>
  new DomainError("invalid_parameter", message, {
    issues: [{ type: "malformed", loc: ["header", "X-Workspace-ID"], message }],
  });

/** Where a document wants `X-Workspace-ID` as one id: throws `invalid_parameter` when it is not, or is not there. */
export function assertWorkspaceHeader({ workspaceHeader }: Contract, headers: HeaderReader, pathname: string): void {
  if (!workspaceHeader) return;
  const named = headers.get("x-workspace-id");
  const required = workspaceHeader.requiredAt.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  if (named === null && required) throw headerFault("X-Workspace-ID header is required");
  if (named !== null && !isUuid(named)) throw headerFault("X-Workspace-ID must be one workspace id");
}

/**
 * The workspace of a request: the one that is named, else the credential's, else the person's default. For a path about
 * one agent (`agent`: how it is named there) also the workspace where the caller has nothing but a share in it. Throws `invalid_parameter` for a malformed name and `workspace_forbidden` for a foreign or unknown one.
 */
export async function workspaceOf(
  actor: Actor,
  named: string | null,
  agent: string | null = null,
): Promise<string | null> {
  if (named === null) return usualWorkspace(actor);
  if (!isUuid(named) && !slug.test(named)) {
    throw new DomainError("invalid_parameter", "X-Workspace-ID: must be one workspace id or slug", {
      issues: [{ type: "malformed", loc: ["header", "X-Workspace-ID"], message: "must be one workspace id or slug" }],
    });
  }
  const own = actor.memberships.find((m) => m.workspaceId === named || m.slug === named);
  if (own) return own.workspaceId;
  const found = actor.instanceAdmin ? await findWorkspaceId(named) : null;
  if (!found && agent !== null && isUuid(named) && (await opensWorkspace(db(), actor, named, parseAgentRef(agent))))
    return named;
  if (!found) throw new DomainError("workspace_forbidden", "No access to this workspace");
  return found;
}

/**
 * The workspace that a path names as its tenant: one where the caller is a member or holds a share, or any for instance
 * admins. Throws `workspace_forbidden`, the same for unknown and foreign ones, and for a header that names another.
 */
export async function tenantOf(actor: Actor, tenant: string, inHeader: string | null): Promise<string> {
  const find = async (name: string) => (isUuid(name) || slug.test(name) ? findTenant(db(), actor, name) : null);
  const id = await find(tenant);
  if (id && (inHeader === null || inHeader === tenant || (await find(inHeader)) === id)) return id;
  throw new DomainError("workspace_forbidden", `No tenant '${tenant.slice(0, 100)}' that you may use.`);
}
