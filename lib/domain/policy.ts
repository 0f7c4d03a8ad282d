import { type Actor, atLeast, callingAgent, membershipIn, type Role, type Scope } from "@/lib/domain/context";

export type ShareRole = "viewer" | "operator" | "editor";

/** What a permission is asked about. A workspace has only `workspaceId`; a system agent has null there. */
export type Subject = {
  workspaceId: string | null;
  ownerId?: string | null;
  submittedById?: string | null;
  /** The caller's own share in the agent. */
  share?: ShareRole | null;
  system?: boolean;
  /** Read through an access clause, which knows ways that the facts here do not tell: integrations, and what shared agents have. */
  readable?: boolean;
};

/** Facts about one caller before one subject; every rule below is a sentence over these. */
export type Standing = {
  instanceAdmin: boolean;
  role: Role | null;
  owner: boolean;
  submitter: boolean;
  share: ShareRole | null;
  maySubmit: boolean;
  canSubmit: boolean;
  system: boolean;
  readable: boolean;
};

const admin = (s: Standing) => s.instanceAdmin || atLeast(s.role, "admin");
const developer = (s: Standing) => admin(s) || atLeast(s.role, "developer");
const ownsAsMember = (s: Standing) => s.owner && s.role !== null;
const editor = (s: Standing) =>
  !s.system &&
  (admin(s) ||
    (ownsAsMember(s) && developer(s)) ||
    (s.share === "editor" && (s.role === null || atLeast(s.role, "developer"))));
const joint = (s: Standing) =>
  admin(s) ||
  ((ownsAsMember(s) || s.share === "editor") && (s.role === null || atLeast(s.role, "developer") || s.canSubmit));
const operator = (s: Standing) =>
  s.system ? s.instanceAdmin : editor(s) || s.share === "operator" || s.share === "editor";
const reader = (s: Standing) => s.instanceAdmin || s.role !== null || s.share !== null || s.system || s.readable;

type Rule = { scope: Scope; allows: (standing: Standing) => boolean; refusal: string; who: string };

