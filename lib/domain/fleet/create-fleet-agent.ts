import type { Tx } from "@/lib/db";
import { assertNameFree } from "@/lib/domain/agents/assert-name-free";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { fleetName, type ResourceColumns, type RuntimeName, wantedResources } from "@/lib/domain/fleet/rules";
import { newId } from "@/lib/domain/ids";
import { ownWorkspace } from "@/lib/domain/query";
import { leasePort } from "@/lib/domain/runtimes/lease-port";
import { assertRoomForAgent } from "@/lib/domain/workspaces/agent-quota";

export type NewFleetAgent = {
  name: string;
  type: string;
  /** As it is kept: a local template's name, or `github:Org/repo[@ref]`. */
  template: string;
  githubRepo: string | null;
  runtime: RuntimeName;
  runtimeModel: string | null;
  resources: ResourceColumns;
  instructions: string;
  /** What the template says about shared folders. */
  folders: { expose: boolean; consume: boolean };
};

type Place = Target & { workspaceId: string };

function placeOf(_tx: Tx, ctx: Ctx): Place {
  const { workspaceId } = ownWorkspace(_tx, ctx).subject;
  return {
    workspaceId,
    subject: { workspaceId },
    audit: { type: "workspace", id: workspaceId, name: workspaceId, workspaceId },
  };
}

async function insert({ tx, ctx, target }: Step<Place>, input: NewFleetAgent) {
  const { userId } = ctx.actor;
  const { name, type, template, githubRepo, runtime, runtimeModel, instructions, resources, folders } = input;
  const kinds = [...(folders.expose ? ["expose"] : []), ...(folders.consume ? ["consume"] : [])];
  return tx.agent.create({
    data: {
      ...{ id: newId("agent"), workspaceId: target.workspaceId, ownerId: userId, createdById: userId },
      ...{ hosting: "container", reviewStatus: "ACTIVE", lifecycleState: "draft", name, type, instructions },
      ...{ template, githubRepo, runtimeName: runtime, runtimeModel, ...resources },
      folders: { create: kinds.map((kind) => ({ id: newId("folder"), kind, name: kind })) },
    },
    select: { id: true, number: true, createdAt: true },
  });
}

/**
 * Makes a container agent of the caller in the request's workspace, with a port of its own. Throws `quota_exceeded`,
 * `name_taken`, `invalid`, `unavailable` when no port is free; then nothing is made at all.
 */
export const createFleetAgent = command({
  permission: "agents.create",
  audit: "agent.created",
  target: placeOf,
  run: async (step: Step<Place>, given: NewFleetAgent): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { workspaceId } = target;
    const input = { ...given, name: fleetName(given.name, "name") };
    const { name, type, template, runtime, runtimeModel } = input;
    const resources = wantedResources(input.resources);
    await assertRoomForAgent(tx, workspaceId);
    await assertNameFree(tx, workspaceId, name);
    const { id, number, createdAt } = await insert(step, input);
    const port = await leasePort(tx, id);
    change.target({ type: "agent", id, name, workspaceId });
    change.record({ after: { name, type, template, runtime, runtimeModel, resources, port } });
    const data = { type, status: "stopped", port, created: createdAt.toISOString(), resources, container_id: null };
    await change.emit({ topic: "agents", type: "agent_created", targetId: id, name, number, workspaceId, data });
    return { id };
  },
});
