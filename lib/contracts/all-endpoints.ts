import * as agentHistory from "@/lib/contracts/console/endpoints/agent-history";
import * as agentResources from "@/lib/contracts/console/endpoints/agent-resources";
import * as agents from "@/lib/contracts/console/endpoints/agents";
import * as apiKeys from "@/lib/contracts/console/endpoints/api-keys";
import * as audit from "@/lib/contracts/console/endpoints/audit";
import * as bulk from "@/lib/contracts/console/endpoints/bulk";
import * as dataConnections from "@/lib/contracts/console/endpoints/data-connections";
import * as documents from "@/lib/contracts/console/endpoints/documents";
import * as events from "@/lib/contracts/console/endpoints/events";
import * as mcpServers from "@/lib/contracts/console/endpoints/mcp-servers";
import * as me from "@/lib/contracts/console/endpoints/me";
import * as members from "@/lib/contracts/console/endpoints/members";
import * as notifications from "@/lib/contracts/console/endpoints/notifications";
import * as operation from "@/lib/contracts/console/endpoints/operation";
import * as overview from "@/lib/contracts/console/endpoints/overview";
import * as packageFiles from "@/lib/contracts/console/endpoints/package-files";
import * as packageTalk from "@/lib/contracts/console/endpoints/package-talk";
import * as packages from "@/lib/contracts/console/endpoints/packages";
import * as password from "@/lib/contracts/console/endpoints/password";
import * as consolePersonas from "@/lib/contracts/console/endpoints/personas";
import * as pluginReview from "@/lib/contracts/console/endpoints/plugin-review";
import * as consolePlugins from "@/lib/contracts/console/endpoints/plugins";
import * as preferences from "@/lib/contracts/console/endpoints/preferences";
import * as resourceUses from "@/lib/contracts/console/endpoints/resource-uses";
import * as runtime from "@/lib/contracts/console/endpoints/runtime";
import * as schemas from "@/lib/contracts/console/endpoints/schemas";
import * as semanticModels from "@/lib/contracts/console/endpoints/semantic-models";
import * as sessions from "@/lib/contracts/console/endpoints/sessions";
import * as shares from "@/lib/contracts/console/endpoints/shares";
import * as signIn from "@/lib/contracts/console/endpoints/sign-in";
import * as skills from "@/lib/contracts/console/endpoints/skills";
import * as tools from "@/lib/contracts/console/endpoints/tools";
import * as trash from "@/lib/contracts/console/endpoints/trash";
import * as twoFactor from "@/lib/contracts/console/endpoints/two-factor";
import * as userCare from "@/lib/contracts/console/endpoints/user-care";
import * as users from "@/lib/contracts/console/endpoints/users";
import * as views from "@/lib/contracts/console/endpoints/views";
import * as workspaces from "@/lib/contracts/console/endpoints/workspaces";
import * as fleetAgents from "@/lib/contracts/fleet/endpoints/agents";
import * as avatars from "@/lib/contracts/fleet/endpoints/avatar";
import * as credentials from "@/lib/contracts/fleet/endpoints/credentials";
import * as files from "@/lib/contracts/fleet/endpoints/files";
import * as folders from "@/lib/contracts/fleet/endpoints/folders";
import * as info from "@/lib/contracts/fleet/endpoints/info";
import * as runs from "@/lib/contracts/fleet/endpoints/runs";
import * as agentSettings from "@/lib/contracts/fleet/endpoints/settings";
import * as sharing from "@/lib/contracts/fleet/endpoints/sharing";
import * as ssh from "@/lib/contracts/fleet/endpoints/ssh";
import * as tags from "@/lib/contracts/fleet/endpoints/tags";
import * as token from "@/lib/contracts/fleet/endpoints/token";
import * as agentPersona from "@/lib/contracts/plugins/endpoints/agent-persona";
import * as agentPlugins from "@/lib/contracts/plugins/endpoints/agent-plugins";
import * as agentRuns from "@/lib/contracts/plugins/endpoints/agent-runs";
import * as pluginAgents from "@/lib/contracts/plugins/endpoints/agents";
import * as decidePlugins from "@/lib/contracts/plugins/endpoints/decide";
import * as marketplace from "@/lib/contracts/plugins/endpoints/market";
import * as personas from "@/lib/contracts/plugins/endpoints/personas";
import * as workspacePlugins from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import * as agentChanges from "@/lib/contracts/registry/endpoints/agent-changes";
import * as assignments from "@/lib/contracts/registry/endpoints/assignments";
import * as integrationInstalls from "@/lib/contracts/registry/endpoints/integration-installs";
import * as integrations from "@/lib/contracts/registry/endpoints/integrations";
import * as registryReads from "@/lib/contracts/registry/endpoints/read";
import * as versions from "@/lib/contracts/registry/endpoints/versions";
import * as releaseAgents from "@/lib/contracts/releases/endpoints/agents";
import * as attachments from "@/lib/contracts/releases/endpoints/attachments";
import * as tenantConnections from "@/lib/contracts/releases/endpoints/data-connections";
import * as releaseLifecycle from "@/lib/contracts/releases/endpoints/lifecycle";
import * as tenantServers from "@/lib/contracts/releases/endpoints/mcp-servers";
import * as tenantModels from "@/lib/contracts/releases/endpoints/semantic-models";
import * as transfers from "@/lib/contracts/releases/endpoints/transfers";
import * as releaseVersions from "@/lib/contracts/releases/endpoints/versions";
import * as login from "@/lib/contracts/submissions/endpoints/login";
import * as manage from "@/lib/contracts/submissions/endpoints/manage";
import * as read from "@/lib/contracts/submissions/endpoints/read";
import * as review from "@/lib/contracts/submissions/endpoints/review";
import * as submit from "@/lib/contracts/submissions/endpoints/submit";
import type { Endpoint } from "@/lib/http/endpoint";

const ofPlugins = () => [
  pluginAgents,
  agentRuns,
  agentPlugins,
  agentPersona,
  personas,
  marketplace,
  decidePlugins,
  workspacePlugins,
];
const ofSubmissions = () => [login, submit, review, read, manage];
const ofFleet = () => [
  token,
  fleetAgents,
  agentSettings,
  tags,
  folders,
  avatars,
  sharing,
  files,
  credentials,
  runs,
  info,
  ssh,
];
const ofRegistry = () => [registryReads, agentChanges, assignments, versions, integrations, integrationInstalls];
const ofReleases = () => [
  releaseAgents,
  releaseLifecycle,
  releaseVersions,
  transfers,
  attachments,
  tenantServers,
  tenantModels,
  tenantConnections,
];
const ofConsole = () => [
  signIn,
  me,
  sessions,
  apiKeys,
  users,
  userCare,
  members,
  workspaces,
  password,
  preferences,
  twoFactor,
  packages,
  packageFiles,
  packageTalk,
  consolePlugins,
  pluginReview,
  agents,
  trash,
  runtime,
  overview,
  notifications,
  audit,
  views,
  bulk,
  events,
  operation,
  documents,
  agentHistory,
  agentResources,
  consolePersonas,
  resourceUses,
  skills,
  tools,
  schemas,
  mcpServers,
  semanticModels,
  dataConnections,
  shares,
];

/** Every endpoint that Muster serves; the OpenAPI documents and the conformance tests walk this list. */
export function allEndpoints(): Endpoint[] {
  return [...ofSubmissions(), ...ofRegistry(), ...ofReleases(), ...ofFleet(), ...ofPlugins(), ...ofConsole()].flatMap(
    (endpoints): Endpoint[] => Object.values(endpoints),
  );
}
