import type { AuditEvent } from "@/lib/contracts/console/wire/audit";

/** What an action is called in a sentence: "Ada **approved** scout 0.1.0". */
const verbs: Readonly<Record<string, string>> = {
  "agent.created": "created",
  "agent.deleted": "removed",
  "agent.disabled": "disabled",
  "agent.enabled": "enabled",
  "agent.mcp_servers_replaced": "chose the MCP servers of",
  "agent.published": "published",
  "agent.purged": "deleted for good",
  "agent.restored": "restored",
  "agent.rolled_back": "rolled back",
  "agent.skills_replaced": "chose the skills of",
  "agent.tools_replaced": "chose the tools of",
  "agent.updated": "changed",
  "agent.version_saved": "saved a version of",
  "api_key.created": "created the API key",
  "api_key.revoked": "revoked the API key",
  "api_key.rotated": "renewed the API key",
  "api_key.updated": "changed the API key",
  "invitation.accepted": "accepted the invitation of",
  "member.added": "added the member",
  "member.removed": "removed the member",
  "member.updated": "changed the rights of",
  "package.approved": "approved",
  "package.claimed": "began to review",
  "package.commented": "commented on",
  "package.declined": "declined",
  "package.downloaded": "downloaded",
  "package.released": "stopped reviewing",
  "package.rescanned": "scanned again",
  "package.submitted": "submitted",
  "package.withdrawn": "withdrew",
  "tool.called": "called a tool of",
  "user.created": "added the user",
  "user.updated": "changed the user",
  "workspace.created": "created the workspace",
};

/** Whether an event belongs on the first page; signing in and reading do not. */
export function isNews({ action }: Pick<AuditEvent, "action">): boolean {
  return !/^(session|notification|package\.file_viewed|user\.password)/.test(action);
}

/** The verb of an event; an unknown action is read from its name ("agent.edit_started" → "edit started"). */
export function verbOf(action: string): string {
  return verbs[action] ?? (action.split(".")[1] ?? action).replaceAll("_", " ");
}

/** Where the thing of an event is shown; null when no page does. Reviewers see packages where they review. */
export function pathOfTarget(target: AuditEvent["target"], reviews: boolean): string | null {
  if (!target?.id) return null;
  if (target.type === "agent") return `/agents/${target.id}`;
  if (target.type === "package") return `${reviews ? "/review" : "/submissions"}/${target.id}`;
  return null;
}
