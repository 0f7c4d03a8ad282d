import { db } from "@/lib/db";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { restoreAgent } from "@/lib/domain/agents/restore-agent";
import { byId } from "@/lib/domain/agents/rules";
import { updateAgent } from "@/lib/domain/agents/update-agent";
import { attachResource } from "@/lib/domain/assignments/attach-resource";
import { detachResource } from "@/lib/domain/assignments/detach-resource";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, type Fault } from "@/lib/domain/faults";
import { discardDraft } from "@/lib/domain/lifecycle/discard-draft";
import { enterEditMode } from "@/lib/domain/lifecycle/enter-edit-mode";
import { publishDraft } from "@/lib/domain/lifecycle/publish-draft";
import { rollBack } from "@/lib/domain/lifecycle/roll-back";
import { saveVersion } from "@/lib/domain/versions/save-version";
import { given, type Place } from "@/lib/testing/given";
import { givenMcpServer } from "@/lib/testing/given-assignable";
import type { Deed } from "./release-deeds";
import { type Server, servers, type Who } from "./release-model";

/** A workspace with its people and servers, where one agent after the other is led through its life. */
export type ReleaseStage = {
  workspace: Place;
  callers: Record<Who, Ctx>;
  editor: { id: string; email: string };
  ids: Record<Server, string>;
};
/** One agent of it, and the agents that were given a name beside it. */
export type ReleaseWorld = ReleaseStage & { place: number; agentId: string; rivals: Map<string, string> };

export async function givenStage(): Promise<ReleaseStage> {
  const { workspace, owner } = await given.workspace();
  const elsewhere = await given.workspace();
  const [editor, reader] = [await given.member(workspace), await given.member(workspace, { role: "viewer" })];
  const ids = {
    test1: await givenMcpServer(workspace),
    test2: await givenMcpServer(workspace),
    production: await givenMcpServer(workspace),
    foreign: await givenMcpServer(elsewhere.workspace),
  };
  return { workspace, callers: { owner: owner.ctx, editor: editor.ctx, reader: reader.ctx }, editor, ids };
}

export async function givenWorld(
  stage: ReleaseStage,
  place: number,
  name: string,
  attached: readonly Server[],
): Promise<ReleaseWorld> {
  const { id: agentId } = await given.agent(stage.callers.owner, { name });
  await given.share(agentId, stage.editor, "editor");
  await db().agentMcpServer.createMany({ data: attached.map((one) => ({ agentId, mcpServerId: stage.ids[one] })) });
  return { ...stage, place, agentId, rivals: new Map() };
}

/** What servers are called in the model. */
export function called({ ids }: ReleaseStage, id: string): Server | undefined {
  return servers.find((server) => ids[server] === id);
}

function ask(world: ReleaseWorld, ctx: Ctx, deed: Deed): Promise<unknown> {
  const agent = byId(world.agentId);
  switch (deed.kind) {
    case "edit":
      return enterEditMode(ctx, { agent });
    case "patch": {
      const { kind: _, text: instructions, ...fields } = deed;
      return updateAgent(ctx, { agent, changes: { ...fields, instructions }, strictly: true });
    }
    case "attach":
      return attachResource(ctx, { agent, kind: "mcpServers", id: world.ids[deed.server] });
    case "detach":
      return detachResource(ctx, { agent, kind: "mcpServers", id: world.ids[deed.server] });
    case "publish": {
      const pairs = Object.entries(deed.mapping).map(([test, production]): [string, string] => [
        world.ids[test as Server],
        world.ids[production],
      ]);
      return publishDraft(ctx, { agent, mapping: { mcpServers: Object.fromEntries(pairs) } });
    }
    case "discard":
      return discardDraft(ctx, { agent, mapping: {} });
    case "rollBack":
      return rollBack(ctx, {
        agent,
        version: `v${deed.version}`,
        discardDraft: deed.discardDraft,
        dropMissing: false,
      });
    case "save":
      return saveVersion(ctx, { agentId: world.agentId, note: "" });
    case "delete":
      return removeAgent(ctx, { agent, force: true });
    case "restore":
      return restoreAgent(ctx, { agent });
  }
}

/** Does it to the product; the fault that was answered, or null. */
export async function performHere(
  world: ReleaseWorld,
  who: Who,
  deed: Deed,
  rev: number | null,
): Promise<Fault | null> {
  const ctx = { ...world.callers[who], expectedRevs: rev === null ? null : [String(rev)] };
  try {
    await ask(world, ctx, deed);
    return null;
  } catch (error) {
    if (error instanceof DomainError && error.fault !== "internal") return error.fault;
    throw error;
  }
}

/** Another agent takes a name, or the one that has it goes to the trash. */
export async function switchRival({ rivals, callers }: ReleaseWorld, name: string): Promise<void> {
  const rival = rivals.get(name);
  if (rival === undefined) {
    rivals.set(name, (await given.agent(callers.owner, { name })).id);
    return;
  }
  const gone = { deletedAt: new Date(), retentionTier: "medium" };
  await db().agent.update({ where: { id: rival }, data: gone });
  rivals.delete(name);
}
