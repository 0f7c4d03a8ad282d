import type { ApiKey } from "@/lib/contracts/console/wire/api-keys";
import type { Me, Session } from "@/lib/contracts/console/wire/me";
import type { Member, User } from "@/lib/contracts/console/wire/people";
import type { ApiKeyRow } from "@/lib/domain/api-keys/access";
import type { MemberRow } from "@/lib/domain/members/access";
import { may } from "@/lib/domain/policy";
import type { SessionRow } from "@/lib/domain/sessions/queries";
import type { UserRow } from "@/lib/domain/users/access";
import type { Me as OwnProfile } from "@/lib/domain/users/queries";

const time = (at: Date) => at.toISOString();
const timeOrNull = (at: Date | null) => at?.toISOString() ?? null;

/** The caller as `GET /api/me` shows them. */
export function toMe({ actor, ...profile }: OwnProfile): Me {
  const { userId, email, instanceAdmin, credential } = actor;
  const workspaces = actor.memberships.map(({ workspaceId, slug, name, role }) => ({
    id: workspaceId,
    slug,
    name,
    role,
    canSubmit: may(actor, "packages.submit", { workspaceId }),
  }));
  const { kind, scopes, contract, expiresAt } = credential;
  if (kind === "agent") throw new Error("an agent has no profile");
  const shown = { kind, scopes, contract: contract ?? "registry", expiresAt: time(expiresAt) } as const;
  return { id: userId, email, instanceAdmin, ...profile, workspaces, credential: shown };
}

/** One session of the caller. */
export function toSession({ createdAt, lastSeenAt, expiresAt, ...rest }: SessionRow): Session {
  return { ...rest, createdAt: time(createdAt), lastSeenAt: time(lastSeenAt), expiresAt: time(expiresAt) };
}

/** An API key without its secret. */
export function toApiKey({ userId, createdAt, expiresAt, lastUsedAt, revokedAt, rev: _, ...rest }: ApiKeyRow): ApiKey {
  const times = { createdAt: time(createdAt), expiresAt: time(expiresAt) };
  return { ...rest, createdBy: userId, ...times, lastUsedAt: timeOrNull(lastUsedAt), revokedAt: timeOrNull(revokedAt) };
}

/** A person as instance admins see them. */
export function toUser({ createdAt, lastSignInAt, ...rest }: UserRow): User {
  return { ...rest, createdAt: time(createdAt), lastSignInAt: timeOrNull(lastSignInAt) };
}

/** A member of a workspace. */
export function toMember({ joinedAt, lastSeenAt, ...rest }: MemberRow): Member {
  return { ...rest, joinedAt: time(joinedAt), lastSeenAt: timeOrNull(lastSeenAt) };
}
