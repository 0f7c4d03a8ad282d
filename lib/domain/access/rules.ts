import type { Actor, Membership, Role } from "@/lib/domain/context";
import { may, type Permission, type ShareRole, type Subject } from "@/lib/domain/policy";

export type Level = "viewer" | "operator" | "editor";
export const grantable = ["read", "run", "edit", "delete"] as const;
export type Grant = (typeof grantable)[number];

const permissionOf = {
  read: "agents.read",
  run: "agents.operate",
  edit: "agents.edit",
  delete: "agents.remove",
} as const satisfies Record<Grant, Permission>;

/** The ways in which one person may have rights on one agent, as they are stored. */
export type AccessFacts = {
  userId: string;
  instanceAdmin: boolean;
  member: { role: Role; workspaceId: string; workspace: string; since: string } | null;
  ownerSince: string | null;
  share: { id: string; role: ShareRole; by: string | null; since: string; expiresAt: string | null } | null;
  system: boolean;
  /** Through an integration that is installed in a workspace of theirs. */
  brought: boolean;
};

export type ReasonKind = "instance_admin" | "workspace_role" | "owner" | "share" | "system_agent" | "integration";
export type Reason = {
  kind: ReasonKind;
  role: string | null;
  workspace: string | null;
  shareId: string | null;
  grants: Grant[];
  by: string | null;
  since: string | null;
  expiresAt: string | null;
};
export type Explanation = {
  effective: Level | null;
  can: Grant[];
  reasons: Reason[];
  /** What is left when one reason goes. */
  without: { remove: string; effective: Level | null }[];
};

const everything = (userId: string, admin: boolean, memberships: Membership[]): Actor => ({
  userId,
  email: "",
  name: "",
  instanceAdmin: admin,
  defaultWorkspaceId: null,
  memberships,
  credential: { kind: "session", id: "", scopes: null, contract: null, workspaceId: null, expiresAt: new Date(0) },
});

/** What the policy grants on these facts and nothing else. */
function grantsOf(facts: AccessFacts): Grant[] {
  const { userId, instanceAdmin, member, ownerSince, share, system, brought } = facts;
  const workspaceId = system ? null : (member?.workspaceId ?? "");
  const blank = { slug: "", name: "", canSubmit: null, whoMaySubmit: "developers" as const };
  const actor = everything(userId, instanceAdmin, member ? [{ ...blank, ...member }] : []);
  const ownerId = ownerSince === null ? null : userId;
  const subject: Subject = { workspaceId, ownerId, share: share?.role ?? null, system, readable: brought };
  return grantable.filter((grant) => may(actor, permissionOf[grant], subject));
}

/** The highest level among grants; null: the agent is hidden. */
export function levelOf(grants: readonly Grant[]): Level | null {
  if (grants.includes("edit")) return "editor";
  if (grants.includes("run")) return "operator";
  return grants.includes("read") ? "viewer" : null;
}

type Way = Omit<Reason, "grants"> & { remove: string; less: AccessFacts; alone: AccessFacts };

function waysOf(facts: AccessFacts): Way[] {
  const { instanceAdmin, member, ownerSince, share, system, brought } = facts;
  const none: AccessFacts = {
    ...facts,
    instanceAdmin: false,
    member: null,
    ownerSince: null,
    share: null,
    brought: false,
  };
  const bare: AccessFacts = { ...none, system: false };
  const plain = { role: null, workspace: null, shareId: null, by: null, since: null, expiresAt: null };
  const ways: (Way | null)[] = [
    instanceAdmin
      ? {
          ...plain,
          kind: "instance_admin",
          remove: "instance admin",
          less: { ...facts, instanceAdmin: false },
          alone: { ...none, instanceAdmin },
        }
      : null,
    member && {
      ...plain,
      kind: "workspace_role",
      role: member.role,
      workspace: member.workspace,
      since: member.since,
      remove: `${member.role} in ${member.workspace}`,
      less: { ...facts, member: null },
      alone: { ...bare, member },
    },
    ownerSince === null
      ? null
      : {
          ...plain,
          kind: "owner",
          since: ownerSince,
          remove: "ownership",
          less: { ...facts, ownerSince: null },
          alone: { ...bare, member, ownerSince },
        },
    share && {
      ...plain,
      kind: "share",
      role: share.role,
      shareId: share.id,
      by: share.by,
      since: share.since,
      expiresAt: share.expiresAt,
      remove: `share ${share.id}`,
      less: { ...facts, share: null },
      alone: { ...bare, member, share },
    },
    system
      ? { ...plain, kind: "system_agent", remove: "system agent", less: { ...facts, system: false }, alone: none }
      : null,
    brought
      ? {
          ...plain,
          kind: "integration",
          remove: "integration",
          less: { ...facts, brought: false },
          alone: { ...bare, brought },
        }
      : null,
  ];
  return ways.filter((way) => way !== null);
}

/** Why a person may do what they may, and what each reason's end would leave. The policy decides, not this. */
export function explain(facts: AccessFacts): Explanation {
  const can = grantsOf(facts);
  const ways = waysOf(facts);
  const reasons = ways.map(({ remove: _, less: __, alone, ...reason }) => ({ ...reason, grants: grantsOf(alone) }));
  const without = ways
    .filter(({ kind }) => kind !== "system_agent")
    .map(({ remove, less }) => ({ remove, effective: levelOf(grantsOf(less)) }));
  return { effective: levelOf(can), can, reasons, without };
}
