export const roles = ["viewer", "developer", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

export const scopes = ["read", "write", "run", "credentials", "submit", "review", "admin"] as const;
export type Scope = (typeof scopes)[number];

export const contractNames = ["submissions", "fleet", "releases", "plugins", "registry", "console"] as const;
export type ContractName = (typeof contractNames)[number];

export type Membership = {
  workspaceId: string;
  slug: string;
  name: string;
  role: Role;
  canSubmit: boolean | null;
  whoMaySubmit: "everyone" | "developers" | "admins";
};

/**
 * How the caller showed who they are; `agent`: by the runtime token of an agent, which is the caller then (`callingAgent`).
 * `scopes` is null where the credential is not cut down.
 */
export type Credential = {
  kind: "session" | "token" | "key" | "agent";
  id: string;
  scopes: Scope[] | null;
  contract: ContractName | null;
  workspaceId: string | null;
  expiresAt: Date;
};

export type Actor = {
  userId: string;
  email: string;
  name: string;
  instanceAdmin: boolean;
  defaultWorkspaceId: string | null;
  memberships: Membership[];
  credential: Credential;
};

/** Where a request came from, for the audit trail. */
export type Origin = { requestId: string; address: string | null; userAgent: string | null };

/** Names a request that may be sent again under one `Idempotency-Key`; the key itself is kept as a hash. */
export type RepeatKey = { callerId: string; method: string; path: string; key: string };

/** The caller of a domain verb: who, in which workspace, from where. `workspaceId` is checked before it gets here. */
export type Ctx = {
  actor: Actor;
  workspaceId: string | null;
  origin: Origin;
  /** Revisions of the target that the caller accepts; null or absent: any. Commands refuse others. */
  expectedRevs?: readonly string[] | null;
  /** The request's mark, which a command sets to done in its own transaction. */
  repeatKey?: RepeatKey;
};

/** The id of the agent that calls by its own runtime token; null where a person calls. */
export function callingAgent({ credential }: Actor): string | null {
  return credential.kind === "agent" ? credential.id : null;
}

/** The caller's membership of a workspace, or null. */
export function membershipIn(actor: Actor, workspaceId: string | null): Membership | null {
  return actor.memberships.find((m) => m.workspaceId === workspaceId) ?? null;
}

/** Whether a role is at least another; no role is below all. */
export function atLeast(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(least);
}
