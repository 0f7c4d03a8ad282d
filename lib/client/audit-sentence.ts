import type { AuditEvent } from "@/lib/contracts/console/wire/audit";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

/** What an action is called in a sentence: "Ada **approved** scout 0.1.0". */
const verbs: Readonly<Record<string, string>> = {
  "access.refused": "was refused access",
  "agent.created": "created",
  "agent.deleted": "removed",
  "agent.disabled": "disabled",
  "agent.draft_discarded": "discarded the draft of",
  "agent.edit_started": "opened a draft of",
  "agent.enabled": "enabled",
  "agent.exported": "exported",
  "agent.imported": "imported",
  "agent.mcp_servers_replaced": "chose the MCP servers of",
  "agent.plugins_replaced": "chose the plugins of",
  "agent.persona_chosen": "chose the persona of",
  "agent.published": "published",
  "agent.purged": "deleted for good",
  "agent.renamed": "renamed",
  "agent.resource_attached": "attached a resource to",
  "agent.resource_detached": "detached a resource from",
  "agent.restored": "restored",
  "agent.rolled_back": "rolled back",
  "agent.skills_replaced": "chose the skills of",
  "agent.started": "started",
  "agent.stopped": "stopped",
  "agent.tagged": "tagged",
  "agent.tools_replaced": "chose the tools of",
  "agent.untagged": "took tags from",
  "agent.updated": "changed",
  "agent.version_restored": "took a version as draft of",
  "agent.version_saved": "saved a version of",
  "api_key.created": "created the API key",
  "api_key.revoked": "revoked the API key",
  "api_key.rotated": "renewed the API key",
  "api_key.updated": "changed the API key",
  "audit.exported": "exported the",
  "credentials.exported": "exported the credentials of",
  "credentials.imported": "imported credentials into",
  "credentials.injected": "wrote credentials into",
  "data_connection.created": "created the data connection",
  "data_connection.deleted": "deleted the data connection",
  "data_connection.tested": "tested the data connection",
  "data_connection.updated": "changed the data connection",
  "file.changed": "changed a file of",
  "file.deleted": "deleted a file of",
  "file.downloaded": "downloaded a file of",
  "file.folder_created": "made a folder in",
  "file.uploaded": "uploaded a file to",
  "instance.updated": "changed the settings of",
  "integration.created": "published the integration",
  "integration.deleted": "withdrew the integration",
  "integration.installed": "installed the integration",
  "integration.member_detached": "hid a member of the integration",
  "integration.uninstalled": "uninstalled the integration",
  "integration.updated": "changed the integration",
  "integration.upgraded": "upgraded the integration",
  "invitation.accepted": "accepted the invitation of",
  "mcp_server.created": "created the MCP server",
  "mcp_server.deleted": "deleted the MCP server",
  "mcp_server.tested": "tested the MCP server",
  "mcp_server.updated": "changed the MCP server",
  "member.added": "added the member",
  "member.removed": "removed the member",
  "member.updated": "changed the rights of",
  "notification.all_read": "read all notifications of",
  "notification.read": "read the notification",
  "persona.created": "created the persona",
  "persona.deleted": "deleted the persona",
  "persona.updated": "changed the persona",
  "plugin.activated": "showed the plugin",
  "plugin.approved": "approved the plugin",
  "plugin.deactivated": "hid the plugin",
  "plugin.disabled": "disabled the plugin",
  "plugin.enabled": "enabled the plugin",
  "plugin.rejected": "rejected the plugin",
  "plugin.rescanned": "scanned again the plugin",
  "plugin.samples_added": "added plugins of Muster:",
  "plugin.uploaded": "uploaded the plugin",
  "package.approved": "approved",
  "package.claimed": "began to review",
  "package.commented": "commented on",
  "package.declined": "declined",
  "package.downloaded": "downloaded",
  "package.file_viewed": "marked a file as read in",
  "package.released": "stopped reviewing",
  "package.rescanned": "scanned again",
  "package.submitted": "submitted",
  "package.withdrawn": "withdrew",
  "schema.created": "created the JSON Schema",
  "schema.deleted": "deleted the JSON Schema",
  "schema.updated": "changed the JSON Schema",
  "semantic_data_model.created": "created the semantic data model",
  "semantic_data_model.deleted": "deleted the semantic data model",
  "semantic_data_model.updated": "changed the semantic data model",
  "session.all_ended": "ended all sessions of",
  "session.created": "signed in as",
  "session.ended": "ended a session of",
  "session.others_ended": "ended the other sessions of",
  "session.refused": "was refused to sign in as",
  "share.created": "shared",
  "share.deleted": "ended a share of",
  "share.expired": "ended an expired share of",
  "share.updated": "changed a share of",
  "skill.created": "created the skill",
  "skill.deleted": "deleted the skill",
  "skill.updated": "changed the skill",
  "ssh.expired": "ended the SSH access to",
  "ssh.granted": "got SSH access to",
  "ssh.revoked": "revoked an SSH access to",
  "tool.called": "called a tool of",
  "tool.created": "created the tool",
  "tool.deleted": "deleted the tool",
  "tool.updated": "changed the tool",
  "two_factor.begun": "began to set up two-factor for",
  "two_factor.disabled": "switched two-factor off for",
  "two_factor.enabled": "switched two-factor on for",
  "two_factor.recovery_codes_replaced": "replaced the recovery codes of",
  "two_factor.removed": "switched two-factor off for",
  "user.created": "added the user",
  "user.deleted": "deleted the user",
  "user.notifications_updated": "changed the notifications of",
  "user.password_changed": "changed the password of",
  "user.password_reset": "set a new password for",
  "user.password_reset_offered": "made a link to reset the password of",
  "user.updated": "changed the user",
  "view.created": "saved the view",
  "view.deleted": "deleted the view",
  "view.updated": "changed the view",
  "workspace.created": "created the workspace",
  "workspace.deleted": "deleted the workspace",
  "workspace.override": "looked as instance admin into",
  "workspace.updated": "changed the workspace",
};

/** Actions that have a sentence, in alphabetical order. */
export const knownActions: readonly string[] = Object.keys(verbs).sort();

/** Whether an event belongs on the first page; signing in and reading do not. */
export function isNews({ action }: Pick<AuditEvent, "action">): boolean {
  return !/^(access|session|notification|view|workspace\.override|package\.file_viewed|user\.(password|notifications)|two_factor\.begun)/.test(
    action,
  );
}

/** The verb of an event; an unknown action is read from its name ("agent.edit_started" → "edit started"). */
export function verbOf(action: string): string {
  return verbs[action] ?? (action.split(".")[1] ?? action).replaceAll("_", " ");
}

const resourcePaths: Readonly<Record<string, ResourceKindName>> = {
  skill: "skills",
  tool: "tools",
  mcp_server: "mcp-servers",
  semantic_data_model: "semantic-data-models",
  data_connection: "data-connections",
  schema: "schemas",
};

/** Where the thing of an event is shown; null when no page does. Reviewers see packages where they review. */
export function pathOfTarget(target: AuditEvent["target"], reviews: boolean): string | null {
  if (!target?.id) return null;
  if (target.type === "agent") return `/agents/${target.id}`;
  if (target.type === "plugin") return `/plugins/${target.id}`;
  if (target.type === "package") return `${reviews ? "/review" : "/submissions"}/${target.id}`;
  const resources = resourcePaths[target.type];
  return resources ? `/resources/${resources}/${target.id}` : null;
}
