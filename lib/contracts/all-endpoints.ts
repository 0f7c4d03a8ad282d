import * as agents from "@/lib/contracts/console/endpoints/agents";
import * as apiKeys from "@/lib/contracts/console/endpoints/api-keys";
import * as audit from "@/lib/contracts/console/endpoints/audit";
import * as bulk from "@/lib/contracts/console/endpoints/bulk";
import * as documents from "@/lib/contracts/console/endpoints/documents";
import * as events from "@/lib/contracts/console/endpoints/events";
import * as me from "@/lib/contracts/console/endpoints/me";
import * as members from "@/lib/contracts/console/endpoints/members";
import * as notifications from "@/lib/contracts/console/endpoints/notifications";
import * as operation from "@/lib/contracts/console/endpoints/operation";
import * as overview from "@/lib/contracts/console/endpoints/overview";
import * as packageFiles from "@/lib/contracts/console/endpoints/package-files";
import * as packageTalk from "@/lib/contracts/console/endpoints/package-talk";
import * as packages from "@/lib/contracts/console/endpoints/packages";
import * as runtime from "@/lib/contracts/console/endpoints/runtime";
import * as sessions from "@/lib/contracts/console/endpoints/sessions";
import * as signIn from "@/lib/contracts/console/endpoints/sign-in";
import * as trash from "@/lib/contracts/console/endpoints/trash";
import * as users from "@/lib/contracts/console/endpoints/users";
import * as views from "@/lib/contracts/console/endpoints/views";
import * as token from "@/lib/contracts/fleet/endpoints";
import * as agentChanges from "@/lib/contracts/registry/endpoints/agent-changes";
import * as assignments from "@/lib/contracts/registry/endpoints/assignments";
import * as registryReads from "@/lib/contracts/registry/endpoints/read";
import * as versions from "@/lib/contracts/registry/endpoints/versions";
import * as login from "@/lib/contracts/submissions/endpoints/login";
import * as manage from "@/lib/contracts/submissions/endpoints/manage";
import * as read from "@/lib/contracts/submissions/endpoints/read";
import * as review from "@/lib/contracts/submissions/endpoints/review";
import * as submit from "@/lib/contracts/submissions/endpoints/submit";
import type { Endpoint } from "@/lib/http/endpoint";

const ofSubmissions = () => [login, submit, review, read, manage];
const ofFleet = () => [token];
const ofRegistry = () => [registryReads, agentChanges, assignments, versions];
const ofConsole = () => [
  signIn,
  me,
  sessions,
  apiKeys,
  users,
  members,
  packages,
  packageFiles,
  packageTalk,
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
];

/** Every endpoint that Muster serves; the OpenAPI documents and the conformance tests walk this list. */
export function allEndpoints(): Endpoint[] {
  return [...ofSubmissions(), ...ofFleet(), ...ofRegistry(), ...ofConsole()].flatMap((endpoints): Endpoint[] =>
    Object.values(endpoints),
  );
}
