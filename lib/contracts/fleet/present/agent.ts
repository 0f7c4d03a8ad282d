import type { AgentDetails, AgentStatus } from "@/lib/contracts/fleet/wire/agent";
import { avatarMark } from "@/lib/domain/avatars/rules";
import type { FleetAgent } from "@/lib/domain/fleet/access";
import type { ContextUse, FleetDetails } from "@/lib/domain/fleet/queries";
import { activityOf, contextPercent, wantedResources } from "@/lib/domain/fleet/rules";
import { toFleetShare } from "./share";

/** Contract 2: times in UTC without fractions. */
export const toSeconds = (iso: string) => `${iso.slice(0, 19)}Z`;

const CONTAINER_ID = 12;

/** Where the picture of an agent is; the address works by itself until the picture changes. */
export function avatarUrl({ id, name, avatarAt }: Pick<FleetAgent, "id" | "name" | "avatarAt">): string | null {
  return avatarAt ? `/api/agents/${encodeURIComponent(name)}/avatar?v=${avatarMark(id, avatarAt)}` : null;
}

/** An agent as contract 2 lists it; section 6 says what an integrated one shows. */
export function toAgentStatus(agent: FleetAgent): AgentStatus {
  const integrated = agent.hosting === "integrated";
  return {
    name: agent.name,
    type: integrated ? "custom" : agent.type,
    status: agent.status,
    port: integrated ? 0 : (agent.port ?? 0),
    created: toSeconds(agent.createdAt),
    runtime: integrated ? "integrated" : (agent.runtimeName ?? "claude-code"),
    runtime_model: agent.runtimeModel,
    resources: wantedResources(agent),
    template: integrated ? null : agent.template,
    container_id: integrated ? null : (agent.containerId?.slice(0, CONTAINER_ID) ?? null),
    base_image_version: agent.imageVersion,
    github_repo: agent.githubRepo,
    owner: agent.ownerEmail,
    is_owner: agent.isOwner,
    is_shared: agent.share !== null && !agent.isOwner,
    is_system: agent.system,
    tags: agent.tags,
    avatar_url: avatarUrl(agent),
  };
}

/** The same with what the caller may do; shares only for who may know them. */
export function toAgentDetails(agent: FleetDetails): AgentDetails {
  const { autonomy, readOnly, canShare, canDelete, shares } = agent;
  return {
    ...toAgentStatus(agent),
    autonomy_enabled: autonomy,
    read_only_enabled: readOnly,
    can_share: canShare,
    can_delete: canDelete,
    ...(shares === null ? {} : { shares: shares.map(toFleetShare) }),
  };
}

/** How full the context of an agent is; what does not run uses nothing. */
export function toContextStats({ name, status, contextUsed, contextMax, activityAt }: ContextUse, now: Date) {
  const [used, max] = status === "running" ? [contextUsed, contextMax] : [0, 0];
  return {
    name,
    status,
    activityState: activityOf(status, activityAt, now),
    contextPercent: contextPercent(used, max),
    contextUsed: used,
    contextMax: max,
    lastActivityTime: activityAt ? toSeconds(activityAt.toISOString()) : null,
  };
}