/** Who may do what (design §1). Nothing is allowed that is not in this table. */
export const permissions = {
  "self.read": { scope: "read", allows: () => true, refusal: "Not allowed", who: "any signed-in person" },
  "self.write": { scope: "write", allows: () => true, refusal: "Not allowed", who: "any signed-in person" },
  "workspace.read": {
    scope: "read",
    allows: (s) => s.instanceAdmin || s.role !== null,
    refusal: "No access to this workspace",
    who: "members of the workspace",
  },
  "workspace.administer": {
    scope: "admin",
    allows: admin,
    refusal: "Admin access required",
    who: "workspace owners and admins",
  },
  "views.create": {
    scope: "write",
    allows: (s) => s.instanceAdmin || s.role !== null,
    refusal: "No access to this workspace",
    who: "members of the workspace",
  },
  "views.edit": {
    scope: "write",
    allows: (s) => admin(s) || ownsAsMember(s),
    refusal: "Only its owner or an admin may change a shared view",
    who: "owner of the view, and admins where it is shared",
  },
  "resources.read": {
    scope: "read",
    allows: (s) => s.instanceAdmin || s.role !== null || s.readable,
    refusal: "No access to this workspace",
    who: "members of the workspace, and of what a shared agent has whoever it is shared with",
  },
  "resources.test": {
    scope: "run",
    allows: (s) => s.instanceAdmin || s.role !== null,
    refusal: "Only members of the workspace may do this",
    who: "members of the workspace",
  },
  "resources.create": {
    scope: "write",
    allows: developer,
    refusal: "Only developers and admins of the workspace may do this",
    who: "developers of the workspace, and admins",
  },
  "resources.change": {
    scope: "write",
    allows: (s) => admin(s) || ownsAsMember(s),
    refusal: "Only the person who created it or an admin of the workspace may change it",
    who: "the creator as a member of the workspace, and admins",
  },
  "agents.create": {
    scope: "write",
    allows: developer,
    refusal: "Only developers, admins and owners of the workspace may create agents",
    who: "developers, admins and owners of the workspace",
  },
  "agents.read": { scope: "read", allows: reader, refusal: "Not allowed", who: "whoever can see the agent" },
  "agents.inspect": {
    scope: "read",
    allows: admin,
    refusal: "Admin access required",
    who: "admins of the agent's workspace",
  },
  "agents.operate": {
    scope: "run",
    allows: operator,
    refusal: "You can see this agent but not operate it",
    who: "operators, editors and owner of the agent, and admins",
  },
  "agents.change": {
    scope: "write",
    allows: operator,
    refusal: "You can see this agent but not change it",
    who: "operators, editors and owner of the agent, and admins; each field has a permission of its own besides",
  },
  "agents.edit": {
    scope: "write",
    allows: editor,
    refusal: "You can see this agent but not change it",
    who: "editors and owner of the agent, and admins",
  },
  "agents.credentials": {
    scope: "credentials",
    allows: editor,
    refusal: "You can see this agent but not its credentials",
    who: "editors and owner of the agent, and admins",
  },
  "agents.oversee": {
    scope: "read",
    allows: editor,
    refusal: "Only its owner, its editors and admins may see this",
    who: "editors and owner of the agent, and admins",
  },
  "agents.flag": {
    scope: "write",
    allows: joint,
    refusal: "Only the agent's owner or an admin may do this",
    who: "owner of the agent, and admins",
  },
  "agents.remove": {
    scope: "write",
    allows: (s) => admin(s) || (ownsAsMember(s) && joint(s)),
    refusal: "Only the agent's owner or an admin may delete it",
    who: "owner of the agent, and admins",
  },
  "agents.administer": {
    scope: "admin",
    allows: admin,
    refusal: "Admin access required",
    who: "admins of the agent's workspace",
  },
  "agents.appoint": {
    scope: "admin",
    allows: (s) => !s.system && admin(s),
    refusal: "Only workspace admins may set runtimeUserId",
    who: "admins of the agent's workspace",
  },
  "packages.submit": {
    scope: "submit",
    allows: (s) => admin(s) || s.maySubmit,
    refusal: "You are not allowed to submit agents",
    who: "admins, developers unless switched off, viewers with canSubmit",
  },
  "packages.onboard": {
    scope: "submit",
    allows: admin,
    refusal: "Admin access required",
    who: "admins of the workspace",
  },
  "packages.update": {
    scope: "submit",
    allows: (s) => admin(s) || (joint(s) && (s.role === null || s.maySubmit)),
    refusal: "Only the agent's owner or an admin may submit a new version",
    who: "owner of the agent who may submit, and admins",
  },
  "packages.read": {
    scope: "read",
    allows: (s) => joint(s) || s.submitter,
    refusal: "Only the agent's owner or an admin may read its packages",
    who: "submitter, owner and editors of the agent, and admins",
  },
  "packages.comment": {
    scope: "submit",
    allows: (s) => joint(s) || s.submitter,
    refusal: "Only submitter and reviewers may comment",
    who: "submitter, owner and editors of the agent, and admins",
  },
  "packages.withdraw": {
    scope: "submit",
    allows: (s) => s.submitter,
    refusal: "Only the person who submitted a package may withdraw it",
    who: "submitter",
  },
  "packages.review": {
    scope: "review",
    allows: admin,
    refusal: "Admin access required",
    who: "admins of the agent's workspace",
  },
  "instance.administer": {
    scope: "admin",
    allows: (s) => s.instanceAdmin,
    refusal: "Instance admin access required",
    who: "instance admins",
  },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

const changing: ReadonlySet<Permission> = new Set(["agents.change", "agents.edit", "agents.remove", "agents.appoint"]);

/** Whether refusing this to somebody is because system agents stay as they are, whoever asks. */
export function protectsSystem(permission: Permission): boolean {
  return changing.has(permission);
}

function maySubmitByRole(role: Role, who: "everyone" | "developers" | "admins"): boolean {
  if (who === "everyone") return true;
  return atLeast(role, who === "developers" ? "developer" : "admin");
}

/** The facts that the rules look at. */
export function standingOf(actor: Actor, subject: Subject): Standing {
  const membership = membershipIn(actor, subject.workspaceId);
  const canSubmit = membership?.canSubmit ?? null;
  return {
    instanceAdmin: actor.instanceAdmin,
    role: membership?.role ?? null,
    owner: subject.ownerId === actor.userId,
    submitter: subject.submittedById === actor.userId,
    share: subject.share ?? null,
    canSubmit: canSubmit === true,
    maySubmit: membership !== null && (canSubmit ?? maySubmitByRole(membership.role, membership.whoMaySubmit)),
    system: subject.system ?? false,
    readable: subject.readable ?? false,
  };
}

export const AGENTS_READ_THEMSELVES = "An agent's runtime token opens nothing but the agent's own assembled context";

/** The sentence that refuses a credential that was cut down too far for a permission, else null. */
export function scopeRefusalOf(actor: Actor, permission: Permission): string | null {
  if (callingAgent(actor) !== null) return permission === "agents.read" ? null : AGENTS_READ_THEMSELVES;
  const { credential } = actor;
  const { scope } = permissions[permission];
  const fits = credential.scopes === null || credential.scopes.includes(scope);
  return fits ? null : `This API key lacks the scope '${scope}'`;
}

/** Whether the caller may; null when they may, else the sentence that refuses. */
export function refusalOf(actor: Actor, permission: Permission, subject: Subject): string | null {
  const rule: Rule = permissions[permission];
  const byScope = scopeRefusalOf(actor, permission);
  if (byScope) return byScope;
  return rule.allows(standingOf(actor, subject)) ? null : rule.refusal;
}

/** Same question as a boolean, for what a page offers. */
export function may(actor: Actor, permission: Permission, subject: Subject): boolean {
  return refusalOf(actor, permission, subject) === null;
}
